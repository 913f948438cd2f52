-- 0002_answered_in.sql: which batch brought what a person's answer to an unsure name gives, so that it can be undone.
-- Safe beside the previous release: adds a column that may be null.
alter table name_match add column answered_in bigint references batch (id);
