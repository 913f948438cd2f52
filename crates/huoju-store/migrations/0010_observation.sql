-- 0010_observation.sql: figures without foreign keys to batch and source: an import writes hundreds of thousands, and
-- PostgreSQL asked for each of them four times, half of an import's time. Batch and source stand when a figure is
-- written and are never taken away; that they do is an invariant that `huoju verify` asks for.
create table observation_new (
    subject_id bigint not null references subject (id),
    indicator  text   not null,
    period     text   not null,
    source_id  bigint not null,
    status     text   not null,
    value      bigint,             -- amounts in smallest units, facts 0 or 1, days since 1970-01-01
    said       text,               -- categories and texts
    place      text,               -- the cell: F17
    from_batch bigint not null,
    to_batch   bigint,
    constraint observation_status check (status in ('actual', 'provisional', 'revised', 'missing', 'not_applicable', 'suppressed')),
    primary key (subject_id, indicator, period, source_id, from_batch)
);
insert into observation_new
select subject_id, indicator, period, source_id, status, value, said, place, from_batch, to_batch from observation;
drop table observation;
alter table observation_new rename to observation;
create index observation_by_batch on observation (from_batch);
create index observation_by_closing on observation (to_batch);
create index observation_by_indicator on observation (indicator, period, subject_id);
