-- 0003_lists.sql: what lists and counts are read from, so that none looks at every row.
-- Not beside the previous release: what that imports would not be counted in batch_figure.

-- Lists in the order of points, and counts by outcome, tier and stretch of points, from the index alone.
create index assessment_row_by_points on assessment_row (hash, total desc, subject_id, outcome, tier);
drop index assessment_row_by_total;
-- Subjects in the order of their names, and results in the order of their subjects' names.
create index subject_in_order on subject (name_key, id, kind) where to_batch is null;
create index subject_by_initials on subject (initials, name, id);

-- Where a subject's line begins in the assessment's canonical text, in bytes; null in rows of earlier releases.
alter table assessment_row add column line_at bigint;

-- How many values of an indicator and period a batch brought and closed: what stands is the difference over all batches.
create table batch_figure (
    batch_id  bigint not null references batch (id),
    indicator text   not null,
    period    text   not null,
    n_opened  bigint not null,
    n_closed  bigint not null,
    primary key (batch_id, indicator, period)
);
insert into batch_figure (batch_id, indicator, period, n_opened, n_closed)
select batch_id, indicator, period, cast(sum(opened) as bigint), cast(sum(closed) as bigint) from (
    select from_batch as batch_id, indicator, period, count(*) as opened, 0 as closed
    from observation group by from_batch, indicator, period
    union all
    select to_batch, indicator, period, 0, count(*)
    from observation where to_batch is not null group by to_batch, indicator, period
) counted group by batch_id, indicator, period;
