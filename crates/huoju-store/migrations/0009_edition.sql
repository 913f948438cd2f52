-- 0009_edition.sql: own editions of schemes (本区版), each as it was saved. Nothing changes or removes one.
-- Safe beside the previous release: adds a table and touches none.
create table edition (
    scheme         text   not null primary key, -- its id
    based_on       text   not null,             -- the scheme that its numbers were filled into
    file_hash      text   not null references file (hash), -- its text
    document       text   not null,             -- the number of the document that it cites
    document_title text   not null,
    issuer         text   not null,
    made_by        text   not null,
    made_at        text   not null
);
