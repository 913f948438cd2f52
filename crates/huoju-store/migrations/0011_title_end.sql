-- 0011_title_end.sql: the scheme whose period of validity the last day of a title follows from; null where its list says the
-- day itself. Safe beside the previous release: adds a column that it leaves null.
alter table title add column end_by text;
