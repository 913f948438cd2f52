### The words of the pages in English. The keys are those of zh.ftl, held by a test; data isn't here.

## Frame
brand = Huoju
brand-full = Huoju 火炬
skip = Skip to the text
sample = Sample data
sample-foot = All enterprises and projects here, and their figures, are invented; those of the bulletin are real
find = Find
find-label = Find a subject
find-hint = Name, credit code or pinyin initials
sign-out = Sign out
nav-main = Main
nav-crumbs = Where you are
waiting = { $n ->
    [one] 1 thing to do
   *[other] { $n } things to do
}
other-language = 中文
other-tag = zh-CN
foot-made = Page made { $n }
foot-record = Ledger record { $n }
foot-digest = Digest { $n }

## The five words and their rooms
word-discover = Discover
word-select = Select
word-evaluate = Evaluate
word-track = Track
word-publish = Publish
word-system = System
room-home = Home
room-subjects = Subjects
room-imports = Imports
room-matches = Name matching
room-schemes = Schemes
room-assessments = Assessments
room-titles = Titles held
room-jobs = Jobs
room-indicators = Indicators
room-zones = Zones
room-sources = Sources
room-ledger = Ledger
room-people = People
room-system = Upkeep

## Figures and their three questions
ask-origin = From
ask-rule = By rule
ask-change = Changes
mark-provisional = p
mark-revised = r
provisional = provisional
revised = revised
missing-note = “…” is missing, never 0; “—” does not apply.
in-unit = ({ $n })
key-figures = Key figures
key-figures-hint = Open a figure: where it came from, which rule made it, what would change it

## Outcomes
outcome = Outcome
outcome-pass = Pass
outcome-fail = Fail
outcome-undetermined = Undetermined
met = Met
not-met = Not met
own-pass = Own result: pass
own-fail = Own result: fail
own-undetermined = Own result: undetermined
own-result = Own result
own-only = Our own result; titles are given by the authority's announcement alone.
nature = Nature

## Lists
filter = Filter
applied = Applied
clear = Clear all
pages = Pages
pages-range = { $from }–{ $to } of { $total }
previous = Previous
next = Next
all = All
count = subjects
rows = Rows
at = When
by-whom = By
state = State
remark = Remark
tier-and-remark = Tier and remark
number = No.
digest = Digest
file-digest = File digest
reason = Reason
reason-hint = Goes into the ledger and can't be changed
sure-follows = Once confirmed:
given = As given on import
files = Files
file = File
kind = Kind
period = Period
source = Source
latest = Latest
count-subjects = { $n ->
    [one] 1 subject
   *[other] { $n } subjects
}
count-batches = { $n ->
    [one] 1 batch
   *[other] { $n } batches
}
count-figures = { $n ->
    [one] 1 figure
   *[other] { $n } figures
}
count-indicators = { $n ->
    [one] 1 indicator
   *[other] { $n } indicators
}
count-places = { $n ->
    [one] 1 place
   *[other] { $n } places
}
count-listed = { $n }
count-rows = { $n ->
    [one] 1 row
   *[other] { $n } rows
}
count-todo = { $n ->
    [one] 1 item
   *[other] { $n } items
}
schemes-all = { $n } in all
assessments-all = { $n } runs
jobs-all = { $n } in all

## Signing in
account = Account
account-hint = To sign in with: letters and digits, such as chenyue
password = Password
sign-in = Sign in
first-start = First start
first-start-where = The password of admin was printed on the server's screen, once.
promise = Every number says where it came from, which rule made it, what would change it.
promise-more = The system runs inside this network only, and every act goes into its ledger.
password-old = Present password
password-new = New password
password-hint = At least 10 characters; a few words in a row are stronger and easier than signs
password-change = Change the password
password-generated = The present password was generated; please choose your own.

## When something goes wrong
next-steps = What next
error-number = Log number { $n }; please give it when you report this
error-403 = This step needs another role. Ask your office's administrator, or sign in with an account that has it.
error-404 = There is no such page. The address may be mistyped, or the record isn't in this store.
error-409 = Someone changed the same thing after you opened this page. Nothing was written; look at what stands now and decide again.
error-413 = The file is too large. Split it, or remove sheets that aren't needed.
error-422 = Something was filled in wrongly, and nothing was written. Mend what is listed below and send it again.
error-429 = Too many tries. Wait a little and try again.
error-500 = The system failed and nothing was written. Try once more; if it fails again, give the log number to your administrator.
error-title = Not done
error-title-403 = Not permitted
error-title-404 = No such page
error-title-405 = Not to be opened this way
error-title-409 = Not done
error-title-413 = File too large
error-title-422 = Something is filled in wrongly
error-title-429 = Please wait
error-title-500 = The system failed

## Two words without rooms yet
select-soon = Selecting is not open yet.
select-soon-more = Contests, recognitions and procedures will be run here: entries, experts, assignment, judging, ranking, notices, objections and awards.

## Home
todo = To do
todo-none = Nothing waits.
todo-none-more = Refused imports, unsure names and results to be run again will be listed here.
todo-names = { $n ->
    [1] 1 name waits
   *[other] { $n } names wait
}
todo-names-about = Listed names that may be more than one enterprise, or none here
todo-names-act = Decide
import-data = Import data
run-assessment = Run an assessment
latest-assessments = Latest assessments
latest-assessment = Latest assessment
scheme-period = Scheme and year
assessed = Assessed
assessed-all = all enterprises
assessed-ended = { $n } deregistered or revoked are left out
assessed-whom = Who is assessed
assessed-within = { $place } ({ $n })
import-refused = Refused on import
doors = By task
updates = Data updates
updates-none = There is no data yet.
updates-none-more = After an import, each source's period and rows are listed here.
stored-at = Stored

## Subjects
subject = Subject
subjects = Subjects
zone = Zone
title-held = Title held
titles-held = Titles held
latest-outcome = Latest own result
credit-code = Unified credit code
member-registered = registered in
member-working = works in
member-incubated = incubated by
member-part = part of
industry = Industry
points = Points

## One subject
years = Over the years
hollow = hollow: provisional
indicator = Indicator
differing = Where sources differ
difference = Difference
taken-which = Which is taken
differing-note = Sources stand side by side and never fill one another; figures for statistics only are aggregated, not assessed.
valid = valid
expired = expired
until = to { $n }
titles-note = Titles are those of announced lists; neither they nor our own results stand for the other.
other-assessments = All our own results
scheme = Scheme
former-names = Former and other names
history = History
record = ledger { $n }
clause-by-clause = Clause by clause
assessed-open = Show clause by clause
explanation-paper = Explanation for print
not-assessed = Not assessed yet.
not-assessed-next = Run an assessment, and the clause and source of every point stand here.
clause = Clause
by = By
gates-criteria = Gates and criteria
inputs = Inputs
value = Value
fall = Band
fall-note = points above, lower edge (included) beneath
points-got = Points
points-full = (of)
gate = gate
total = Total
assessed-note = Ratios are compared with edges by whole numbers, never rounded; percentages are for display. The solid cell is the band hit, the broken one the next one up.

## Imports
import-new = Import a file
import-templates = { $n } empty templates
import-kind = What the file is
import-source = Who sent it
import-source-new = A new source
import-period-hint = Such as 2025 or 2025Q1; may be empty where the file says so
import-file-hint = XLSX, XLS, ODS or CSV (UTF-8 or GBK), up to { $n }
import-try = Try the file
import-try-hint = A try stores nothing: see first which rows go in and which need mending
batches = Batches
batch = Batch
rows-taken = Rows taken
rows-refused = Rows refused
batch-dry-run = Tried
batch-committed = Stored
batch-undone = Undone
batch-done = Done
batch-taken-in = { $rows } rows imported, { $refused } refused.
discarded = Dropped
import-not-tried = Not tried
import-file-again = Please choose the file again
import-n-values = { $n } figures
batch-running = Storing
batch-unreadable = Unreadable
marked-copy = Marked workbook
marked-note = has every mistake beside its cell; mend it and send it again.
refused-cells = Refused
doubts = Look at these first
rows-are-excels = Row numbers are Excel's.
more-refusals = { $n } more are not shown.
col-row = Row
col-column = Column
col-value = As it stood
col-wrong = What is wrong
col-mend = How to mend it
whole-row = whole row
will-change = Stored figures that would change
figure = Figure
stored-now = Now
stored-then = Then
more-changes = { $n } more would change.
preview = Preview
preview-note = as it will be stored, the first rows
used-by = Assessments that used this batch
remarks = How it was read

import-figures = Figures of enterprises
import-register = Register of enterprises
import-titles = List of titles
import-negatives = Negative list
import-bulletin = Figures of a bulletin
import-undo = Undo
import-other-source = a new source, named below
import-source-name = Name of the new source
import-source-name-hint = Leave it empty where a source is chosen above
import-source-use = Permitted use of the new source
import-status = The figures are
actual = final
sheet = Sheet
import-sheet-hint = May be empty: the one with most figures is taken
imports-none = No file was imported yet.
imports-none-more = Each batch will be listed here with its source, its rows and who imported it.
import-title-hint = Of a list of titles only, as 高新技术企业
finding-renamed = { $code } is renamed: { $from } → { $to }
finding-namesakes = several are called “{ $name }”; only their codes tell them apart: { $codes }
finding-unsure = it is not sure who “{ $name }” is; a person decides after the import
finding-unknown = nobody here is called “{ $name }” or anything like it
import-bad-period = Not a period; write it as 2025, 2025Q1 or 2025-03
import-no-source = No source is given; choose one, or name a new one
import-two-sources = A source is chosen and a new one named; keep one of the two
import-no-file = No file was chosen
import-which-sheet = Several sheets look like data: { $sheets }; write which to take under “Sheet”
import-header-rows = The header is in row { $rows }
import-column = “{ $header }” is read as { $name }, { $period }
import-column-ignored = “{ $header }” is not read
import-column-place = column { $n }
import-row-place = row { $n }
import-new-source = { $source } (a new source)
import-n-read = Read
import-n-fit = Fit to import
import-n-refused = Refused
import-n-subjects = New subjects
import-by-code = made by their credit codes
import-n-changed = Would change
import-n-same = { $n } more are as stored
import-twice = This file was imported from the same source for the same period already (batch { $n }); undo that batch first to import it anew
unit-rows = rows
unit-figures = figures
commit-open = Import { $n } rows…
commit-values = { $rows } rows with { $values } figures are imported
commit-changes = { $n } of them replace stored figures, which can still be looked up
commit-leaves = the { $n } refused rows are left out
commit-undoable = the import can be undone
commit-act = Import
discard-open = Drop this dry run…
discard-kept = nothing is imported; the file is kept
discard-act = Drop
draft-gone = this dry run was imported or dropped already; see the batches under Import
original-file = Original file
values-written = Figures written
values-changed = Changed among them
undo-open = Undo this batch…
undo-values = its { $n } figures are valid no more, and those they replaced stand again
undo-used = { $n } assessments used it and will say that they are to be run again
undo-kept = the file and the ledger's records are kept
undo-act = Undo
undone-by = Undone by { $who } at { $at } (batch { $n }): { $reason }
trouble-forbidden = only an administrator may do this; ask one
trouble-no-source = there is no source “{ $source }”; name the new source and its permitted use
trouble-other-source = there is a source “{ $source }” with another permitted use; choose it under “Source”
trouble-names-only = the table has names only (column “{ $column }”) and no credit codes; a name does not settle which enterprise is meant, so add a column of codes
trouble-no-period = the file does not say which period its figures describe; write it here, as 2025
trouble-replaced = the file is not the one that was looked at, and nothing was imported; try it again
trouble-no-reason = no reason is given; it goes into the ledger, so write one
trouble-no-column = the table has no column “{ $column }”; add it
trouble-no-title = the list does not say which title it is of; write it under “Title held”, as 高新技术企业
trouble-nothing = no row can be imported; mend what is refused and send it again
who-operator = command line, { $name }
who-operator-unnamed = command line
who-system = the system

## Name matching
unsure-names = Names not identified
nothing-merges = Nothing is guessed; a person decides each
match-none = None of these
match-later = Decide later
match-record = Record the decisions
match-recorded-tag = Recorded
match-recorded = { $n } names decided, { $left } still wait.
match-hint = They go into the ledger and can be corrected; those for later stay here
match-waiting = waiting
match-chosen = decided
match-nobody = nobody here
match-none-waits = No name waits.
match-none-waits-more = Import a list that has names only: those that are not sure are decided here, one by one.
match-same = the same name
match-same-former = the same as a former name
match-form = differs in the company's form only
match-form-former = differs from a former name in the company's form only
match-slip = one character wrong, missing, too many or out of place
match-slip-former = a former name with one character wrong, missing, too many or out of place
match-since = since { $day }
match-until = until { $day }
match-merged = merged into another
match-and = {", "}
match-answered = Names decided
match-listed = Name as listed
match-meant = Who is meant
match-by = Decided by
match-take-back = Take back

## Schemes
schemes-none = The library is empty.
schemes-none-more = The schemes of the packs stand here.
latest-of = { $year }, { $at }
assess-by = Assess by this
document-title = Document
issued-by = Issued by
issued-on = Issued on
points-in-all = Points in all
no-points = none
cases-held-of = { $n } cases, { $held } hold
measures = Measures
colon = { ": " }
document = Document
in-force = In force
scheme-choice = { $title } ({ $document }, { $days })
in-force-from = from { $day }
in-force-not-yet = { $days }, not yet in force
in-force-no-more = { $days }, no longer in force
cases-held = Cases
pack = Pack
schemes-note = Every scheme rests on its document's clauses and is tested by cases on both sides of every edge.
gates = Gates
gates-note = failing one fails the whole
all-of = all must hold
any-of = any one is enough
by-case = by case, in order
criteria = Criteria
full-points = of { $n } points
tiers = Tiers
tiers-note = tried in order; the first that holds is the outcome
readings = Readings
readings-note = where the text can be read two ways, how it is read here
silent = Where the text is silent
silent-note = there the outcome is undetermined
editions = Editions
reads = Indicators read
cases = Cases
cases-open = Open the cases
holds = holds
differs = differs

## Running an assessment, and jobs
data-year = Data year
as-of-day = Day of application
as-of-hint = May be empty: the period’s last day; such as 2026-03-31
missing-mode = Missing figures
year-hint = May be empty: the year after the data year
wrong-scheme = the library has no such scheme; choose another
scheme-text = Download its rules (TOML)
wrong-year = write a year such as 2026
wrong-day = write a day such as 2026-03-31
missing-as-said = as the scheme says
stock-of = { $n } have { $name }
barred = Sources not used to assess
barred-note = Data for statistics only is summed up and never assesses, unless an authority is recorded on the source's page.
barred-statistics = for statistics only, no authority on record
barred-withdrawn = withdrawn
jobs-none = There is no job yet.
jobs-none-more = What takes a while, such as an assessment, stands here with its progress and result.
job-assess = Assess: { $scheme } { $year }
job-stopping = stopping
job-died = The program that worked on it broke off several times and won't try again; nothing was written. Run it once more, and tell the administrator if it fails again.
job-cancel = Cancel the job…
job-cancel-now = Cancel the job
job-cancel-follows = What was found so far is dropped and nothing is written
job-made = a new assessment was written
job-known = neither figures nor scheme changed: this assessment stood already and was not written again
step-reading = reading figures
step-assessing = assessing { $n }
step-writing = writing the results of { $n }
over-statistics = { $n } figures not used: for statistics only, no authority on record
over-withdrawn = { $n } figures not used: the source was withdrawn
see-results = See the results
seconds = { $n } s
stock = What is stored
progress = Progress
reloads = This page reloads every few seconds
job-log = What happened
job = Job
job-waiting = Waiting
job-running = Running
job-done = Done
job-failed = Failed
job-cancelled = Cancelled
began = Began
took = Took

## Assessments
run = Run
stale = an import it used was undone
distribution = Distribution of totals
undetermined-least = Undetermined, by the least it can be
data-table = As a table
lacks = What the undetermined lack
lacking = Lacking
from-whom = To come from
undetermined-total = Undetermined in all
lacks-note = A subject that lacks several is counted in each row, so rows may add up to more. Whatever is settled by what is known is not listed.
lacks-others = { $n } more
one-by-one = One by one
points-range = Total, known
of-points = (of { $n })
total-points = Total
total-place = Where the total stands
rows-note = “…” is missing, never 0 points. A square is a settled score, a hatched span what is possible, the line the pass mark.
run-again = Run again
compare = Compare
compare-with = With which run
compare-before = Before
compare-after = Now
compare-difference = Difference
compare-enter = Entrants
compare-leave = Leavers
compare-move = Moved
compare-not-assessed = not assessed
compare-of = of { $n } assessed
compare-passed-before = Passed before
compare-passed-after = Pass now
compare-run = { $scheme } { $year }, run { $run }
compare-nothing = There is nothing to compare with.
compare-nothing-more = Run the scheme again, or for another year, to see who enters, leaves and moves.
compare-same = Nothing differs.
compare-same-more = Everybody has the same outcome, tier and points in both.
compare-more = { $n } more are not shown; export the results to see all.
run-nth = run { $n }
scheme-year = { $scheme } { $year }
as-of = As of
as-of-batch = { $at }, batch { $batch }
data-as-of = { $period }, up to import batch { $batch }
evaluation-year = Evaluation year
missing-strict = strict: a criterion lacking any figure is undetermined
missing-settled = settled: what the known figures decide is not missing
distribution-of = { $n } assessed, ten points a bin
distribution-crowd = all { $n }; { $more } undetermined with less than 10 points known are not drawn
pass-mark = pass mark { $n }
unit-points = points
list-comma = { ", " }
semicolon = { "; " }
near-pass = within 10 points of the pass mark
order-by = Order
order-highest = highest total first
order-lowest = lowest total first
order-name = name
order-code = credit code
lacks-of = lacks { $n }
lacks-of-more = lacks { $n } and { $more } more
gate-failed = { $n }: not met
gate-failed-more = { $n } and { $more } more: not met
gate-cited = { $gate } ({ $clause })
unsettled = { $n } undetermined: the scheme is silent, or it can't be computed
short-by = short by { $n }
results-none = Nobody matches.
results-none-more = Try another filter, or clear them to see all.
assessments-none = Nothing was assessed yet.
assessments-none-more = Once run, each assessment stands here with its scheme, data year and results.
since-undone = Import batch { $batch } ({ $file }, { $source }), which this used, was undone: { $reason }. The results stay as they were; run it again.
since-withdrawn = Source { $source } (batch { $batch }, { $file }), which this used, was withdrawn: { $reason }. The results stay as they were; run it again.
seal-assessment = Assessment digest
ledger-record = record { $n } { $hash }
seal-scheme = Scheme text digest
export-as = Export { $n }…
export-now = Export { $n }
export-rows = Results of { $n }, each figure with its source, file and cell
export-withheld = Figures for statistics only without an authority are left out and say so
export-ledger = Who, when and what for goes into the ledger
tier = tier
scheme-whole = The whole scheme
this-assessment = This assessment
way-best = the higher counts
way-sum = added up
way-not-taken = not taken
way-perhaps = if it holds
way-otherwise = if it does not hold
nothing-missing = nothing missing
lacks-n = { $n } missing
lacks-not-zero = by the scheme, what is missing is not 0
given-by-experts = Experts, who give points
given-by-nobody = No source has given it; ask the enterprise
gate-because = { $gate } not met ({ $why })
gate-open = { $gate } ({ $why })
against-mark = total { $least }, pass mark { $mark }
against-mark-open = { $least } points known, at most { $most } once nothing is missing, pass mark { $mark }
provisional-note = p: provisional, to be assessed again with the figures of the annual settlement.
second-look = Please check: { $n }
presumed-as = presumed { $value }: nowhere recorded
not-given = missing, no source gives it
also-said = { $source } says { $value }
also-said-statistics = { $source } says { $value }, for statistics only and never used to assess
also-said-withdrawn = { $source } said { $value } and was withdrawn
list-semicolon = { "; " }
list-comma-wide = { ", " }
subject-page = See its page
print = Print
what-is-missing = What is lacking
gap-next = { $now } was missed; targets are for { $next }
gap-now = What { $next } still takes
gap-hopeless = Not reached in { $next } with every lever
gap-reached-next = { $now } was missed; the same figures would pass in { $next }
gap-assumed = The accounts of { $now } are closed and can’t change. { $next } is looked at as if the figures of { $now } stood again. 
gap-proven = The first way is proven the cheapest.
gap-not-proven = The cheapest within the limit of the search; not proven.
gap-missed-by = Missed by: 
gap-was = { $what } (was { $from }, needed { $to })
gap-cheapest = The cheapest way: { $cost }
gap-way = Way { $n }: { $cost }
gap-total = total { $from } → { $to }
gap-turn = { $what }: { $from } → { $to }
gap-turn-met = { $what }: changes with it
gap-sample-costs = The costs are a sample and no rule; an office may write its own levers.
inputs-origin = Where the inputs come from
file-place = File and cell
verifiable-by = To verify it by

## Indicators, zones, sources
code = Code
unit = Unit
sort = Sort
observations = Observations
periods = Years
read-by = Schemes that read it
by-year = By year
have = Have it
lack = Lack it
given-by = Sources that give it
figures = Figures
permitted = Permitted use
permitted-note = Figures for statistics only are aggregated; they are not assessed, matched or certified unless an authority is in the ledger.
source-terms = Permitted use and precedence
source-change = Save
saved = Saved
source-changed = The change is on the ledger; assessments from now on go by it, those made stay.
authority-hint = Figures for statistics only are used to assess where the document that allows it is on record; empty for none
precedence-hint = Where sources differ, the least goes first
withdrawn = withdrawn
no-batches = Nothing was imported from this source yet.
gives = Indicators it gives
authorities = Authorities on record

## System
ledger-holds = The ledger holds
ledger-never = Not verified yet
ledger-verify = Verify now
ledger-note = Every record carries the hash of the one before, so one changed byte is found; huoju verify does the same
ledger-none = There is no such record.
act = Act
who = Who
to-what = To what
person = Name
role = Role
last-sign-in = Last signed in
closed = closed
person-add = Add a person
person-note = The password is generated and shown once.
person-acts = What can be done
shown-once = Shown once
backup = Backup
backup-how = Run it on the server; the system stays in use meanwhile:
restore-how = Restore into an empty folder, and verify before use:
verify-how = Verify the ledger and the files:

## Values
yes = yes
no = no
batch-number = batch { $n }

## Figures of the home page and of subjects
key-enterprises = Enterprises
key-enterprises-rule = enterprises of registers and figures, each code once, without those merged into another
key-enterprises-change = new registers, mergers
key-held = valid today
key-held-rule = enterprises on the lists whose title is valid today, each counted once
key-held-change = new lists, expiry, names decided
home-title = Desk
home-day = { $day }, { $weekday ->
    [1] Monday
    [2] Tuesday
    [3] Wednesday
    [4] Thursday
    [5] Friday
    [6] Saturday
   *[other] Sunday
}
todo-undetermined = { $scheme }: { $n } undetermined
todo-lacks = mostly lacking { $lacks }
todo-lack = { $name } ({ $n })
todo-undetermined-act = See the list
door-cultivate = Cultivation
door-statistics = Statistics
subjects-none = No subject yet.
subjects-not-found = Nothing was found.
subjects-not-found-more = Names, former names, codes and initials were searched; words apart by spaces must all be found.
subjects-none-more = Import a table, and its enterprises are listed here; or try another name, code or pinyin initials.
kind-enterprise = enterprise
kind-zone = zone
kind-other = other
found-by-former = by a former name
known-of = Data
known-figures = { $n } figures of { $sources } sources
taken-none = none is used to assess
taken-first = { $value } is taken: { $why }
taken-permitted = the other is never used to assess
taken-precedence = its source comes first
taken-later = equal in precedence, imported later

## Sources, indicators, zones and the system
sources-none = No source yet.
sources-none-more = The first import names its source and the permitted use, and the source is listed here.
precedence = Order of use
precedence-is = { $n } (the least goes first)
meaning-statistics = For statistics only: aggregated, never used to assess, match or certify.
meaning-authority = For statistics only, with an authority: the document below allows it to be used to assess.
meaning-administrative = Shared between offices: may be used to assess where the office's duties ask for it.
meaning-authorised = Allowed by the enterprise: used within what it allowed.
meaning-public = Public: may be used to assess, and quoted.
meaning-withdrawn = Withdrawn: its figures stay on record and are used no more.
withdraw-open = Withdraw this source…
withdraw = Withdraw
withdraw-about = Its figures then stay on record and are used no more; assessments that used them say so.
withdraw-values = its { $n } figures are used no more and stay on record
withdraw-assessments = assessments that used it will say that they are to be run again
withdraw-act = Withdraw
indicators-none = No indicator bears this name; try another name, header or code.
kind-amount = amount
kind-fact = yes or no
kind-category = category
kind-text = text
kind-date = date
kind-nation = nation
kind-carrier = carrier
kind-competition = contest
kept-digits = { $unit } (with { $n } decimal places)
qualifier-over = over { $value }
qualifier-at-least = at least { $value }
qualifier-nearly = nearly { $value }
qualifier-about = about { $value }
maximum = Maximum
values = Values
presumed = Presumed where nothing is on record
also-called = Also called
defined-by = Defined by
zones-none = No figures of zones yet.
zones-none-more = Once a bulletin or statistics are imported, the figures of zones and of the nation are listed here.
zone-none = No figures of it yet.
zone-none-more = Import a bulletin, or statistics of zones, and they are listed here.
zones-note = Each column has the latest figure of each zone; open a zone for its years and sources.
verified-at = { $at }, up to record { $n }
broken-record = Record { $n } does not match its hash, and what follows proves nothing. Stop writing and compare with the last backup.
broken-files = { $n } kept files are gone or were changed. Compare with the last backup.
broken-assessments = { $n } assessments are gone or were changed. Compare with the last backup.
broken-rows = The rows break these invariants: { $which }. Run huoju verify to see where.
ledger-broken = The ledger or the files don't hold
ledger-verified = Last verified
act-assess = Ran an assessment
act-export = Exported
export-for = { $what }, for { $purpose }
act-import-commit = Imported
act-import-discard = Dropped a dry run
act-import-try = Tried a file
act-import-undo = Undid an import
act-job-add = Lined up a job
act-job-cancel = Cancelled a job
act-verify = Verified
act-match-answer = Decided a name
act-match-take-back = Took a decision back
act-person-add = Added a person
act-person-change-password = Changed the password
act-person-link = Made a sign-in link
act-person-reset-password = Made a new password
act-person-stop = Closed an account
act-session-begin = Signed in
act-session-end = Signed out
act-source-change = Changed a source’s permitted use or precedence
act-source-withdraw = Withdrew a source
reset-open = New password…
reset-follows = they are signed out at once and sign in with the new password
reset-act = Make a new password
stop-open = Close…
stop-follows = they are signed out at once and can't sign in again; what they did stays theirs
stop-act = Close the account
account-taken = “{ $account }” is taken; choose another
password-of = Password of { $name }
version = Version
database = Database
data-folder = Data folder

## The ledger of titles
ends-when = Ends
ends-in-3 = Within 3 months
ends-in-6 = Within 6 months
ends-in-12 = Within 12 months
ends-expired = Expired
ends-any = Whenever
unit-titles = { "" }
count-titles = { $n }
titles-scheme = Assessed by
titles-day = Counted on
titles-on-day = counted on { $day }
title-number = Number
granted-on = Granted
valid-to = Valid to
days-remaining = Left
days-left = { $n ->
    [one] { $n } day
   *[other] { $n } days
}
days-last = Last day
days-over = { $n ->
    [one] { $n } day ago
   *[other] { $n } days ago
}
if-again = If assessed again (own result)
why-not = Clauses not met, figures missing
where-to-find = Belongs to, address
titles-explained = Clause by clause
titles-note = Of whoever was granted one title several times, only the one that ends last is listed; a title holds on its last day. Where the list doesn't say when it ends there is “…”, and it stands last. The own result is that of the last year assessed by a scheme that grants the title.
titles-no-phone = The store has no contacts or telephone numbers; the exported list has blank columns for them, for the office to fill in.
titles-none = There is no list of titles yet.
titles-none-more = Once lists of who holds a title are imported, whose ends when is listed here.
titles-not-found = No title answers.
titles-not-found-more = Ask otherwise, or see all.
titles-list = Titles to follow up
titles-take = Export the call list as XLSX…
export-titles = { $n } titles with their last day, the own result, clauses not met and figures missing
export-no-phone = Contact and telephone are left blank; addresses for statistics only without an authority are left out
