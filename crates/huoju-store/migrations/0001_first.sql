-- 0001_first.sql: what a zone knows. Columns are text and bigint only, booleans 0 and 1, hashes hex, days and times as
-- ISO 8601 text (UTC), amounts whole numbers of the indicator's smallest unit. One text for SQLite and PostgreSQL.

-- One row that every write transaction updates first, so that writers stand in line on both engines; it also holds
-- the head of the ledger.
create table head (
    id   bigint not null primary key,
    seq  bigint not null,
    hash text   not null,
    constraint head_is_one check (id = 1)
);
insert into head (id, seq, hash) values (1, 0, '');

-- Every act of a person, one record each, carrying the hash of the one before.
create table ledger (
    seq    bigint not null primary key,
    at     text   not null,
    actor  text   not null,
    act    text   not null,
    about  text   not null,
    digest text   not null, -- SHA-256 of the salt and what was done: nothing private can be guessed from it
    salt   text   not null,
    prev   text   not null,
    hash   text   not null
);

create table setting (
    name  text not null primary key,
    value text not null
);

-- Who sends figures (来源), and what they may be used for.
create table source (
    id            bigint not null primary key,
    code          text   not null unique,
    name          text   not null,
    permitted_use text   not null,
    authority     text,            -- the document that allows 统计专用 values to judge one enterprise
    precedence    bigint not null, -- where sources differ the least one is taken
    state         text   not null default 'in_use',
    reason        text,
    version       bigint not null default 1,
    constraint source_use   check (permitted_use in ('statistics', 'administrative', 'authorised', 'public')),
    constraint source_state check (state in ('in_use', 'withdrawn'))
);

-- Uploaded bytes, the root of every value. They lie in files/ under their hash.
create table file (
    hash        text   not null primary key,
    name        text   not null,
    n_bytes     bigint not null,
    received_at text   not null
);

-- A dry run (试导入) that waits for a person's yes. It names the bytes that were looked at, so nothing else is committed.
create table draft (
    id        text   not null primary key,
    file_hash text   not null references file (hash),
    file_name text   not null,
    request   text   not null,     -- kind, source, period and the rest as JSON
    summary   text   not null,     -- what the dry run found, as JSON
    made_by   text   not null,
    made_at   text   not null
);

-- A batch (批次): one change of what is known, in the order of its id. An import, the undoing of one, or a person's
-- answers to unsure names.
create table batch (
    id           bigint not null primary key,
    kind         text   not null,  -- register, figures, titles, negatives, bulletin, zones; undo, match
    source_id    bigint not null references source (id),
    file_hash    text   references file (hash),
    file_name    text,
    sheet        text,
    period       text,
    title        text,             -- the title of a list of titles
    about        bigint references batch (id), -- the batch that an undo undoes, or whose names a match settles
    state        text   not null default 'committed',
    n_rows       bigint not null default 0,
    n_refused    bigint not null default 0,
    n_values     bigint not null default 0,
    n_changed    bigint not null default 0,
    made_by      text   not null,
    made_at      text   not null,
    undone_in    bigint references batch (id),
    reason       text,
    constraint batch_state check (state in ('committed', 'undone'))
);
-- The same bytes as the same kind from the same source stand once.
create unique index batch_once on batch (file_hash, kind, source_id, coalesce(period, ''), coalesce(title, ''))
    where state = 'committed' and file_hash is not null;

-- What is observed, assessed or takes part (主体).
create table subject (
    id          bigint not null primary key,
    kind        text   not null,
    code        text,              -- unified social credit code, or another code
    name        text   not null,   -- its present name
    name_key    text   not null,   -- normalised, for comparing
    initials    text   not null,   -- of its pinyin
    merged_into bigint references subject (id),
    from_batch  bigint not null references batch (id),
    to_batch    bigint references batch (id),
    version     bigint not null default 1,
    constraint subject_kind check (kind in ('enterprise', 'zone', 'nation', 'carrier', 'project', 'competition', 'other'))
);
create unique index subject_by_code on subject (code) where to_batch is null and code is not null;
create index subject_by_name on subject (kind, name_key, id);

-- Names with their days: the present one and former ones (曾用名).
create table subject_name (
    subject_id bigint not null references subject (id),
    name       text   not null,
    name_key   text   not null,
    initials   text   not null,
    valid_from text,
    valid_to   text,
    from_batch bigint not null references batch (id),
    to_batch   bigint references batch (id)
);
create index subject_name_by_subject on subject_name (subject_id);
create index subject_name_by_key on subject_name (name_key);

-- Dated, many to many: registered in one zone, working in another.
create table membership (
    subject_id bigint not null references subject (id),
    of_id      bigint not null references subject (id),
    role       text   not null,    -- registered, working, incubated
    valid_from text,
    valid_to   text,
    from_batch bigint not null references batch (id),
    to_batch   bigint references batch (id)
);
create index membership_by_subject on membership (subject_id);
create index membership_by_of on membership (of_id, role);

-- Who is tied to whom: shareholder, parent, successor.
create table link (
    subject_id bigint not null references subject (id),
    to_id      bigint not null references subject (id),
    kind       text   not null,
    from_batch bigint not null references batch (id),
    to_batch   bigint references batch (id)
);
create index link_by_subject on link (subject_id);

-- One value of one indicator for one subject and period by one source. The only update there ever is closes to_batch,
-- so what was known as of any batch can be read.
create table observation (
    subject_id bigint not null references subject (id),
    indicator  text   not null,
    period     text   not null,
    source_id  bigint not null references source (id),
    status     text   not null,
    value      bigint,             -- amounts in smallest units, facts 0 or 1, days since 1970-01-01
    said       text,               -- categories and texts
    place      text,               -- the cell: F17
    from_batch bigint not null references batch (id),
    to_batch   bigint references batch (id),
    constraint observation_status check (status in ('actual', 'provisional', 'revised', 'missing', 'not_applicable', 'suppressed')),
    primary key (subject_id, indicator, period, source_id, from_batch)
);
create index observation_by_batch on observation (from_batch);
create index observation_by_closing on observation (to_batch);
create index observation_by_indicator on observation (indicator, period, subject_id);

-- A title held (持有资格): a fact of its own, never our own assessment.
create table title (
    id         bigint not null primary key,
    subject_id bigint not null references subject (id),
    title      text   not null,
    number     text,
    batch_no   text,
    granted_on text,
    valid_to   text,
    listed_as  text   not null,    -- the name as the list has it
    place      text,
    from_batch bigint not null references batch (id),
    to_batch   bigint references batch (id)
);
create index title_by_subject on title (subject_id);
create index title_by_title on title (title, valid_to);

-- A listed name that no rule could settle: a person chooses, or says that nobody here bears it.
create table name_match (
    id         bigint not null primary key,
    batch_id   bigint not null references batch (id),
    place      text   not null,
    listed_as  text   not null,
    name_key   text   not null,
    row_json   text   not null,    -- the other cells of the row
    why        text   not null,    -- unknown, several, similar
    state      text   not null default 'open',
    subject_id bigint references subject (id),
    decided_by text,
    decided_at text,
    version    bigint not null default 1,
    constraint name_match_state check (state in ('open', 'chosen', 'nobody'))
);
create index name_match_by_batch on name_match (batch_id, state);

-- Immutable results (评价结果), named by the hash of their canonical rows, the scheme's text and their inputs.
create table assessment (
    hash            text   not null primary key,
    scheme          text   not null,
    scheme_hash     text   not null,
    data_period     text   not null,
    evaluation_year bigint not null,
    as_of_day       text,
    as_of_batch     bigint not null,
    missing         text   not null,
    presume         bigint not null,
    n               bigint not null,
    n_pass          bigint not null,
    n_fail          bigint not null,
    n_undetermined  bigint not null,
    made_by         text   not null,
    made_at         text   not null
);
create index assessment_by_scheme on assessment (scheme, made_at);
create table assessment_row (
    hash       text   not null references assessment (hash),
    subject_id bigint not null references subject (id),
    outcome    text   not null,
    tier       text,
    total      bigint not null,    -- ten-thousandths of a point, as are the two beside it
    total_min  bigint not null,
    total_max  bigint not null,
    points     text   not null,    -- by criterion, null where missing: {"personnel":160000}
    gates      text   not null,
    missing    text   not null,    -- indicator codes joined by ;
    primary key (hash, subject_id)
);
create index assessment_row_by_total on assessment_row (hash, total, subject_id);
create index assessment_row_by_subject on assessment_row (subject_id, hash);
create table assessment_input (
    hash     text   not null references assessment (hash),
    batch_id bigint not null references batch (id),
    primary key (hash, batch_id)
);
create index assessment_input_by_batch on assessment_input (batch_id);

create table job (
    id          bigint not null primary key,
    kind        text   not null,
    args        text   not null,
    state       text   not null default 'waiting',
    done        bigint not null default 0,
    of          bigint not null default 0,
    message     text,
    result      text,
    cancel      bigint not null default 0,
    n_claims    bigint not null default 0, -- how many workers have taken it
    worker      text,
    seen_at     text,
    made_by     text   not null,
    made_at     text   not null,
    finished_at text,
    constraint job_state check (state in ('waiting', 'running', 'done', 'failed', 'cancelled'))
);
create index job_by_state on job (state, id);

create table person (
    id            bigint not null primary key,
    login         text   not null unique,
    name          text   not null,
    role          text   not null,
    password_hash text   not null,
    must_change   bigint not null default 0,
    state         text   not null default 'active',
    made_at       text   not null,
    version       bigint not null default 1,
    constraint person_role  check (role in ('administrator', 'officer')),
    constraint person_state check (state in ('active', 'stopped'))
);
create table session (
    token_hash text   not null primary key,
    person_id  bigint not null references person (id),
    csrf       text   not null,
    made_at    text   not null,
    seen_at    text   not null,
    expires_at text   not null
);
create index session_by_person on session (person_id);
create table sign_in_link (
    token_hash text   not null primary key,
    person_id  bigint not null references person (id),
    expires_at text   not null,
    used_at    text
);
create table sign_in_failure (
    key text not null,             -- a login or an address
    at  text not null
);
create index sign_in_failure_by_key on sign_in_failure (key, at);
