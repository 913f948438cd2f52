-- 0006_place.sql: where a result stands in its assessment's list, the highest total first and equals by name, so that a
-- page of it is read and not sorted.
alter table assessment_row add column place bigint not null default 0;

update assessment_row set place = ordered.n
from (select r.hash, r.subject_id,
             row_number() over (partition by r.hash order by r.total desc, s.initials, s.name, s.id) as n
      from assessment_row r join subject s on s.id = r.subject_id) ordered
where ordered.hash = assessment_row.hash and ordered.subject_id = assessment_row.subject_id;

drop index assessment_row_by_points;
create index assessment_row_by_place on assessment_row (hash, place, subject_id, outcome, tier, total);
