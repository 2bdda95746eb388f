-- What marks a project file as a replica of a team's project; other files do not have it.

-- One row: the server's address, without a password, and the number of the last edit that is on the server. Edits after
-- it wait. Those up to it have the server's numbers. While a replica that began with a snapshot lacks a part of the
-- history, `snapshot` is the number of the edit after which that was made, and of the edits up to it those up to `older`
-- have come in; else both are 0.
CREATE TABLE team (
    address TEXT NOT NULL,
    last INTEGER NOT NULL,
    snapshot INTEGER NOT NULL,
    older INTEGER NOT NULL
) STRICT;

-- Edits of the server that do not fit and were refused by every replica alike, with the reason.
CREATE TABLE refused (
    edit INTEGER PRIMARY KEY REFERENCES edit DEFERRABLE INITIALLY DEFERRED,
    why TEXT NOT NULL
) STRICT;
