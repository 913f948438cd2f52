-- 0008_rows.sql: results without foreign keys, as an assessment writes ten thousand at once and each asked twice. What
-- they held is an invariant that `huoju verify` asks for: rows come with their assessment, and no subject is taken away.
create table assessment_row_new (
    hash       text   not null,
    subject_id bigint not null,
    outcome    text   not null,
    tier       text,
    total      bigint not null,    -- ten-thousandths of a point, as are the two beside it
    total_min  bigint not null,
    total_max  bigint not null,
    points     text   not null,    -- by criterion, null where missing: {"personnel":160000}
    gates      text   not null,
    missing    text   not null,    -- indicator codes joined by ;
    line_at    bigint,             -- where its line begins in the canonical text, in bytes; null in rows of early releases
    place      bigint not null,    -- in its assessment's list
    primary key (hash, subject_id)
);
insert into assessment_row_new
select hash, subject_id, outcome, tier, total, total_min, total_max, points, gates, missing, line_at, place
from assessment_row order by hash, subject_id;
drop table assessment_row;
alter table assessment_row_new rename to assessment_row;
create index assessment_row_by_place on assessment_row (hash, place, subject_id, outcome, tier, total);
