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
assess-usage = <SCHEME> --data <FILE> [OPTIONS]
explain-usage = <SCHEME> --data <FILE> --subject <ID> [OPTIONS]
more-help = How to use a command: huoju <COMMAND> --help
stage-evaluate = Evaluate
option-lang = Language: zh or en [default: by LC_ALL, LC_MESSAGES, LANG, else zh]
option-packs = A folder of packs laid over the built-in ones (or set HUOJU_PACKS)
option-help = Show this help
option-version = Show the version

assess-about = Assess subjects by a published scheme
assess-scheme = A scheme of a pack, or a file: cn-tech-sme, ./draft.toml
assess-data = A population file, one row a subject: csv, xlsx, xls, ods, parquet, or a folder of parquet
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

## Discovering, and the data directory
stage-system = System
option-dir = The data directory [default: environment variable HUOJU_DIR, else ./huoju-data; where DATABASE_URL names a PostgreSQL database, the rows lie there]
init-about = Make a data directory: figures, files and the ledger of what is imported lie in it
init-after =
    A directory that holds data is left as it is.
    Example:
      huoju init --dir zone
init-done = the data directory is { $path }
verify-about = Verify the ledger and the files: one changed byte is found
verify-after =
    Exit status: 0 all holds, 1 something was changed, 2 could not be verified
verify-holds = { $n } records of the ledger, all hold; the last is { $hash }
verify-changed = record { $seq } of the ledger doesn't give its hash: it was changed
verify-unchained = record { $seq } of the ledger doesn't follow the one before: that one was changed or replaced
verify-gap = records of the ledger before { $seq } are gone
verify-head = after record { $seq } the ledger doesn't agree with its head: records were cut off or added
verify-file = the bytes of { $name } are not those of its hash { $hash }, or are gone
trouble-stale = the { $what } has changed meanwhile; nothing was written; look at it again first
trouble-exists = { $what } `{ $which }` is there already
trouble-not-found = there is no { $what } `{ $which }`
trouble-full = the disk is full; nothing was written; make room and do it again
trouble-read-only = { $path } can't be written to; check its permissions
trouble-absent = there are no data in { $path } yet; run huoju init first
trouble-later = the data were written by a later release of huoju; use that one or a later one
trouble-database = the database: { $why }

## The system
value-address = ADDRESS:PORT
value-login = LOGIN
value-person = NAME
value-role = ROLE
noun-person = account
first-password = administrator { $login }, password { $password } (shown this once; to be changed at the first sign-in)
serve-about = Serve the pages to browsers
serve-after =
    The first start makes an administrator, whose password is printed once. Ctrl+C ends it: requests that have begun are answered, a job that is not done waits for the next start.
    Examples:
      huoju serve --dir zone
      huoju serve --listen 10.0.0.8:8173 --behind-tls
serve-listen = Where to listen [default: 127.0.0.1:8173]
serve-behind-tls = A proxy before it speaks TLS to the browsers: credentials go over TLS alone, and the proxy says who asks
serve-ready = huoju is at http://{ $address }; Ctrl+C ends it
serve-bare = other machines reach { $address }, and it doesn't encrypt: passwords would cross the network in the open; put a TLS proxy before it and give --behind-tls
serve-bad-address = `{ $value }` is no address and port; write something like 127.0.0.1:8173
serve-taken = can't listen on { $address }: { $why }; take another port, or end the program that has it
user-about = People who may sign in: add, list, new password, stop
user-usage = <COMMAND>
user-login = An account: 2 to 32 of a–z, 0–9, . - _
user-login-usage = <LOGIN> [OPTIONS]
user-name = What colleagues call them
user-role = administrator or officer [default: officer]
user-add-usage = <LOGIN> --name <NAME> [OPTIONS]
user-add-about = Add somebody and print the password made for them
user-add-after =
    The password is printed once and must be changed at the first sign-in.
    Example:
      huoju user add chen --name "Chen Xiao"
user-list-about = List all people
user-list-after =
    Example:
      huoju user list
user-password-about = Make a new password and print it; all their browsers are signed out
user-password-after =
    Example:
      huoju user password chen
user-stop-about = Let somebody sign in no more; what they did stays in the ledger
user-stop-after =
    Example:
      huoju user stop chen
user-added = { $login } is added, password { $password } (shown this once; to be changed at the first sign-in)
user-new-password = the new password of { $login } is { $password } (shown this once; to be changed after signing in)
user-stopped = { $login } is stopped
user-active = active
user-is-stopped = stopped
user-none = there is nobody yet; the first start of huoju serve makes an administrator
user-bad-role = there is no role `{ $value }`; take administrator or officer
verify-assessment = the bytes of assessment { $hash } are not those of its hash
verify-breach = the rows break a rule: { $what } ({ $places })
verify-rest = files, assessments and rows are as they were written
backup-about = Back up: rows, files and assessments in one new folder, with the hash of each
backup-usage = --to <DIR> [OPTIONS]
backup-to = The folder that is to be made
backup-rows = Where the rows lie in PostgreSQL: what pg_dump --format=custom has just written
backup-after =
    It may be done while the server runs. A backup appears whole or not at all, and is verified at once.
    Exit status: 0 all holds, 1 backed up but something was changed before, 2 no backup
    Examples:
      huoju backup --to /mnt/backup/monday
      pg_dump --format=custom --file=rows.dump "$DATABASE_URL" && huoju backup --rows rows.dump --to /mnt/backup/monday
backup-done = backed up in { $path }: { $files } files, { $size }
restore-about = Make a data directory of a backup
restore-usage = <BACKUP> [OPTIONS]
restore-from = The backup's folder
restore-after =
    The data directory must be absent or empty. Rows of PostgreSQL are restored by pg_restore into an empty database first.
    Exit status: 0 all holds, 1 restored but something was changed before, 2 nothing restored
    Example:
      huoju restore /mnt/backup/monday --dir zone
restore-done = restored in { $path }: the backup of { $at }, { $files } files, { $size }
