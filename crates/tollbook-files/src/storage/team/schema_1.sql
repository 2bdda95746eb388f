-- The server's side of team projects, version 1: an ordered log of edits for each project. It knows no rules of
-- counting; every client applies the same edits in the same order and comes to the same facts.
--
-- Nobody but the owner of the schema writes a table. Members call the functions below, which run with the owner's
-- rights and check who calls. `session_user` is who logged in, whatever SET ROLE says.

CREATE SCHEMA tollbook;

CREATE TABLE tollbook.version (version integer NOT NULL);
INSERT INTO tollbook.version VALUES (1);

-- `format` is the version of the project file in which the changes are written, `last` the number of the last edit.
-- A project is open once its history has been brought in.
CREATE TABLE tollbook.project (
    id uuid PRIMARY KEY,
    name text NOT NULL,
    format bigint NOT NULL,
    last bigint NOT NULL DEFAULT 0,
    is_open boolean NOT NULL DEFAULT false,
    created timestamptz NOT NULL DEFAULT now()
);

-- Which member writes as which coder of the project. A coder belongs to one member.
CREATE TABLE tollbook.coder (
    project uuid NOT NULL REFERENCES tollbook.project,
    coder uuid NOT NULL,
    member name NOT NULL,
    PRIMARY KEY (project, coder)
);

-- The columns are those of the project file's table `edit`. `member` is the role that appended the edit.
CREATE TABLE tollbook.edit (
    project uuid NOT NULL REFERENCES tollbook.project,
    seq bigint NOT NULL,
    id uuid NOT NULL,
    label text NOT NULL,
    coder uuid NOT NULL,
    at text NOT NULL,
    undoes uuid,
    part_of uuid,
    member name NOT NULL,
    appended timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (project, seq),
    UNIQUE (project, id)
);

-- As the project file's table `change`: `before` and `after` are JSON objects by column.
CREATE TABLE tollbook.change (
    project uuid NOT NULL,
    edit bigint NOT NULL,
    n integer NOT NULL,
    tbl text NOT NULL,
    row text NOT NULL,
    before text,
    after text,
    PRIMARY KEY (project, edit, n),
    FOREIGN KEY (project, edit) REFERENCES tollbook.edit
);

-- The articles' texts in UTF-8, which may hold characters that the type text does not.
CREATE TABLE tollbook.article_text (
    sha256 text PRIMARY KEY,
    utf8 bytea NOT NULL
);

-- The structures of texts (headings, tables, pages), as the project file's table `text` has them.
CREATE TABLE tollbook.article_structure (
    sha256 text PRIMARY KEY REFERENCES tollbook.article_text,
    elements text NOT NULL,
    member name NOT NULL
);

-- What members know of the project after an edit, so that who joins need not take in its whole history first: the rows
-- of every table, a line each, in parts that are packed by themselves. `sha256` is of all lines, and `size` counts their
-- bytes. Made by clients of reviewers and owners.
CREATE TABLE tollbook.snapshot (
    project uuid NOT NULL REFERENCES tollbook.project,
    seq bigint NOT NULL,
    sha256 text NOT NULL,
    size bigint NOT NULL,
    parts bigint NOT NULL,
    member name NOT NULL,
    made timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (project, seq)
);

CREATE TABLE tollbook.snapshot_part (
    project uuid NOT NULL,
    seq bigint NOT NULL,
    n bigint NOT NULL,
    deflated bytea NOT NULL,
    PRIMARY KEY (project, seq, n),
    FOREIGN KEY (project, seq) REFERENCES tollbook.snapshot ON DELETE CASCADE
);
ALTER TABLE tollbook.snapshot_part ALTER deflated SET STORAGE EXTERNAL;

-- Where the members are: each window says so again every few seconds. One that has not for a minute is gone.
CREATE TABLE tollbook.presence (
    project uuid NOT NULL REFERENCES tollbook.project,
    "window" uuid NOT NULL,
    member name NOT NULL,
    coder uuid NOT NULL,
    article uuid,
    seen timestamptz NOT NULL,
    PRIMARY KEY (project, "window")
);

-- To whom articles are assigned; to nobody any more without a coder. `number` counts the assignments of the project in
-- the order in which they were committed.
CREATE TABLE tollbook.assignment (
    project uuid NOT NULL REFERENCES tollbook.project,
    article uuid NOT NULL,
    coder uuid,
    number bigint NOT NULL,
    member name NOT NULL,
    assigned timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (project, article),
    UNIQUE (project, number)
);

-- How many assignments there were. Its row is the lock of those of a project.
CREATE TABLE tollbook.assignment_count (
    project uuid PRIMARY KEY REFERENCES tollbook.project,
    last bigint NOT NULL
);

-- Tells who listens that there is something new of a project. An engine that has no such hints does without: members look
-- every few seconds.
CREATE FUNCTION tollbook.hint(payload text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM pg_notify('tollbook', payload);
EXCEPTION WHEN undefined_function OR feature_not_supported THEN
    NULL;
END $$;

-- Locks the project's row until the transaction ends; the number of its last edit. Refuses unless the project is open,
-- or is not yet.
CREATE FUNCTION tollbook.lock_project(in_project uuid, wants_open boolean) RETURNS bigint
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    found_last bigint;
BEGIN
    SELECT last INTO found_last FROM tollbook.project WHERE id = in_project AND is_open = wants_open FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'there is no such project that is %', CASE WHEN wants_open THEN 'open' ELSE 'being brought in' END
            USING ERRCODE = 'TB004';
    END IF;
    RETURN found_last;
END $$;

-- The edits after the number `after_seq` and up to `last_seq`, a row for each change, in order.
CREATE FUNCTION tollbook.logged(in_project uuid, after_seq bigint, last_seq bigint)
RETURNS TABLE (seq bigint, id text, label text, coder text, at text, undoes text, part_of text, format bigint,
    tbl text, "row" text, before text, after text)
LANGUAGE sql STABLE AS $$
    SELECT edit.seq, edit.id::text, edit.label, edit.coder::text, edit.at, edit.undoes::text, edit.part_of::text,
        project.format, change.tbl, change.row, change.before, change.after
    FROM tollbook.edit
    JOIN tollbook.project ON project.id = edit.project
    LEFT JOIN tollbook.change ON change.project = edit.project AND change.edit = edit.seq
    WHERE edit.project = in_project AND edit.seq > after_seq AND edit.seq <= last_seq
    ORDER BY edit.seq, change.n
$$;

-- Numbers edits under the lock of the project's row and inserts them, so that they are committed in the order of their
-- numbers and no reader skips one. The caller holds the lock and has checked who appends.
CREATE FUNCTION tollbook.insert_edits(in_project uuid, last bigint, edits json) RETURNS bigint
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    new_last bigint := last + json_array_length(edits);
BEGIN
    IF EXISTS (
        SELECT FROM json_array_elements(edits) AS edit
        WHERE (edit->>'schema')::bigint <> (SELECT format FROM tollbook.project WHERE id = in_project)
    ) THEN
        RAISE EXCEPTION 'the edits are of another format than the project' USING ERRCODE = 'TB003';
    END IF;
    INSERT INTO tollbook.edit (project, seq, id, label, coder, at, undoes, part_of, member)
    SELECT in_project, last + n, (edit->>'id')::uuid, edit->>'label', (edit->>'coder')::uuid, edit->>'at',
        (edit->>'undoes')::uuid, (edit->>'part_of')::uuid, session_user
    FROM json_array_elements(edits) WITH ORDINALITY AS given (edit, n);
    INSERT INTO tollbook.change (project, edit, n, tbl, row, before, after)
    SELECT in_project, last + given.n, changes.n - 1, change->>'tbl', change->>'row', change->>'before',
        change->>'after'
    FROM json_array_elements(edits) WITH ORDINALITY AS given (edit, n),
        json_array_elements(edit->'changes') WITH ORDINALITY AS changes (change, n);
    UPDATE tollbook.project SET last = new_last WHERE id = in_project;
    PERFORM tollbook.hint(in_project || ' ' || new_last);
    RETURN new_last;
END $$;

-- Appends edits if the last edit is the one with the number `expected_seq` and the id `expected_id`, and answers with one
-- row that has nothing but the number of the last edit then. Else nothing is appended, and the answer is up to 500 of
-- the edits that the caller lacks; a caller within a transaction holds the project's lock, so that it can try again and
-- nobody comes between.
-- A coder who has written nothing yet belongs to the member who is first to append as that coder. Reviewers may bring
-- in edits of others as parts of a merge.
CREATE FUNCTION tollbook.append(in_project uuid, expected_seq bigint, expected_id uuid, edits_text text)
RETURNS TABLE (seq bigint, id text, label text, coder text, at text, undoes text, part_of text, format bigint,
    tbl text, "row" text, before text, after text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
    edits json := edits_text::json;
    is_reviewer boolean := pg_has_role(session_user, current_database() || '_reviewer', 'MEMBER');
    found_last bigint := tollbook.lock_project(in_project, true);
BEGIN
    IF expected_seq > 0 AND NOT EXISTS (
        SELECT FROM tollbook.edit WHERE project = in_project AND seq = expected_seq AND id = expected_id
    ) THEN
        RAISE EXCEPTION 'edit % is not the one that is expected', expected_seq USING ERRCODE = 'TB007';
    END IF;
    IF found_last <> expected_seq THEN
        RETURN QUERY SELECT * FROM tollbook.logged(in_project, expected_seq, expected_seq + 500);
        RETURN;
    END IF;
    INSERT INTO tollbook.coder (project, coder, member)
    SELECT DISTINCT in_project, (edit->>'coder')::uuid, session_user
    FROM json_array_elements(edits) AS edit
    WHERE is_reviewer OR edit->>'part_of' IS NULL
    ON CONFLICT DO NOTHING;
    IF EXISTS (
        SELECT FROM json_array_elements(edits) AS edit
        WHERE NOT (is_reviewer AND edit->>'part_of' IS NOT NULL) AND NOT EXISTS (
            SELECT FROM tollbook.coder AS known
            WHERE known.project = in_project AND known.coder = (edit->>'coder')::uuid
                AND known.member = session_user
        )
    ) THEN
        RAISE EXCEPTION 'an edit is in the name of another member' USING ERRCODE = 'TB002';
    END IF;
    seq := tollbook.insert_edits(in_project, expected_seq, edits);
    RETURN NEXT;
END $$;

-- Stores a text. Its hash is checked, so that no text can take the place of another.
CREATE FUNCTION tollbook.add_text(hash text, content bytea) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF encode(sha256(content), 'hex') <> hash THEN
        RAISE EXCEPTION 'the text does not have this hash' USING ERRCODE = 'TB003';
    END IF;
    INSERT INTO tollbook.article_text (sha256, utf8) VALUES (hash, content) ON CONFLICT DO NOTHING;
END $$;

-- Stores the structure of a text, if it has none yet.
CREATE FUNCTION tollbook.add_structure(hash text, elements text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF json_typeof(elements::json) <> 'array' THEN
        RAISE EXCEPTION 'this is no structure' USING ERRCODE = 'TB003';
    END IF;
    INSERT INTO tollbook.article_structure (sha256, elements, member)
    SELECT sha256, elements, session_user FROM tollbook.article_text WHERE sha256 = hash
    ON CONFLICT DO NOTHING;
END $$;

-- Makes a project without edits, to which only bring_in can add.
CREATE FUNCTION tollbook.create_project(in_project uuid, name text, format bigint) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    INSERT INTO tollbook.project (id, name, format) VALUES (in_project, name, format) ON CONFLICT DO NOTHING;
$$;

-- Appends edits of the history with which a project comes to the server, in whatever names they were made.
CREATE FUNCTION tollbook.bring_in(in_project uuid, expected_seq bigint, edits_text text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF tollbook.lock_project(in_project, false) <> expected_seq THEN
        RAISE EXCEPTION 'somebody else brings it in' USING ERRCODE = 'TB001';
    END IF;
    RETURN tollbook.insert_edits(in_project, expected_seq, edits_text::json);
END $$;

-- Ends the bringing in. Every coder of the history belongs to whoever brought it in until it is given to a member.
CREATE FUNCTION tollbook.open_project(in_project uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    INSERT INTO tollbook.coder (project, coder, member)
    SELECT DISTINCT project, coder, session_user FROM tollbook.edit WHERE project = in_project
    ON CONFLICT DO NOTHING;
    UPDATE tollbook.project SET is_open = true WHERE id = in_project;
$$;

-- Lets a member write as a coder of the project, whoever did so before.
CREATE FUNCTION tollbook.give_coder(in_project uuid, in_coder uuid, to_member name) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = to_member) THEN
        RAISE EXCEPTION 'there is no role %', to_member USING ERRCODE = 'TB005';
    END IF;
    INSERT INTO tollbook.coder (project, coder, member) VALUES (in_project, in_coder, to_member)
    ON CONFLICT (project, coder) DO UPDATE SET member = excluded.member;
END $$;

-- Announces a snapshot of the project after an edit, whose parts follow in the same transaction; whether it is wanted. The
-- one before it is kept, for whoever is loading it.
CREATE FUNCTION tollbook.add_snapshot(in_project uuid, in_seq bigint, sha256 text, size bigint, parts bigint)
RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM tollbook.edit WHERE project = in_project AND seq = in_seq) THEN
        RAISE EXCEPTION 'there is no edit %', in_seq USING ERRCODE = 'TB003';
    END IF;
    IF EXISTS (SELECT FROM tollbook.snapshot WHERE project = in_project AND seq >= in_seq) THEN
        RETURN false;
    END IF;
    DELETE FROM tollbook.snapshot WHERE project = in_project
        AND seq < (SELECT max(seq) FROM tollbook.snapshot WHERE project = in_project);
    INSERT INTO tollbook.snapshot (project, seq, sha256, size, parts, member)
    VALUES (in_project, in_seq, sha256, size, parts, session_user)
    ON CONFLICT DO NOTHING;
    RETURN FOUND;
END $$;

CREATE FUNCTION tollbook.add_snapshot_part(in_project uuid, in_seq bigint, in_n bigint, deflated bytea) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM tollbook.snapshot
        WHERE project = in_project AND seq = in_seq AND member = session_user AND in_n BETWEEN 0 AND parts - 1
    ) THEN
        RAISE EXCEPTION 'there is no such snapshot of this member' USING ERRCODE = 'TB002';
    END IF;
    INSERT INTO tollbook.snapshot_part (project, seq, n, deflated) VALUES (in_project, in_seq, in_n, deflated);
END $$;

-- Refuses unless there is such a project that is open.
CREATE FUNCTION tollbook.check_open(in_project uuid) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM tollbook.project WHERE id = in_project AND is_open) THEN
        RAISE EXCEPTION 'there is no such project that is open' USING ERRCODE = 'TB004';
    END IF;
END $$;

-- Refuses unless the project is open and the coder is the caller's, or nobody's yet.
CREATE FUNCTION tollbook.check_own_coder(in_project uuid, in_coder uuid) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM tollbook.check_open(in_project);
    IF EXISTS (
        SELECT FROM tollbook.coder WHERE project = in_project AND coder = in_coder AND member <> session_user
    ) THEN
        RAISE EXCEPTION 'this is the name of another member' USING ERRCODE = 'TB002';
    END IF;
END $$;

-- Says which article a window of the caller's shows. Others are told where that is new. A member has twenty windows at
-- most: the ones that were silent the longest are forgotten.
CREATE FUNCTION tollbook.be_at(in_project uuid, in_window uuid, in_coder uuid, in_article uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    is_same boolean;
BEGIN
    PERFORM tollbook.check_own_coder(in_project, in_coder);
    DELETE FROM tollbook.presence WHERE project = in_project AND seen < clock_timestamp() - interval '1 minute'
        AND "window" <> in_window;
    DELETE FROM tollbook.presence WHERE project = in_project AND member = session_user AND "window" IN (
        SELECT "window" FROM tollbook.presence
        WHERE project = in_project AND member = session_user AND "window" <> in_window ORDER BY seen DESC OFFSET 19
    );
    SELECT known.coder = in_coder AND known.article IS NOT DISTINCT FROM in_article INTO is_same
    FROM tollbook.presence AS known
    WHERE known.project = in_project AND known."window" = in_window AND known.member = session_user;
    INSERT INTO tollbook.presence AS known (project, "window", member, coder, article, seen)
    VALUES (in_project, in_window, session_user, in_coder, in_article, clock_timestamp())
    ON CONFLICT (project, "window") DO UPDATE
    SET coder = excluded.coder, article = excluded.article, seen = excluded.seen
    WHERE known.member = session_user;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'this is the window of another member' USING ERRCODE = 'TB002';
    END IF;
    IF is_same IS NOT TRUE THEN
        PERFORM tollbook.hint(in_project || ' presence');
    END IF;
END $$;

-- Says that a window of the caller's is closed.
CREATE FUNCTION tollbook.leave(in_project uuid, in_window uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    DELETE FROM tollbook.presence
    WHERE project = in_project AND "window" = in_window AND member = session_user;
    IF FOUND THEN
        PERFORM tollbook.hint(in_project || ' presence');
    END IF;
END $$;

-- Assigns an article to a coder of the project, or to nobody, if it is assigned as the caller believes. Whoever may
-- record may assign. Of two who take an article at one moment one gets it, and the other is told.
CREATE FUNCTION tollbook.assign(in_project uuid, in_article uuid, from_coder uuid, to_coder uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    new_number bigint;
    found_coder uuid;
BEGIN
    PERFORM tollbook.check_open(in_project);
    INSERT INTO tollbook.assignment_count AS count (project, last) VALUES (in_project, 1)
    ON CONFLICT (project) DO UPDATE SET last = count.last + 1
    RETURNING last INTO new_number;
    SELECT coder INTO found_coder FROM tollbook.assignment WHERE project = in_project AND article = in_article;
    IF found_coder IS DISTINCT FROM from_coder AND found_coder IS DISTINCT FROM to_coder THEN
        RAISE EXCEPTION 'the article was assigned to somebody else meanwhile' USING ERRCODE = 'TB006';
    END IF;
    INSERT INTO tollbook.assignment AS known (project, article, coder, number, member)
    VALUES (in_project, in_article, to_coder, new_number, session_user)
    ON CONFLICT (project, article) DO UPDATE
    SET coder = excluded.coder, number = excluded.number, member = excluded.member, assigned = excluded.assigned;
    PERFORM tollbook.hint(in_project || ' presence');
END $$;

-- Four roles, named after the database, each with the rights of those before it.
DO $$
DECLARE
    roles text[] := ARRAY['reader', 'coder', 'reviewer', 'owner'];
    role_name text;
    before text;
BEGIN
    FOR n IN 1..4 LOOP
        role_name := current_database() || '_' || roles[n];
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role_name) THEN
            EXECUTE format('CREATE ROLE %I NOLOGIN', role_name);
        END IF;
        IF n > 1 THEN
            EXECUTE format('GRANT %I TO %I', before, role_name);
        END IF;
        before := role_name;
    END LOOP;
    REVOKE ALL ON ALL FUNCTIONS IN SCHEMA tollbook FROM PUBLIC;
    EXECUTE format('REVOKE CONNECT, TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO %I', current_database(), current_database() || '_reader');
    EXECUTE format('GRANT USAGE ON SCHEMA tollbook TO %I', current_database() || '_reader');
    EXECUTE format('GRANT SELECT ON ALL TABLES IN SCHEMA tollbook TO %I', current_database() || '_reader');
    EXECUTE format('GRANT EXECUTE ON FUNCTION tollbook.logged TO %I', current_database() || '_reader');
    EXECUTE format('GRANT EXECUTE ON FUNCTION tollbook.add_snapshot, tollbook.add_snapshot_part TO %I',
        current_database() || '_reviewer');
    EXECUTE format('GRANT EXECUTE ON FUNCTION tollbook.append, tollbook.add_text, tollbook.add_structure, tollbook.be_at, '
        'tollbook.leave, tollbook.assign TO %I',
        current_database() || '_coder');
    EXECUTE format('GRANT EXECUTE ON FUNCTION tollbook.create_project, tollbook.bring_in, tollbook.open_project, '
        'tollbook.give_coder TO %I', current_database() || '_owner');
    -- For the tables of team export --tables.
    EXECUTE format('GRANT CREATE ON DATABASE %I TO %I', current_database(), current_database() || '_owner');
    EXECUTE format('GRANT %I TO %I', current_database() || '_owner', session_user);
END $$;
