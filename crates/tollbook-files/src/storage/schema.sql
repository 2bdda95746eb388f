-- A Tollbook project, version 2. An older version is brought forward by a migration, on a copy.
--
-- Blank means unknown or not given, never 0. Ids are UUIDs, days are 2019-11-25, moments are UTC,
-- lists are JSON arrays, yes and no are 1 and 0. `annotation.start` and `.end` count bytes of the
-- article's text in UTF-8 (substr(CAST(text AS BLOB), start + 1, end - start) gives the words).
-- Change facts in Tollbook, not here: it would not be in the history, and other rows may rest on it.

PRAGMA application_id = 1416588396; -- "Toll"
PRAGMA user_version = 2;

-- The project itself: one row.
CREATE TABLE project (
    id TEXT PRIMARY KEY,
    name TEXT,
    created TEXT NOT NULL,
    memo TEXT
) STRICT;

-- Sides, causes, definitions, areas, coders.
CREATE TABLE list_entry (
    id TEXT PRIMARY KEY,
    list TEXT NOT NULL,
    value TEXT,
    detail TEXT,
    country TEXT, -- of a side: whose it is
    kind TEXT, -- of a side: state forces, armed group, civilians or other
    recorded INTEGER NOT NULL -- of a side: drawn unless others are chosen
) STRICT;

CREATE TABLE code (
    id TEXT PRIMARY KEY,
    name TEXT,
    parent TEXT REFERENCES code DEFERRABLE INITIALLY DEFERRED,
    colour TEXT NOT NULL,
    key TEXT,
    description TEXT,
    claim TEXT
) STRICT;

CREATE TABLE operation (
    id TEXT PRIMARY KEY,
    name TEXT,
    aliases TEXT,
    begins TEXT,
    ends TEXT,
    area TEXT,
    follows TEXT REFERENCES operation DEFERRABLE INITIALLY DEFERRED,
    colour TEXT NOT NULL
) STRICT;

-- The articles that some edit concerns; the folder may hold more. An article in a file of many has
-- the file's path as its container and what tells it apart there as its part.
CREATE TABLE article (
    id TEXT PRIMARY KEY,
    path TEXT,
    container TEXT,
    part TEXT,
    sha256 TEXT, -- of the text
    original_sha256 TEXT, -- of the file from which the text was extracted
    extractor TEXT,
    extractor_version INTEGER,
    language TEXT,
    url TEXT,
    retrieved TEXT,
    title TEXT,
    published_start TEXT,
    published_end TEXT,
    published_precision TEXT,
    published_basis TEXT,
    published_as_written TEXT,
    source TEXT,
    independent_source TEXT,
    memo TEXT,
    sensitive INTEGER NOT NULL
) STRICT;

-- The articles' texts, by the SHA-256 of their UTF-8. The structure is a JSON array of the text's
-- headings, pages, links and the like, each with the bytes at which it begins and ends.
CREATE TABLE text (
    sha256 TEXT PRIMARY KEY,
    text TEXT NOT NULL,
    structure TEXT
) STRICT;

CREATE TABLE coverage (
    id TEXT PRIMARY KEY,
    article TEXT NOT NULL REFERENCES article DEFERRABLE INITIALLY DEFERRED,
    coder TEXT NOT NULL REFERENCES list_entry DEFERRABLE INITIALLY DEFERRED,
    state TEXT NOT NULL
) STRICT;

-- Which coder is to read which article.
CREATE TABLE assignment (
    id TEXT PRIMARY KEY,
    article TEXT NOT NULL REFERENCES article DEFERRABLE INITIALLY DEFERRED,
    coder TEXT NOT NULL REFERENCES list_entry DEFERRABLE INITIALLY DEFERRED,
    assigned_by TEXT NOT NULL REFERENCES list_entry DEFERRABLE INITIALLY DEFERRED,
    created TEXT NOT NULL
) STRICT;

-- Which columns of a table of articles hold what: names of columns, blank where there is none.
CREATE TABLE column_mapping (
    id TEXT PRIMARY KEY,
    path TEXT,
    sheet TEXT,
    text TEXT,
    title TEXT,
    date TEXT,
    source TEXT,
    url TEXT,
    language TEXT,
    identity TEXT
) STRICT;

-- Suggestions that a coder has rejected, which are not made again.
CREATE TABLE rejection (
    id TEXT PRIMARY KEY,
    article TEXT NOT NULL REFERENCES article DEFERRABLE INITIALLY DEFERRED,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    quote TEXT,
    kind TEXT NOT NULL,
    outcome TEXT,
    everywhere INTEGER NOT NULL, -- also for the same words in other places
    coder TEXT NOT NULL REFERENCES list_entry DEFERRABLE INITIALLY DEFERRED,
    created TEXT NOT NULL
) STRICT;

-- The columns of an incident and the rows of `estimate` are the coder's overrides; what is blank
-- here is answered by the claims.
CREATE TABLE incident (
    id TEXT PRIMARY KEY,
    joined_to TEXT REFERENCES incident DEFERRABLE INITIALLY DEFERRED,
    title TEXT,
    operation TEXT REFERENCES operation DEFERRABLE INITIALLY DEFERRED,
    date_start TEXT,
    date_end TEXT,
    date_precision TEXT,
    country TEXT,
    place TEXT,
    cause TEXT REFERENCES list_entry DEFERRABLE INITIALLY DEFERRED,
    hostile TEXT,
    memo TEXT
) STRICT;

CREATE TABLE estimate (
    id TEXT PRIMARY KEY,
    incident TEXT NOT NULL REFERENCES incident DEFERRABLE INITIALLY DEFERRED,
    side TEXT REFERENCES list_entry DEFERRABLE INITIALLY DEFERRED,
    outcome TEXT NOT NULL,
    low INTEGER,
    best INTEGER,
    high INTEGER,
    reason TEXT
) STRICT;

CREATE TABLE annotation (
    id TEXT PRIMARY KEY,
    article TEXT NOT NULL REFERENCES article DEFERRABLE INITIALLY DEFERRED,
    code TEXT NOT NULL REFERENCES code DEFERRABLE INITIALLY DEFERRED,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    quote TEXT,
    prefix TEXT,
    suffix TEXT,
    memo TEXT,
    coder TEXT NOT NULL REFERENCES list_entry DEFERRABLE INITIALLY DEFERRED,
    created TEXT NOT NULL,
    modified TEXT NOT NULL,
    origin TEXT NOT NULL,
    anchor TEXT NOT NULL, -- in place, moved, words changed or lost
    anchor_sha256 TEXT, -- the text to which start and end belong, where it is not the article's
    sensitive INTEGER NOT NULL
) STRICT;

-- What a casualty annotation asserts. It has the annotation's id.
CREATE TABLE claim (
    id TEXT PRIMARY KEY REFERENCES annotation DEFERRABLE INITIALLY DEFERRED,
    kind TEXT NOT NULL,
    status TEXT NOT NULL,
    outcome TEXT,
    side TEXT REFERENCES list_entry DEFERRABLE INITIALLY DEFERRED,
    victims TEXT,
    count_as_written TEXT,
    count_low INTEGER,
    count_best INTEGER,
    count_high INTEGER,
    date_as_written TEXT,
    date_start TEXT,
    date_end TEXT,
    date_precision TEXT,
    date_basis TEXT,
    date_incident TEXT REFERENCES incident DEFERRABLE INITIALLY DEFERRED,
    date_offset_days INTEGER,
    died_of_wounds INTEGER NOT NULL,
    death_date TEXT,
    in_other_figures INTEGER,
    operations TEXT,
    operations_basis TEXT,
    country TEXT,
    place TEXT,
    cause TEXT REFERENCES list_entry DEFERRABLE INITIALLY DEFERRED,
    hostile TEXT,
    attribution TEXT,
    part_exclusive INTEGER NOT NULL,
    scope_countries TEXT,
    scope_areas TEXT,
    definition TEXT REFERENCES list_entry DEFERRABLE INITIALLY DEFERRED,
    scope_from TEXT,
    as_of_start TEXT,
    as_of_end TEXT,
    as_of_precision TEXT,
    as_of_incident TEXT REFERENCES incident DEFERRABLE INITIALLY DEFERRED,
    incident TEXT REFERENCES incident DEFERRABLE INITIALLY DEFERRED,
    set_by_coder TEXT,
    certainty TEXT
) STRICT;

-- Of what tables "from" and "to" are follows from the relation, so no foreign key can say it.
CREATE TABLE link (
    id TEXT PRIMARY KEY,
    "from" TEXT NOT NULL,
    relation TEXT NOT NULL,
    "to" TEXT NOT NULL,
    value TEXT
) STRICT;

-- The history, which is only ever added to. `undoes` names the edit that this one takes back,
-- `part_of` the merge to which it belongs, `schema` the version in which its changes are written.
CREATE TABLE edit (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    label TEXT NOT NULL,
    coder TEXT NOT NULL,
    at TEXT NOT NULL,
    undoes TEXT,
    part_of TEXT,
    schema INTEGER NOT NULL
) STRICT;

-- One row that an edit changed, as JSON objects by column. A row that was added has no `before`,
-- one that was removed has no `after`, and the other side is then the whole row without its blank
-- columns. Else both sides have the columns that were changed, blanks included.
CREATE TABLE change (
    edit INTEGER NOT NULL REFERENCES edit DEFERRABLE INITIALLY DEFERRED,
    n INTEGER NOT NULL,
    tbl TEXT NOT NULL,
    row TEXT NOT NULL,
    before TEXT,
    after TEXT,
    PRIMARY KEY (edit, n)
) STRICT;

-- What removing a row, or undoing its making, must look through.
CREATE INDEX coverage_article ON coverage (article);
CREATE INDEX annotation_article ON annotation (article);
CREATE INDEX assignment_article ON assignment (article);
CREATE INDEX rejection_article ON rejection (article);
CREATE INDEX claim_incident ON claim (incident) WHERE incident IS NOT NULL;
CREATE INDEX claim_date_incident ON claim (date_incident) WHERE date_incident IS NOT NULL;
CREATE INDEX claim_as_of_incident ON claim (as_of_incident) WHERE as_of_incident IS NOT NULL;
CREATE INDEX incident_joined_to ON incident (joined_to) WHERE joined_to IS NOT NULL;
CREATE INDEX estimate_incident ON estimate (incident);
-- The history of one row, and the edits that began a project.
CREATE INDEX change_row ON change (row, edit);
CREATE INDEX change_project ON change (edit) WHERE tbl = 'project' AND before IS NULL;

-- For people who read the file with SQL; Tollbook itself uses neither.
CREATE VIEW claims_readable AS
SELECT
    claim.id, article.path AS article, article.title, code.name AS code, annotation.quote,
    claim.kind, claim.status, claim.outcome, side.value AS side, claim.victims,
    claim.count_as_written, claim.count_low, claim.count_best, claim.count_high,
    claim.date_start, claim.date_end, claim.date_precision,
    (SELECT group_concat(operation.name, ';')
     FROM json_each(claim.operations) AS named JOIN operation ON operation.id = named.value) AS operations,
    claim.country, claim.place, cause.value AS cause, claim.hostile, claim.attribution,
    claim.incident, coder.value AS coder, annotation.memo
FROM claim
JOIN annotation ON annotation.id = claim.id
LEFT JOIN article ON article.id = annotation.article
LEFT JOIN code ON code.id = annotation.code
LEFT JOIN list_entry AS side ON side.id = claim.side
LEFT JOIN list_entry AS cause ON cause.id = claim.cause
LEFT JOIN list_entry AS coder ON coder.id = annotation.coder;

CREATE VIEW history_readable AS
SELECT
    edit.seq, edit.at, coder.value AS coder, edit.label, edit.undoes,
    change.tbl, change.row, change.before, change.after
FROM edit
JOIN change ON change.edit = edit.seq
LEFT JOIN list_entry AS coder ON coder.id = edit.coder
ORDER BY change.edit, change.n;
