-- What the team's server said last of its members, for work without it. No facts and no history; a replica of which the
-- server was never reached has none of it.

-- To whom articles are assigned.
CREATE TABLE last_assigned (
    article TEXT PRIMARY KEY,
    coder TEXT NOT NULL
) STRICT;

-- Which article each window of the others had open.
CREATE TABLE last_present (
    member TEXT NOT NULL,
    coder TEXT NOT NULL,
    article TEXT
) STRICT;
