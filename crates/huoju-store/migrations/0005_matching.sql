-- 0005_matching.sql: which offers (政策、产品) fit whom, as matched at a time; each matching stands as it was made.
-- Safe beside the previous release: adds tables and touches none.
create table matching (
    id          bigint not null primary key,
    period      text   not null,
    day         text   not null,
    as_of_batch bigint not null,
    n           bigint not null, -- enterprises matched
    made_by     text   not null,
    made_at     text   not null
);
-- Whom an offer fits, nearly fits or may fit; whom it doesn't fit has no row.
create table matching_row (
    matching_id  bigint not null references matching (id),
    offer        text   not null,
    standing     text   not null,
    subject_id   bigint not null references subject (id),
    automatic    bigint not null,
    gives_way_to text,
    failed       text   not null, -- ids of the conditions that fail, joined by ;
    missing      text   not null, -- indicator codes joined by ;
    primary key (matching_id, offer, standing, subject_id),
    constraint matching_row_standing check (standing in ('fits', 'one_away', 'undetermined'))
);
create index matching_row_by_subject on matching_row (matching_id, subject_id);
