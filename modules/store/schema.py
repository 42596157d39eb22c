"""The tables. Every row says whose it is (`owner`, `workspace`); modules/store/scoped.py reads and writes them.

`documents.number` is the database's own name for a stored document. A page is stored under `number << 20 | page number`
and a chunk under `number << 20 | ordinal`, so that the chunks of one document are one range of the table and of the
full-text index: a filter by document is arithmetic on the row's number, without a join.

The full-text index is a table of its own for each scope, `lexical_<scopes.number>`, so that neither the rows nor the
word statistics of one owner can be felt in the results of another.
"""

from __future__ import annotations

NUMBER_BITS = 20
"""Bits that a page number or a chunk's ordinal may take below the document's number."""

MIGRATIONS: tuple[str, ...] = (
    """
    CREATE TABLE scopes (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        owner TEXT NOT NULL,
        workspace TEXT NOT NULL,
        embedder TEXT NOT NULL DEFAULT '',      -- model id of the vectors that answer; '' before the first document
        UNIQUE (owner, workspace)
    );

    CREATE TABLE documents (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        owner TEXT NOT NULL,
        workspace TEXT NOT NULL,
        id TEXT NOT NULL,                       -- SHA-256 of the bytes
        name TEXT NOT NULL,
        media_type TEXT NOT NULL,
        size INTEGER NOT NULL,
        pages INTEGER NOT NULL DEFAULT 0,
        chunks INTEGER NOT NULL DEFAULT 0,
        state TEXT NOT NULL,
        hidden INTEGER NOT NULL DEFAULT 0,      -- the new version of a document whose old one still answers
        added REAL NOT NULL,
        notes TEXT NOT NULL DEFAULT '[]',
        tags TEXT NOT NULL DEFAULT '[]',
        UNIQUE (owner, workspace, id)
    );
    CREATE UNIQUE INDEX documents_by_name ON documents (owner, workspace, name) WHERE hidden = 0;

    CREATE TABLE pages (
        id INTEGER PRIMARY KEY,                 -- document number << 20 | page number
        owner TEXT NOT NULL,
        workspace TEXT NOT NULL,
        scanned INTEGER NOT NULL,
        blocks TEXT NOT NULL,
        boxes BLOB,
        text TEXT NOT NULL
    );

    CREATE TABLE chunks (
        id INTEGER PRIMARY KEY,                 -- document number << 20 | ordinal
        owner TEXT NOT NULL,
        workspace TEXT NOT NULL,
        page INTEGER NOT NULL,
        start INTEGER NOT NULL,
        end INTEGER NOT NULL,
        section TEXT NOT NULL,
        header TEXT NOT NULL,
        text TEXT NOT NULL
    );

    CREATE TABLE vectors (
        chunk INTEGER NOT NULL,                 -- chunks.id
        embedder TEXT NOT NULL,                 -- model id
        owner TEXT NOT NULL,
        workspace TEXT NOT NULL,
        vector BLOB NOT NULL,                   -- float16, little endian
        PRIMARY KEY (chunk, embedder)
    ) WITHOUT ROWID;

    CREATE TABLE tombstones (                   -- what is left to remove of a deleted document
        number INTEGER PRIMARY KEY,             -- documents.number
        owner TEXT NOT NULL,
        workspace TEXT NOT NULL,
        document_id TEXT NOT NULL,
        name TEXT NOT NULL,
        chunks INTEGER NOT NULL
    );

    CREATE TABLE indexes (                      -- Chroma's directories: at most one live for each scope and embedder
        directory TEXT PRIMARY KEY,
        owner TEXT NOT NULL,
        workspace TEXT NOT NULL,
        embedder TEXT NOT NULL,
        live INTEGER NOT NULL
    );
    CREATE UNIQUE INDEX indexes_live ON indexes (owner, workspace, embedder) WHERE live = 1;

    CREATE TABLE uploads (
        id TEXT PRIMARY KEY,
        owner TEXT NOT NULL,
        workspace TEXT NOT NULL,
        name TEXT NOT NULL,
        document_id TEXT NOT NULL,              -- SHA-256 of the bytes; '' where the file was refused at once
        size INTEGER NOT NULL,
        state TEXT NOT NULL,
        needs TEXT NOT NULL DEFAULT '',         -- 'choice', 'password' or 'retry': see UploadRow
        replaces TEXT NOT NULL DEFAULT '',      -- id of the document that it takes the place of
        message TEXT NOT NULL DEFAULT '',
        hint TEXT NOT NULL DEFAULT '',
        added REAL NOT NULL
    );
    CREATE INDEX uploads_by_scope ON uploads (owner, workspace, added);

    CREATE TABLE conversations (
        id TEXT PRIMARY KEY,
        owner TEXT NOT NULL,
        workspace TEXT NOT NULL,
        title TEXT NOT NULL,
        created REAL NOT NULL,
        updated REAL NOT NULL
    );
    CREATE INDEX conversations_by_scope ON conversations (owner, workspace, updated);

    CREATE TABLE turns (
        id TEXT PRIMARY KEY,
        conversation_id TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
        owner TEXT NOT NULL,
        workspace TEXT NOT NULL,
        question TEXT NOT NULL,
        answer TEXT,                            -- JSON of an Answer; NULL until its first words are saved
        state TEXT NOT NULL,
        rating INTEGER,                         -- 1 up, 0 down, NULL not rated
        reason TEXT NOT NULL DEFAULT '',
        asked REAL NOT NULL
    );
    CREATE INDEX turns_by_conversation ON turns (conversation_id, asked);

    CREATE TABLE preferences (
        owner TEXT NOT NULL,
        key TEXT NOT NULL,
        value TEXT NOT NULL,                    -- JSON
        PRIMARY KEY (owner, key)
    ) WITHOUT ROWID;
    """,
    """
    CREATE TABLE reports (                      -- what a workflow found in documents
        id TEXT PRIMARY KEY,
        owner TEXT NOT NULL,
        workspace TEXT NOT NULL,
        kind TEXT NOT NULL,
        documents TEXT NOT NULL,                -- JSON list of document ids, in the order in which they were given
        options TEXT NOT NULL,                  -- what else the result depends on: the key of a playbook
        state TEXT NOT NULL,                    -- 'running', 'done', 'failed' or 'stopped'
        result TEXT,                            -- JSON of the workflow's own type
        message TEXT NOT NULL DEFAULT '',
        hint TEXT NOT NULL DEFAULT '',
        created REAL NOT NULL
    );
    CREATE INDEX reports_by_scope ON reports (owner, workspace, kind, created);

    CREATE TABLE decisions (                    -- what the visitor decided on the findings of a report
        report_id TEXT NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
        owner TEXT NOT NULL,
        workspace TEXT NOT NULL,
        finding TEXT NOT NULL,
        verdict TEXT NOT NULL,                  -- 'accepted' or 'rejected'
        reason TEXT NOT NULL,
        wording TEXT NOT NULL,
        decided REAL NOT NULL,
        PRIMARY KEY (report_id, finding)
    ) WITHOUT ROWID;

    CREATE TABLE templates (                    -- what the visitor's organisation keeps: playbooks, forms, wordings
        owner TEXT NOT NULL,
        workspace TEXT NOT NULL,
        kind TEXT NOT NULL,
        name TEXT NOT NULL,
        content BLOB NOT NULL,
        changed REAL NOT NULL,
        PRIMARY KEY (owner, workspace, kind, name)
    ) WITHOUT ROWID;
    """,
    """
    CREATE TABLE papers (                       -- documents in the making, and what became of them
        id TEXT PRIMARY KEY,
        owner TEXT NOT NULL,
        workspace TEXT NOT NULL,
        kind TEXT NOT NULL,
        title TEXT NOT NULL,
        documents TEXT NOT NULL,                -- JSON list of the ids of the documents that it quotes
        first TEXT NOT NULL,                    -- JSON of the caller's own type: as it was written
        content TEXT NOT NULL,                  -- as it is now
        version INTEGER NOT NULL DEFAULT 1,     -- counts the changes of the content
        state TEXT NOT NULL,                    -- 'draft' or 'signed'
        signer TEXT NOT NULL DEFAULT '',
        role TEXT NOT NULL DEFAULT '',
        signed REAL NOT NULL DEFAULT 0,
        digest TEXT NOT NULL DEFAULT '',        -- SHA-256 of what was signed, the quotes left out
        sealed TEXT NOT NULL DEFAULT '',        -- the same with the quotes that are left
        created REAL NOT NULL,
        changed REAL NOT NULL
    );
    CREATE INDEX papers_by_scope ON papers (owner, workspace, kind, changed);

    CREATE TABLE paper_changes (                -- who did what to a paper: rows are added, never changed
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        paper_id TEXT NOT NULL REFERENCES papers (id) ON DELETE CASCADE,
        owner TEXT NOT NULL,
        workspace TEXT NOT NULL,
        who TEXT NOT NULL,
        role TEXT NOT NULL,
        made REAL NOT NULL,
        action TEXT NOT NULL,                   -- 'wrote', 'edited', 'inserted', 'removed', 'signed' or 'addendum'
        part TEXT NOT NULL,
        key TEXT NOT NULL,
        place INTEGER NOT NULL,
        before TEXT NOT NULL,
        after TEXT NOT NULL
    );
    CREATE INDEX paper_changes_by_paper ON paper_changes (paper_id, number);
    CREATE TRIGGER paper_changes_stay BEFORE UPDATE ON paper_changes
    BEGIN
        SELECT RAISE(ABORT, 'a log is not rewritten');
    END;
    CREATE TRIGGER signed_papers_stay BEFORE UPDATE ON papers WHEN OLD.state = 'signed' AND (
        NEW.state <> OLD.state OR NEW.digest <> OLD.digest OR NEW.title <> OLD.title OR NEW.signer <> OLD.signer
        OR NEW.role <> OLD.role OR NEW.signed <> OLD.signed OR NEW.version <> OLD.version
    )
    BEGIN
        SELECT RAISE(ABORT, 'a signed paper stays');
    END;
    """,
    """
    CREATE TABLE cards (                        -- flashcards that a learner keeps
        owner TEXT NOT NULL,
        workspace TEXT NOT NULL,
        id TEXT NOT NULL,
        document_id TEXT NOT NULL,              -- the document that it quotes; it goes with that
        content TEXT NOT NULL,                  -- JSON of the caller's own type
        due REAL NOT NULL,
        schedule TEXT NOT NULL DEFAULT '',      -- what the scheduler knows of it; '' of one that was never seen
        resting INTEGER NOT NULL DEFAULT 0,     -- taken out of the rounds
        added REAL NOT NULL,
        PRIMARY KEY (owner, workspace, id)
    ) WITHOUT ROWID;
    CREATE INDEX cards_by_due ON cards (owner, workspace, resting, due);

    CREATE TABLE reviews (                      -- how cards were remembered; no text, so that it outlives them
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        owner TEXT NOT NULL,
        workspace TEXT NOT NULL,
        card TEXT NOT NULL,                     -- cards.id
        rating INTEGER NOT NULL,
        made REAL NOT NULL
    );
    CREATE INDEX reviews_by_scope ON reviews (owner, workspace, made);

    CREATE TABLE attempts (                     -- answers that tell whether something is known; no text either
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        owner TEXT NOT NULL,
        workspace TEXT NOT NULL,
        concept TEXT NOT NULL,
        item TEXT NOT NULL,
        score REAL NOT NULL,
        guess REAL,
        made REAL NOT NULL
    );
    CREATE INDEX attempts_by_scope ON attempts (owner, workspace, number);
    """,
)
"""Statements that lead from one `user_version` to the next; a released one is never edited."""
