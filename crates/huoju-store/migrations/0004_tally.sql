-- 0004_tally.sql: what an assessment's rows come to, as JSON, so that its page counts none; absent for assessments of
-- earlier releases, which are counted from their rows.
create table assessment_tally (
    hash  text not null primary key references assessment (hash),
    tally text not null
);
-- Which run of its scheme and period an assessment is.
create index assessment_by_period on assessment (scheme, data_period, made_at);
-- The titles that end within some months.
create index title_by_end on title (valid_to, title) where to_batch is null;

-- A subject's results are found by the key of each assessment: this index scattered the rows of one assessment over as
-- many pages as there are subjects, and each of these was written whole.
drop index assessment_row_by_subject;
