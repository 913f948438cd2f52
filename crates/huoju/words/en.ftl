### The command line's words in English. The keys are those of zh.ftl, held by a test.

## Help
about = huoju: every number says where it came from, which rule made it, what would change it
usage = Usage
heading-arguments = Arguments
heading-options = Options
usage-tail = <COMMAND> [OPTIONS]
usage-options = [OPTIONS]
value-scheme = SCHEME
value-file = FILE
value-folder = DIR
value-lang = LANG
value-period = PERIOD
value-date = DATE
value-sheet = SHEET
value-mode = MODE
value-ids = IDS|FILE
value-columns = COLUMNS
value-format = FORMAT
value-count = N
value-subject = ID
assess-usage = <SCHEME> [--data <FILE>] [OPTIONS]
explain-usage = <SCHEME> [--data <FILE>] --subject <ID> [OPTIONS]
more-help = How to use a command: huoju <COMMAND> --help
stage-evaluate = Evaluate
option-lang = Language: zh or en [default: by LC_ALL, LC_MESSAGES, LANG, else zh]
option-packs = A folder of packs laid over the built-in ones (or set HUOJU_PACKS)
option-help = Show this help
option-version = Show the version

assess-about = Assess subjects by a published scheme
assess-scheme = A scheme of a pack, or a file: cn-tech-sme, ./draft.toml
assess-data = A population file, one row a subject, instead of the data directory: csv, xlsx, xls, ods, parquet, or a folder of parquet
assess-period = The period that the figures describe: 2025, 2025Q1 [default: the latest in the file, else the last full year]
assess-as-of = The day of application, such as 2026-03-31 [default: the period's last day]
assess-sheet = Which sheet of a workbook
assess-only = Only these subjects: ids separated by commas, a file with one id a line, or - for stdin
assess-columns = Only these columns, separated by commas: id,name,outcome,total [default: all; csv, json and parquet without name]
assess-missing = When a criterion is missing: strict (a figure it reads is missing) or settled (what is known does not settle it) [default: as the scheme says]
assess-no-presume = Presume nothing: a fact without a record is missing
assess-out = Where the result goes [default: stdout]
assess-format = table, csv, xlsx, parquet or json [default: by the ending of --out; table on a terminal, csv into a pipe]
assess-explain = Instead of a table, under each subject the clause behind every point (table and json)
assess-refused = Write a copy of the file that marks each refused cell and row with its reason, to go back to its sender
assess-threads = How many threads [default: all processors]
assess-after =
    Exit status: 0 all rows read and assessed, 1 some rows refused and the rest assessed, 2 nothing could be assessed
    Examples:
      huoju assess cn-tech-sme --data park.xlsx --period 2025 --explain
      huoju assess cn-tech-sme --data park.xlsx --out result.xlsx --refused refused.xlsx

explain-about = Explain one subject's assessment, clause by clause
explain-subject = The subject's id or name
explain-json = Write JSON
explain-after =
    Exit status: 0 explained, 2 no such subject, its row was refused, or nothing could be assessed
    Examples:
      huoju explain cn-tech-sme --data park.xlsx --subject 91640100MA75XXXX0X
      huoju explain cn-tech-sme --data park.xlsx --subject 某某科技

scheme-about = The rule library: list, show, check, test and compare schemes
scheme-usage = <COMMAND> [OPTIONS]
heading-commands = Commands
scheme-list-about = List the schemes of the library
scheme-list-at = Only those in force on this day or in this period: 2024-06-30, 2024
scheme-list-after =
    Example:
      huoju scheme list --at 2024
scheme-show-usage = <SCHEME>
scheme-show-about = Show a scheme as readable text
scheme-show-after =
    Example:
      huoju scheme show cn-tech-sme
scheme-check-usage = <FILE>...
scheme-check-about = Check scheme files: units, bands, totals, clauses, each finding with its mend
scheme-check-files = Scheme files, or schemes of the library
scheme-check-after =
    Exit status: 0 no errors, 1 a file has errors, 2 a file could not be read
    Example:
      huoju scheme check ./draft.toml
scheme-test-usage = [SCHEME]...
scheme-test-about = Run a scheme's cases, and generated ones below, on and above every edge
scheme-test-schemes = Schemes or scheme files [default: all of the library]
scheme-test-after =
    Exit status: 0 all agree, 1 some differ, 2 could not run
    Example:
      huoju scheme test cn-tech-sme
scheme-diff-usage = <FROM> <TO>
scheme-diff-about = Compare two schemes, clause by clause
scheme-diff-a = The earlier scheme
scheme-diff-b = The later scheme
scheme-diff-after =
    Example:
      huoju scheme diff cn-tech-sme ./draft.toml

## Mistakes on the command line
error-prefix = error
warning-prefix = note
args-unknown-option = there is no option { $option }
args-unknown-command = there is no command { $command }
args-near = did you mean { $near }?
args-missing = { $what } is missing
args-no-command = no command was given
args-conflict = { $option } can be given once only, or conflicts with another option
args-bad-value = { $option } can't be `{ $value }`
args-no-value = { $option } needs a value
args-see = see: { $command } --help
args-period = `{ $value }` is not a period; write 2025, 2025Q1, 2025-03 or 2025年1—5月
args-date = `{ $value }` is not a date; write it as 2026-03-31
args-at = `{ $value }` is neither a date nor a period; write 2024-06-30 or 2024
args-lang = there is no language `{ $value }`; use zh or en
args-format = there is no format `{ $value }`; use table, csv, xlsx, parquet or json
args-missing-mode = --missing can't be `{ $value }`; strict and settled are accepted
args-threads = --threads must be a whole number from 1 to 256
args-out-format = the ending of { $path } gives no format; use .csv, .xlsx, .parquet, .json, or add --format
args-stdout-format = { $format } can't go to stdout; give a file with --out
args-explain-format = --explain goes with table and json, not with { $format }
args-column = there is no column { $column }; there are: { $known }
args-explain-columns = --explain does not go with --columns
args-same-file = --out and --data are the same file { $path }; write another one
args-same-refused = --refused is the same file as --data or --out, { $path }; write another one
args-refused-ending = --refused writes a .{ $ending } file here, not { $path }

## Assessing
progress = { $rows ->
    [one] 1 row assessed
   *[other] { $rows } rows assessed
}
only-unreadable = can't read the list of --only, { $path }: { $why }
only-empty = the list of --only is empty; give subjects' ids
opening = opening { $path }
only-absent = { $count ->
    [one] 1 subject of --only was not assessed, being absent or refused: { $ids }
   *[other] { $count } subjects of --only were not assessed, being absent or refused: { $ids }
}
stdout = stdout
later-columns = these columns are of years after the period { $period }, so they are not read: { $columns }
out-unwritable = can't write { $path }: { $why }; check the path and its permissions
absent-columns = the file has no columns for these figures, so they count as missing
absent-column = { $name } ({ $code }): bears on { $used }
presumed-columns = the file has no columns for these facts, so they are presumed (--no-presume turns it off)
presumed-column = presumed { $value }: { $names }
yes = true
no = false
ignored-columns = no indicator answers to these columns, so they are not read: { $columns }
ignored-many = no indicator answers to { $count } columns, so they are not read: { $columns }, …
ignored-near = { $header } (did you mean `{ $near }`?)
refused-heading = { $rows ->
    [one] 1 row refused:
   *[other] { $rows } rows refused:
}
refused-line = { $place } says `{ $value }`: { $why }
refused-line-bare = { $place }: { $why }
refused-more = and { $count } more; --refused FILE shows them all
refused-written = the copy marked with reasons is in { $path }
refused-none = no row was refused, so { $path } is not written
notice-more = { $count ->
    [one] and 1 more like these, { $all } in all
   *[other] and { $count } more like these, { $all } in all
}
place-row = { $file } row { $row }
place-cell = { $file } { $cell }
place-column = {" "}`{ $column }`
place-subject = {" "}({ $subject })
summary-title = { $title } ({ $scheme }), { $period }
summary-rows = rows: { $read } read, { $assessed } assessed, { $refused } refused
summary-rows-skipped = {", "}{ $skipped } not asked for
summary-outcomes = outcomes: { $pass } pass, { $fail } fail, { $undetermined } undetermined
summary-tiers = tiers: { $tiers }
summary-warning = { $count ->
    [one] 1 subject: { $says }
   *[other] { $count } subjects: { $says }
}
summary-missing = missing most often: { $figures }
summary-missing-figure = { $name } { $count }
summary-written = the result is in { $path }
separator = {", "}
semicolon = {"; "}
colon = {": "}
nothing-assessed = no row could be assessed; mend the refused rows above first
no-subjects = there is no subject to assess; check --only and --period

## Explaining
subject-unknown = there is no subject `{ $subject }` in { $path }
subject-near = similar ones are:
subject-ambiguous = `{ $subject }` is more than one subject; give the id:
subject-refusals = it may be among the rows that were refused and don't say whose they are:
subject-refused = the row of `{ $subject }` in { $path } was refused, so it was not assessed; mend it first:
subject-other-rows = other rows of this subject were refused:
explained-head = { $title } ({ $source })  period { $period }  preliminary
explained-readings = How words were read
explained-reading = [{ $clause }] { $text }

## Table
outcome-pass = pass
outcome-fail = fail
outcome-undetermined = undetermined

## Schemes
list-id = Scheme
list-title = Title
list-source = Document
list-force = In force
list-since = since { $from }
list-between = { $from } to { $to }
list-none = no scheme of the library was in force then
check-clean = { $file }: no errors
check-found = { $files ->
    [one] 1 file has errors
   *[other] { $files } files have errors
}
test-scheme = { $scheme }: cases { $cases }, generated { $edges }, differing { $failed }
test-no-cases = { $scheme }: no cases; write them in { $path }
test-failed = { $place } { $name }
test-difference = {" "}{ $key }: expected { $expected }, found { $found }
test-edge = generated: { $name }
test-unreached = { $scheme }: no figure could be put beside these edges, so they are not tested: { $edges }
test-all = all agree
diff-none = the two schemes do not differ

# ── assess and explain on a data directory ──
option-dir = The data directory [default: ./huoju-data, or set HUOJU_DIR; DATABASE_URL for rows in PostgreSQL]
assess-evaluation-year = The year that the assessment is made for; only with a data directory [default: the year after the period]
args-file-only = { $option } goes with a file given as --data only
args-store-only = { $option } goes with a data directory only, not with --data
args-explain-store = An assessment of the data directory is explained as it was made; to treat it otherwise, assess again: huoju assess { $scheme }
header-id = code
header-name = name
stored-made = Preliminary assessment { $hash } is kept in the data directory, evaluation year { $year }
stored-same = The very same as preliminary assessment { $hash } (evaluation year { $year }); not kept a second time
stored-passed-over = not taken of { $source }: { $count } figures, as { $why }
stored-withdrawn = the source was withdrawn ({ $reason })
stored-statistics = they are for statistics only and no authority is on record, so they may not judge one enterprise
stored-figures = Where each figure is from
stored-figure = { $name } { $value }{ $status }  { $source }, { $file } { $place }, batch { $batch }
stored-figure-batch = { $name } { $value }  batch { $batch }
stored-figure-none = { $name } no figure was taken
stored-provisional = { " " }(provisional)
stored-other = { " " } besides
stored-assessment = Preliminary assessment { $hash }, evaluation year { $year }, { $at }
stored-since-undone = Since then: batch { $batch } that it used ({ $source }, { $file }) was undone: { $reason }. Assess again
stored-since-withdrawn = Since then: the source of batch { $batch } that it used, { $source }, was withdrawn: { $reason }. Assess again
stored-absent = There are no data in { $path }; run huoju init and huoju import first, or give a file as --data
stored-trouble = The data directory: { $why }. Nothing was written
stored-nobody = There is no enterprise in the data directory yet; run huoju import first
stored-no-assessment = Nothing was assessed by { $scheme } (for this period) in the data directory yet; run huoju assess { $scheme } first
stored-not-assessed = Subject { $subject } is not in preliminary assessment { $hash }
stored-damaged = The file of preliminary assessment { $hash } doesn't match its hash; run huoju verify
stored-cancelled = Called off; nothing was written
