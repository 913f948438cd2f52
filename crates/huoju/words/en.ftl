### The command line's words in English. The keys are those of zh.ftl, held by a test.

## Help
about = huoju: every number says where it came from, which rule made it, what would change it
usage = Usage
heading-arguments = Arguments
heading-options = Options
usage-tail = <COMMAND> [OPTIONS]
usage-options = [OPTIONS]
value-scheme = SCHEME
value-rule = RULE
value-table = NAME=FILE
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
stage-select = Select
stage-evaluate = Evaluate
option-lang = Language: zh or en [default: by LC_ALL, LC_MESSAGES, LANG, else zh]
option-packs = A folder of packs laid over the built-in ones (or set HUOJU_PACKS)
option-help = Show this help
option-version = Show the version

rank-about = From marks to scores, places and who goes on by a rank rule, with how sure they are beside it
rank-usage = <RULE> --marks <FILE> [OPTIONS]
rank-rule = A rank rule of a pack, or a file: mean-of-3, ./final.toml
rank-marks = The marks (CSV): entry_id,expert_id,criterion,mark, and perhaps section, item, group, state
rank-entries = Who takes part (CSV): entry_id, and perhaps name, field, group, org, state; without it everyone with a mark
rank-table = A table that the rule reads (CSV), such as base=base.csv; may be given several times
rank-out-option = Where the table goes, as CSV [default: stdout, as text]
rank-report = Write a JSON report too
rank-seed = The seed of the draws; the same seed gives the same result [default: 1]
rank-draws-option = How many rankings are drawn, 0 to 60000; with 0 there are no statistics [default: 10000]
rank-after =
    Places and outcomes follow the rule alone; levels, rank intervals and other statistics are for reference.
    Exit status: 0 ranked, 2 something is wrong and nothing was ranked
    Example:
      huoju rank mean-of-3 --marks marks.csv --entries entries.csv --out places.csv --report places.json

assess-about = Assess subjects by a published scheme
assess-scheme = A scheme of a pack, or a file: cn-tech-sme, ./draft.toml
assess-data = A population file, one row a subject, instead of the data directory: csv, xlsx, xls, ods, parquet, or a folder of parquet
assess-period = The period that the figures describe: 2025, 2025Q1 [default: the latest in the file, else the last full year]
assess-as-of = The day of application, such as 2026-03-31 [default: the period's last day]; of a rule with several editions, the one in force then
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

compare-usage = <SCHEME> <OTHER> --data <FILE> [OPTIONS]
compare-about = What if: the same subjects under two schemes, editions or a draft: who enters, leaves and moves
compare-other = The other scheme: an id of the library, or a scheme file
compare-out = Where those that stand otherwise go (stdout unless given; csv, xlsx, parquet or json by its ending)
compare-no-data = compare reads figures from a file; give --data, as in huoju compare cn-tech-sme draft.toml --data zone.xlsx
compare-column-id = code
compare-column-name = name
compare-column-change = change
compare-column-outcome-before = outcome before
compare-column-tier-before = tier before
compare-column-total-before = total before (points)
compare-column-outcome-after = outcome after
compare-column-tier-after = tier after
compare-column-total-after = total after (points)
compare-title = { $before } → { $after }
compare-summary = { $n } in all; passed { $before } → { $after }: { $enter } enter, { $leave } leave; { $move } more have another tier or are open otherwise, { $rescored } have other points only
compare-no-tier = no tier
compare-alone = some subjects stand under one scheme only (the other refused their rows): { $before } under the first, { $after } under the second; they are in no count
compare-after =
    Exit status: 0 done; 1 rows were refused, the rest is compared; 2 could not compare
    Examples:
      huoju compare nx-little-giant-2018 nx-little-giant --data zone.xlsx
      huoju compare cn-tech-sme draft.toml --data zone.xlsx --out changes.xlsx
gap-usage = <SCHEME> --data <FILE> [--subject <SUBJECT>] [OPTIONS]
gap-about = What is lacking and what would reach it: the cheapest steps, in a subject's own figures
gap-levers = A file of levers: what can be moved, by which steps, what moves with it, at what cost [default: the samples of the packs]
gap-subject = Only this subject: its id or name [default: all, as a table]
gap-to = The tier to reach, or one before it [default: any]
gap-json = Write JSON
gap-out = Where the result goes [default: stdout; a table by its ending: csv, xlsx, parquet or json]
gap-no-data = gap reads figures from a file; give --data, such as huoju gap { $scheme } --data park.xlsx
gap-unknown-tier = scheme { $scheme } has no tier "{ $tier }"; it has { $known }
gap-no-lever = no lever moves anything that this scheme reads; give another file with --levers
gap-column-outcome = outcome
gap-column-state = to the goal
gap-column-one-step = one step away
gap-column-step = the step
gap-column-indicator = indicator
gap-column-from = from
gap-column-to = to
gap-column-by = by
gap-column-with = moves with it
gap-column-cost = cost
gap-column-plan = cheapest plan
gap-column-plan-cost = its cost
gap-column-proven = proven
gap-summary = { $reached } reached, { $undetermined } undetermined; { $one } one step away, { $further } several steps, { $beyond } beyond the levers
gap-unproven = { $count } subjects are not proven the cheapest within the limit of the search (column proven)
gap-closed = { $period } is closed: the table says by how much it was missed, no account is to be changed; for targets in { $next } see huoju gap … --subject
gap-sample = the costs are a sample and no rule; write your own levers file and give it with --levers
gap-after =
    Exit status: 0 done, 1 some rows refused, 2 nothing could be done
    Examples:
      huoju gap cn-tech-sme --data park.xlsx --subject 某某科技
      huoju gap cn-tech-sme --data park.xlsx --levers levers.toml --out gaps.xlsx
value-tier = TIER

match-usage = [--offers <IDS>] [--data <FILE>] [--subject <SUBJECT>] [OPTIONS]
match-about = Match offers: which policies, loans and services fit whom, which condition fails, what is missing
match-offers = Only these: ids or files, joined by commas [default: all of the packs]
value-offers = IDS
match-as-of = The day of application: 2026-11-28 [default: today]
match-subject = Only this enterprise: its id or name [default: all, a row an enterprise and offer]
match-out = Where the result goes [default: stdout; a table by its ending: csv, xlsx, parquet or json]
match-after =
    What has closed or is no longer in force is not matched. Of an exclusive set the highest benefit stands; the others say what they give way to.
    Exit status: 0 matched; 1 rows were refused; 2 could not run
    Examples:
      huoju match --data park.xlsx --out match.xlsx
      huoju match --data park.xlsx --subject "Some Technology"
      huoju match --offers sample-hnte-award,./local.toml --data park.xlsx
match-no-offers = no offer is left to match: all have closed; take another --as-of, or give others with --offers or --packs
match-closed = closed by { $day } and not matched: { $offers }
match-absent = without these figures the conditions on them are undetermined: { $names }
match-title = Offers  period { $period }  day of application { $day }
match-counts = { $offer }: { $fits } fit, { $one } one condition away, { $open } undetermined, { $not } do not fit
match-sample-note = offers labelled sample are invented: they are no rule and can't be applied for
match-group = { $standing }: { $count }
match-offer = { "  " }{ $title }{ $sample }  { $benefit }
match-sample = { " " }(sample)
match-automatic = { "      " }may be granted without application: the data held decide every condition
match-gives-way = { "      " }highest of its set only: gives way to { $other }
match-failed = { "      " }fails: { $conditions }
match-undetermined = { "      " }undetermined: { $conditions }
match-missing = { "      " }missing: { $figures }
match-spent = { "      " }the budget is spent
match-not-yet = { "      " }opens on { $day }

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
args-table = `{ $value }` should be NAME=FILE, such as base=base.csv
args-overwrites = { $path } can't be read and written, nor written twice; write to another file
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

## Selecting
value-panel = PANEL
value-seed = SEED
value-pair = ENTRY:EXPERT
value-hash = HASH
args-count = { $option } must be a whole number from { $least } to { $most }, not `{ $value }`
conflicts-usage = --entries <FILE> --experts <FILE> --as-of <DATE> [OPTIONS]
conflicts-about = Find which expert must keep away from which entry, with evidence and date
conflicts-as-of = The day that is looked back from, such as 2026-03-31
conflicts-declared = Declarations of either side: entry_id,expert_id[,reason,date]; may be given several times
conflicts-ties = Ties: id,party,relation[,from,to,source]; id is an entry or expert, party an organisation or person; may be given several times
conflicts-years = For how many years a tie that has ended still binds [default: 3]
conflicts-after =
    Who files an entry and who employs an expert is read from the column org.
    Exit status: 0 written, 2 could not be done
    Example:
      huoju conflicts --entries entries.csv --experts experts.csv --ties ties.csv --declared declared.csv --as-of 2026-03-01 --out conflicts.csv
conflicts-done = pairs that must keep apart: { $pairs }, facts: { $facts }
conflicts-backwards = it ends before it begins; check both dates
conflicts-unknown = neither an entry nor an expert has this id
conflicts-both = both an entry and an expert have this id; use different ones
assign-usage = --entries <FILE> --experts <FILE> --similarity <FILE> [OPTIONS]
assign-about = Assign experts to entries, proved the best, with a certificate; or share out rooms
assign-entries = Entries: entry_id,field,org,need[,panel]
assign-experts = Experts: expert_id,field,org,cap[,type]
assign-similarity = Similarities: entry_id,expert_id,sim_e6 (a whole number from 0 to 1000000); a pair that is not listed can't be assigned
assign-conflicts = Conflicts: entry_id,expert_id[,reason,date]; may be given several times
assign-need = Experts for every entry (over the column need)
assign-panel = The composition of every panel, such as technical=2,investment=2,finance=1 (over the column panel)
assign-one-per-org = At most one expert of an organisation on a panel
assign-mode = total (the greatest similarity), fair (the worst pair first, then the total) or random (no pair more likely than 1 in k) [default: total]
assign-k = The k of random [default: 2]
assign-seed = The seed, kept on record (needed for random and for rooms)
assign-balance = Balance: what each further entry of an expert costs for each that the expert has, in millionths [default: 0]
assign-link = Linking: how much similarity may be given up for each pair that makes panels comparable, in millionths [default: 0, none]
assign-rooms = Rooms for road shows: how many; one panel judges all of a room
assign-size = Experts of a room's panel, such as 3 or 5 [default: 3]
assign-why = Why not this expert; may be given several times
assign-format = csv or json [default: by the ending of --out, else csv]
assign-certificate = Where the certificate (JSON) goes
assign-after =
    Exit status: 0 every place is filled, 1 some are not, with the reason, and the rest are, 2 nothing could be assigned
    Examples:
      huoju assign --entries entries.csv --experts experts.csv --similarity similarity.csv --conflicts conflicts.csv --out assigned.csv --certificate certificate.json
      huoju assign --entries entries.csv --experts experts.csv --similarity similarity.csv --rooms 6 --size 5 --seed 20260316 --out rooms.csv
assign-no-seed = random and --rooms need --seed; give one that was named beforehand
assign-bad-mode = --mode can't be `{ $value }`; total, fair and random are accepted
assign-bad-format = --format can't be `{ $value }`; csv and json are accepted
assign-rooms-csv = rooms are written as CSV; leave out --format json, or --rooms
assign-bad-why = --why can't be `{ $value }`; write ENTRY:EXPERT, such as P00001:X0002
assign-crossing = entry { $entry }: one expert per organisation and the panel's composition cross; only --mode total solves that
assign-filled = places: { $needed } needed, { $filled } filled
assign-total = similarity in all: { $total }
assign-worst = the least similar pair has { $worst }; the weakest entry is { $entry } with { $sum }
assign-proved = proved the best: value and bound are equal ({ $value })
assign-branched = proved the best: { $branches } branches, value { $value }, bound by prices { $bound }
assign-gap = not proved the best: value { $value }, bound { $bound }
assign-random = no pair is more likely than 1 in { $k }; seed `{ $seed }`
assign-binding = experts whose next place would gain something: { $count }
assign-parts = the panels fall into { $count } parts that share no expert, so leniency can't be compared between them; --link joins them
assign-unmet = { $count } places have no expert:
assign-shortage = { $entries } entries ({ $ids }) need { $need } places, but only { $experts } experts could judge them, with { $places } places: { $unmet } are lacking
why-unknown = --why: there is no entry { $entry } or no expert { $expert }
why-assigned = { $entry }: { $expert } is on the panel
why-conflict = { $entry }: { $expert } must keep away
why-not-eligible = { $entry }: no similarity is given for { $expert }
why-floor = { $entry }: { $expert } is less similar than the floor of fair, { $value }
why-kind = { $entry }: the panel wants no expert of { $expert }'s type
why-no-place = { $entry }: { $expert } takes no place, or the entry needs none
why-loss = { $entry }: with { $expert } the whole would lose { $value }, all others rearranged for the best
why-unmet = { $entry }: with { $expert } a place would stay unfilled
rooms-done = { $rooms } rooms with these numbers of entries: { $sizes }; seed `{ $seed }`
rooms-total = similarity in all: { $total } (panels and entries took turns; better may exist)
rooms-left = no room without a conflict for: { $ids }; empty seats on panels: { $seats }
draw-usage = --candidates <FILE> [--seed <SEED>] [OPTIONS]
draw-about = Draw lots that anyone can check: the list's hash first, the order by a public seed later
draw-candidates = The candidates, with a column id
draw-seed = The public seed; without it only the list's hash is given
draw-count = How many to draw [default: all, in order]
draw-commitment = The hash published before; a changed list is refused
draw-after =
    To check: the list's hash is the SHA-256 of the ids sorted by bytes, a line feed behind each; the order is that of SHA-256(seed ‖ id), smallest first.
    Examples:
      huoju draw --candidates list.csv
      huoju draw --candidates list.csv --commitment 96f4… --seed 2026035 --count 12 --out drawn.csv
draw-twice = an earlier line has this id
draw-changed = the list has changed: its published hash is { $published }, now it is { $found }; use the list as published
draw-committed = { $count } candidates, their hash is above; publish it before the seed is known
draw-done = { $count } of { $all } drawn; the list's hash { $commitment }, seed `{ $seed }`
select-unreadable = can't read { $path }: { $why }
select-encoding = { $path } is not text in UTF-8 or GB18030; save it as CSV UTF-8
select-broken = { $path } is not sound CSV: { $why }
select-no-column = { $path } has no column { $column }; it has: { $found }
select-refused = { $path } line { $line } `{ $column }` says `{ $value }`: { $why }
select-number = a whole number from { $least } to { $most } is accepted
select-date = not a date; write it as 2026-03-31, or leave it blank
select-no-id = no id; give one
select-twice = line { $line } has this id already; one line each
select-pair-twice = an earlier line has this pair; one line each
select-unknown-entry = there is no such entry among the entries; check the id
select-unknown-expert = there is no such expert among the experts; check the id
select-panel = not a panel's composition; write technical=2;finance=1
select-panel-sum = the parts add up to { $sum }, but { $need } are needed
select-too-few = { $wanted } are wanted, but there are { $found }
select-internal = an internal error; please report it together with the files: { $why }
## Ladders
value-ladder = LADDER
ladder-usage = [LADDER] [--data <FILE>] [OPTIONS]
ladder-about = Who stands on which rung, what the next one takes, and who went where between years
ladder-ladder = A ladder of a pack, or a file: nx-tech-enterprise, ./draft.toml [default: list them]
ladder-data = A population file instead of the data directory: csv, xlsx, parquet or a folder of parquet
ladder-period = Only this year [default: every year that is there]
ladder-day = The day on which titles are held and schemes in force [default: each year's end; in a data directory today for this year]
ladder-out = Where the result goes [default: stdout; by its ending: csv, xlsx, parquet or json]
ladder-place = place
ladder-nation = the nation
ladder-rungs = from the lowest
ladder-no-year = that year is not among those that can be looked at: { $years }
ladder-silent = neither a list nor an assessment speaks of these rungs: { $rungs }
ladder-no-column = no column of the file says who holds: { $rungs }; what is not said is not taken for no
ladder-summary = { $title } ({ $ladder })
ladder-by = title held / own assessment
ladder-none = on no list
ladder-untold = not told
ladder-moved = { $from } → { $to }: { $rose } rose, { $fell } fell
ladder-after =
    A title held and an own assessment are told apart: others grant the one, a scheme computes the other.
    Where a rung's rule excludes holders of a higher title, passing that rung by is no fault.

    Exit status: 0 done, 1 some rows refused, 2 nothing could be done
    Example:     huoju ladder nx-tech-enterprise --data park.xlsx --out ladder.xlsx

## Composite indices
value-index = INDEX
index-usage = <INDEX> --data <FILE> [OPTIONS]
index-about = Make a composite index, and say how sure its ranks are
index-index = An index of a pack, or a file: cn-zone-innovation-2014, ./my-index.toml
index-data = The figures, a row a subject (and period): csv, xlsx, xls, ods, parquet
index-out = Where scores, ranks and intervals go: .csv or .json [default: stdout, csv]
index-steps = Write every step's table into this folder (csv)
index-report = Where the text report goes: what makes each score, strengths and weaknesses, what would move a rank
index-subject = Print only the report on this subject
index-robustness = How many random draws, which give intervals of ranks
index-sensitivity = How many base draws for Sobol indices: which choice moves the ranks
index-seed = The seed of the draws; the same seed, the same result [default: 0]
index-weights = A file of weight sets (csv): a column an indicator or node, a row a set
index-after =
    Exit status: 0 made, 2 not made
    Examples:
      huoju index cn-zone-innovation-2014 --data zones.csv --out index.csv
      huoju index ./my-index.toml --data zones.xlsx --out index.csv --steps steps --robustness 10000 --seed 7
index-out-format = { $path } must end in .csv or .json
args-whole = { $option } must be a whole number from 0, not `{ $value }`
index-no-header = no header is found in the first 30 rows of { $path }; it must have the columns { $columns }
index-bad-cell = { $path } row { $row } `{ $column }`: `{ $value }` is not a number
index-bad-cells = { $path } has { $count } cells that are no numbers, so no index was made; write numbers, and leave blank what is missing
index-bad-period = { $path } row { $row }: `{ $value }` is not a period; write it as 2025 or 2025Q1
index-twice = { $path } row { $row }: the subject { $subject } is there twice in one period
index-no-id = { $path } row { $row } has no subject's code
index-set-column = the column `{ $column }` of { $path } is no indicator or node of the index
index-no-subject = there is no subject `{ $subject }` in the data
index-summary = { $title }: { $subjects } rows, { $ranked } with a score
index-sobol = Of the variance of the mean shift, { $input } explains { $first } alone and { $total } with its interactions
index-sobol-even = No variance in the mean shift for { $input } to explain
index-draws = { $draws } draws (seed { $seed }): ranks move by { $shift } on average, intervals hold { $share } of the draws
index-reading = reading: { $text }
index-remark-more = and { $count } more like these
report-head = { $name }  score { $score }, rank { $rank }
report-head-none = { $name }  no score
report-interval = {"  "}ranks { $low }–{ $high }, { $shift } on average
report-strengths = {"  "}strengths: { $list }
report-weaknesses = {"  "}weaknesses: { $list }
report-item = { $title } { $score } (rank { $rank })
report-raises = {"  "}most above the mean: { $list }
report-lowers = {"  "}most below the mean: { $list }
report-part = { $title } { $points }
report-gap = {"  "}{ $gap } points behind { $other }, one place up
report-lever = {"  "}  by `{ $title }` alone: its normalised score from { $from } to { $to }
report-no-lever = {"  "}  no indicator alone would do

## Discovering, and the data directory
stage-discover = Discover
stage-system = System
value-source = SOURCE
value-name = NAME
value-use = USE
value-batch = BATCH
value-text = TEXT
## Discovering, and the data directory
option-dir = The data directory [default: environment variable HUOJU_DIR, else ./huoju-data; where DATABASE_URL names a PostgreSQL database, the rows lie there]
init-about = Make a data directory: figures, files and the ledger of what is imported lie in it
init-after =
    A directory that holds data is left as it is.
    Example:
      huoju init --dir zone
init-done = the data directory is { $path }
import-about = Import a table, a register, figures or a list: each value with its source, file, cell and batch
import-usage = <FILE> --source <SOURCE> [OPTIONS]
import-file = A table with a row an enterprise: csv, xlsx, xls, ods, parquet; registers and figures need credit codes, lists may have names only
import-as = What the table is: register, figures, titles, negatives or bulletin [default: figures]
import-title = The title that a list of titles is of: 高新技术企业
value-kind = KIND
value-title = TITLE
import-source = The code of the source: tax, hr
import-source-name = The source's name, when it is used for the first time: Tax Office
import-use = The source's permitted use when it is used for the first time: statistics, administrative, authorised or public
import-period = The period of the figures: 2025 [default: the latest that the file speaks of]
import-provisional = The figures are provisional, as tax returns before the annual settlement are
import-dry-run = Only try: list what would be refused, import nothing
import-after =
    A row with a refused cell is left out whole, the others are taken; the same file of one source and period is taken once.
    Exit status: 0 all imported, 1 some rows refused, the others imported, 2 nothing imported
    Examples:
      huoju import tax.xlsx --source tax --source-name "Tax Office" --use administrative --period 2025 --provisional
      huoju import tax.xlsx --source tax --dry-run --refused refused.xlsx
      huoju import register.xlsx --as register --source register --period 2025
      huoju import list.xlsx --as titles --title 高新技术企业 --source notices
import-read = { $rows } rows read, { $refused } refused, { $values } values to be had
import-dry = a dry run, nothing imported; the file's digest is { $hash }
import-done = imported as batch { $batch }: { $subjects } new subjects, { $new } new values, { $changed } changed, { $same } as before
import-done-titles = imported as batch { $batch }: { $new } titles newly held, { $changed } changed, { $same } as before; { $subjects } new subjects
import-registered = { $renamed } renamed, { $merged } merged into others, { $members } new memberships
import-renamed = { $n } renamed, the code stays:
import-namesakes = { $n } names are borne by several; the code tells them apart, nothing is merged:
import-unsure = { $n } names are not sure and wait for a person (page Name matching):
import-unknown = { $n } names are not known here and were not imported:
import-more = {"  "}and { $n } more
import-bad-kind = there is no kind `{ $value }`; take register, figures, titles, negatives or bulletin
import-marked = the refused cells are marked in { $path }
import-bad-use = there is no use `{ $value }`; take statistics, administrative, authorised or public
import-name-and-use = --source-name and --use go together
undo-about = Take an import back: its values count no more, those that it replaced stand again
undo-usage = <BATCH> --reason <TEXT>
undo-batch = The batch's number, as the import said it
undo-reason = Why, for the ledger
undo-after =
    Nothing is deleted: what was known before can still be read as of its batch.
    Example:
      huoju undo 3 --reason "the wrong file"
undo-done = batch { $batch } is undone, as batch { $undo }
undo-bad-batch = `{ $value }` is no batch; batches are whole numbers, as the import said
subject-about = Look a subject up: every figure that is known, with its source, file and cell
subject-usage = <SUBJECT>
subject-subject = A credit code, a name or a former name
subject-after =
    Example:
      huoju subject 91640100MA75XXXX0X
subject-nobody = there is no subject `{ $subject }` in the data directory
subject-former = {"  "}formerly or also { $name }, until { $until }
subject-until-by = { $day } (by { $scheme })
subject-title = {"  "}holds { $title } { $number }, { $batch }, until { $until }
subject-line = {"  "}{ $period }  { $name } { $value } { $status } ({ $source }, { $file } { $place }, batch { $batch })
verify-about = Verify the ledger and the files: one changed byte is found
verify-after =
    Exit status: 0 all holds, 1 something was changed, 2 could not be verified
verify-holds = { $n } records of the ledger, all hold; the last is { $hash }
verify-changed = record { $seq } of the ledger doesn't give its hash: it was changed
verify-unchained = record { $seq } of the ledger doesn't follow the one before: that one was changed or replaced
verify-gap = records of the ledger before { $seq } are gone
verify-head = after record { $seq } the ledger doesn't agree with its head: records were cut off or added
verify-file = the bytes of { $name } are not those of its hash { $hash }, or are gone
noun-batch = batch
noun-source = source
noun-subject = subject
noun-match = unsure name
trouble-forbidden = { $actor } may not do this; an administrator may
trouble-no-source = there is no source `{ $code }`; give --source-name and --use when it is used for the first time
trouble-other-source = source `{ $code }` has another name or use; leave --source-name and --use out, or choose another code
trouble-names-only = the table has only names (column `{ $column }`) and no credit codes; a name doesn't settle who it is, so add a column of codes
trouble-no-period = it is not known which year these figures are of; give --period 2025
trouble-no-title = it is not known which title the list is of; give --title, such as --title 高新技术企业
trouble-no-column = the table has no column `{ $column }`; docs/reference/formats.md has the columns of each kind
trouble-replaced = the file is not the one that was looked at: its digest is { $found } instead of { $expected }; try it again first
trouble-no-reason = no reason was given; it goes into the ledger, so write one
trouble-nothing = no row could be taken; nothing was written
trouble-stale = the { $what } has changed meanwhile; nothing was written; look at it again first
trouble-twice = `{ $file }` was imported from this source for this period already; nothing was written; undo that batch first to do it again
trouble-exists = { $what } `{ $which }` is there already
trouble-not-found = there is no { $what } `{ $which }`
trouble-full = the disk is full; nothing was written; make room and do it again
trouble-read-only = { $path } can't be written to; check its permissions
trouble-absent = there are no data in { $path } yet; run huoju init first
trouble-later = the data were written by a later release of huoju; use that one or a later one
trouble-database = the database: { $why }
## Ranking
rank-refused = { $count ->
    [one] 1 fault; nothing was ranked, mend it first:
   *[other] { $count } faults; nothing was ranked, mend them first:
}
rank-more = and { $count } more
rank-place = Place
rank-entry = Entry
rank-pool = Pool
rank-score = Score
rank-level = Level (ref.)
rank-interval = Place, 90% (ref.)
rank-outcome = Outcome
rank-note = Note
rank-shared = shared
rank-tie = equal score, told apart by { $rule } ({ $value })
rank-taken = goes on
rank-reserve = reserve { $at }
rank-out = out
rank-below = below the minimum
rank-at-line = shared across the line, open
rank-withdrawn = withdrawn
rank-disqualified = disqualified
rank-review = interval crosses the line, look again
rank-title = { $title } ({ $rule })
rank-count = entries { $entries }
rank-counts = entries { $entries }: going on { $taken }, reserve { $reserve }, shared across the line { $line }
rank-reliability = reliability ICC(1,k) = { $icc }, { $k } sheets an entry
rank-crossing = { $count } entries whose rank interval crosses the line: look again
rank-differ = leniency differs from fellow experts: { $experts }
rank-gaps = marks for own group's entries differ: { $experts }
rank-left-out = experts without any one of whom others would go on: { $count } ({ $experts })
rank-draws = statistics are for reference and move no place; seed { $seed }, draws { $draws }

## Demonstration
demo-about = Make a data directory of sample data: an invented zone, two thousand enterprises, five years
demo-after =
    The offices' tables lie in the data directory's folder `sample`; their figures are imported on the way of huoju import
    and assessed by four schemes. It is then served at 127.0.0.1:8173, and a link is printed that signs in once.
    The data directory is ./huoju-demo unless --dir names another; it may be done again.
    Examples:
      huoju demo
      huoju demo --dir sample-zone --only-make
demo-assessed = assessed by { $scheme }: { $n } enterprises, { $passed } pass
demo-folder = sample
demo-done = sample data: { $files } tables in { $path }, { $batches } batches imported with { $values } values, { $twice } were there already; { $unsure } listed names wait for a person
demo-left = left for a person to mend:
demo-trouble = the sample data can't be written: { $why }
# ── assess and explain on a data directory ──
assess-evaluation-year = The year that the assessment is made for; only with a data directory [default: the year after the period]
args-file-only = { $option } goes with a file given as --data only
args-store-only = { $option } goes with a data directory only, not with --data
args-explain-store = An assessment of the data directory is explained as it was made; to treat it otherwise, assess again: huoju assess { $scheme }
header-id = code
header-name = name
stored-made = Preliminary assessment { $hash } is kept in the data directory, evaluation year { $year }
stored-same = The very same as preliminary assessment { $hash } (evaluation year { $year }); not kept a second time
stored-ended = { $count } that are deregistered or revoked are not assessed
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
serve-guest = a guest may enter once by this link: { $link }
demo-only-make = Only make the data directory, serve nothing

edition-meant = in force on { $day } is `{ $id }`: { $title } ({ $source }, { $force }), { $why }
edition-only = the only edition on that day
edition-own = as an own edition goes first
edition-latest = of several the latest to begin
compare-column-industry = industry
compare-column-size = size class
compare-by-industry = by industry (how many pass)
compare-by-size = by size (how many pass)
compare-share = { $said }: { $before } → { $after }, { $enter } enter, { $leave } leave
compare-unknown = unknown
compare-more = { $n } industries more
audit-usage = <SCHEME> --data <FILE> [OPTIONS]
audit-about = Boundary audit: who stands within one unit of an edge, and what one unit changes
audit-out = Where the list goes [default: stdout; by its ending: csv, xlsx, parquet or json]
audit-no-data = audit reads figures from a file; give --data, such as huoju audit { $scheme } --data park.xlsx; an assessment of the data directory is audited, and its list taken along, on its page
audit-summary = { $n } in all; { $beside } beside an edge, of whom one unit changes the outcome of { $turned }
audit-after =
    Each figure is moved up and down by one unit (money by 1 万元, all else by 1 of its unit) and assessed again; what changes is listed.
    Example:
      huoju audit cn-tech-sme --data park.xlsx --out edges.xlsx
