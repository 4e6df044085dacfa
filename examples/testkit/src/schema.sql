PRAGMA foreign_keys = ON;
CREATE TABLE campaigns (
    id INTEGER PRIMARY KEY,
    company_id BIGINT NOT NULL,
    name TEXT NOT NULL
);
CREATE TABLE notes (
    id INTEGER PRIMARY KEY,
    campaign_id BIGINT NOT NULL REFERENCES campaigns (id),
    body TEXT NOT NULL
);
