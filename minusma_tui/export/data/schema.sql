-- The tables of the SQLite export. Texts are in the language of the export. Dates are EDTF, some
-- with columns for their first and last day. Numbers are as reported; a column beside them has the
-- qualifier, such as "more than".

CREATE TABLE mission (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    full_name TEXT NOT NULL,
    host_state TEXT,                    -- ISO 3166-1 alpha-3
    as_of TEXT NOT NULL,                -- all tables hold what is known at the end of this day
    filter TEXT NOT NULL,               -- only bases that this filter keeps are in the tables
    deadline TEXT,
    counted_bases INTEGER NOT NULL,
    personnel INTEGER,                  -- number of all people whom the withdrawal concerns
    personnel_qualifier TEXT,
    personnel_sources TEXT,             -- ids of the sources of this number, the best first, with |
    licence TEXT
);

CREATE TABLE sources (
    id TEXT PRIMARY KEY,
    publisher TEXT NOT NULL,
    title TEXT,
    date TEXT,
    language TEXT NOT NULL,
    url TEXT,
    note TEXT
);

CREATE TABLE bases (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    counted INTEGER NOT NULL,           -- whether the mission counts it among its bases
    region TEXT,
    cercle TEXT,
    iso_3166_2 TEXT,
    p_code TEXT,
    latitude REAL,
    longitude REAL,
    opened TEXT
);

CREATE TABLE standings (                -- the state of each base at the end of the day
    base_id TEXT PRIMARY KEY REFERENCES bases (id),
    status TEXT NOT NULL,
    departed TEXT,
    departed_first_day TEXT,
    departed_last_day TEXT,
    troops INTEGER,                     -- the last estimate while the base was held
    troops_qualifier TEXT,
    troops_as_of TEXT,                  -- the time of this estimate, which does not say who is still there
    troops_inferred INTEGER,            -- whether it was computed; no source reports it as such
    contested INTEGER NOT NULL
);

CREATE TABLE handovers (
    base_id TEXT PRIMARY KEY REFERENCES bases (id),
    kind TEXT NOT NULL,
    date TEXT,                          -- of the signing; null if nothing was signed
    first_day TEXT,
    last_day TEXT,
    by_whom TEXT,
    to_whom TEXT,
    present TEXT,
    terms TEXT
);

CREATE TABLE contingents (
    base_id TEXT NOT NULL REFERENCES bases (id),
    country TEXT NOT NULL,              -- ISO 3166-1 alpha-3
    country_name TEXT NOT NULL,
    rank INTEGER NOT NULL,              -- 1 is the largest
    PRIMARY KEY (base_id, country)
);

CREATE TABLE strengths (
    id INTEGER PRIMARY KEY,
    base_id TEXT NOT NULL REFERENCES bases (id),
    date TEXT NOT NULL,
    troops INTEGER NOT NULL,
    qualifier TEXT,
    inferred INTEGER NOT NULL,
    note TEXT
);

CREATE TABLE strength_countries (       -- the numbers need not add up to the strength
    strength_id INTEGER NOT NULL REFERENCES strengths (id),
    country TEXT NOT NULL,
    troops INTEGER NOT NULL,
    PRIMARY KEY (strength_id, country)
);

CREATE TABLE plans (
    id INTEGER PRIMARY KEY,
    base_id TEXT NOT NULL REFERENCES bases (id),
    date TEXT NOT NULL,
    purpose TEXT NOT NULL,
    said_by TEXT NOT NULL,
    said TEXT NOT NULL,
    note TEXT
);

CREATE TABLE figures (                  -- reported cumulative numbers of people departed
    id INTEGER PRIMARY KEY,
    date TEXT NOT NULL,
    first_day TEXT NOT NULL,
    last_day TEXT NOT NULL,
    departed INTEGER NOT NULL,
    qualifier TEXT,
    inferred INTEGER NOT NULL,          -- whether it was computed; no source reports it as such
    how TEXT,                           -- how it was computed
    scope TEXT NOT NULL,
    total INTEGER,                      -- the total in the same report
    total_qualifier TEXT,
    remaining INTEGER,
    remaining_qualifier TEXT,
    note TEXT
);

CREATE TABLE events (
    id INTEGER PRIMARY KEY,
    date TEXT NOT NULL,
    first_day TEXT NOT NULL,
    last_day TEXT NOT NULL,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    killed INTEGER,
    killed_qualifier TEXT,
    killed_inferred INTEGER,
    wounded INTEGER,
    wounded_qualifier TEXT,
    wounded_inferred INTEGER
);

CREATE TABLE event_bases (              -- an event without a base concerns the whole mission
    event_id INTEGER NOT NULL REFERENCES events (id),
    base_id TEXT NOT NULL REFERENCES bases (id),
    PRIMARY KEY (event_id, base_id)
);

CREATE TABLE claims (                   -- about a base, event or figure, else about the mission
    id INTEGER PRIMARY KEY,
    base_id TEXT REFERENCES bases (id),
    event_id INTEGER REFERENCES events (id),
    figure_id INTEGER REFERENCES figures (id),
    fact TEXT NOT NULL,                 -- such as departed or handover.kind
    rank INTEGER NOT NULL,              -- 1 is the claim that is shown
    value TEXT NOT NULL,
    inferred INTEGER NOT NULL,
    reason TEXT,
    note TEXT
);

CREATE TABLE fact_sources (
    claim_id INTEGER NOT NULL REFERENCES claims (id),
    source_id TEXT NOT NULL REFERENCES sources (id),
    rank INTEGER NOT NULL,              -- 1 is the best
    PRIMARY KEY (claim_id, source_id)
);

CREATE INDEX claims_by_base ON claims (base_id, fact);
CREATE INDEX fact_sources_by_source ON fact_sources (source_id);

CREATE VIEW closures AS
SELECT name, status, departed, handovers.date AS handed_over, handovers.kind AS handover,
    troops, troops_as_of, contested
FROM bases JOIN standings ON base_id = bases.id LEFT JOIN handovers USING (base_id)
ORDER BY coalesce(departed_last_day, last_day, '9999'), name;

CREATE VIEW citations AS
SELECT base_id, event_id, figure_id, fact, claims.rank AS claim, value, publisher, title,
    sources.date AS published, url
FROM claims
JOIN fact_sources ON claim_id = claims.id
JOIN sources ON sources.id = source_id
ORDER BY claims.id, fact_sources.rank;

CREATE VIEW contested_facts AS
SELECT base_id, event_id, figure_id, fact, count(*) AS claims, group_concat(value, ' | ') AS said
FROM (SELECT * FROM claims ORDER BY id)
GROUP BY base_id, event_id, figure_id, fact HAVING count(*) > 1;
