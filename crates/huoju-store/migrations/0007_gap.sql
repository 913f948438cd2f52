-- 0007_gap.sql: how near everybody who did not pass an assessment is, by the levers there were; each stands as it was made.
-- Safe beside the previous release: adds tables and touches none.
create table gap (
    id              bigint not null primary key,
    assessment_hash text   not null references assessment (hash),
    period          text   not null, -- that the targets are for: the assessment's own, or the next open one
    levers          text   not null, -- what could be moved, as it stood, JSON
    levers_hash     text   not null,
    held            text   not null, -- what stays as it is, whatever is moved: [["zh","en"]]
    n               bigint not null, -- rows
    made_by         text   not null,
    made_at         text   not null,
    constraint gap_once unique (assessment_hash, period, levers_hash)
);
-- Who passed has no row. `place` is 0 for whom it costs least to reach the goal by a single lever.
create table gap_row (
    gap_id     bigint not null references gap (id),
    place      bigint not null,
    subject_id bigint not null references subject (id),
    state      text   not null,
    lever      text,            -- the one that is enough by itself
    step       text,            -- the cheapest plan of a single lever, JSON
    plan       text,            -- the cheapest plan of all, where that is another, JSON
    proven     bigint not null, -- whether it is proven that none is cheaper, or that there is none
    missing    text   not null, -- what must be known first, indicator codes joined by ;
    primary key (gap_id, place),
    constraint gap_row_state check (state in ('one_step', 'several', 'reached', 'undetermined', 'beyond')),
    constraint gap_row_step  check ((state = 'one_step') = (step is not null and lever is not null))
);
create index gap_row_by_lever on gap_row (gap_id, lever, place) where lever is not null;
