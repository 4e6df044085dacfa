-- Ad analytics, after the multi-tenant example in the Citus documentation.
-- `companies` is the tenant table; `geo_ips` is shared by all tenants; every
-- other table carries `company_id` as the first part of its primary key.

CREATE TABLE companies (
    id         BIGINT    NOT NULL PRIMARY KEY,
    name       TEXT      NOT NULL,
    image_url  TEXT,
    created_at TIMESTAMP NOT NULL
);

CREATE TABLE campaigns (
    company_id     BIGINT    NOT NULL REFERENCES companies (id),
    id             BIGINT    NOT NULL,
    name           TEXT      NOT NULL,
    cost_model     TEXT      NOT NULL CHECK (cost_model IN ('cost_per_click', 'cost_per_impression')),
    state          TEXT      NOT NULL CHECK (state IN ('running', 'paused', 'archived')),
    monthly_budget BIGINT, -- in cents
    created_at     TIMESTAMP NOT NULL,
    PRIMARY KEY (company_id, id)
);

CREATE TABLE ads (
    company_id        BIGINT    NOT NULL,
    id                BIGINT    NOT NULL,
    campaign_id       BIGINT    NOT NULL,
    name              TEXT      NOT NULL,
    image_url         TEXT,
    target_url        TEXT,
    impressions_count BIGINT    NOT NULL DEFAULT 0,
    clicks_count      BIGINT    NOT NULL DEFAULT 0,
    created_at        TIMESTAMP NOT NULL,
    PRIMARY KEY (company_id, id),
    FOREIGN KEY (company_id, campaign_id) REFERENCES campaigns (company_id, id)
);

CREATE TABLE clicks (
    company_id         BIGINT    NOT NULL,
    id                 BIGINT    NOT NULL,
    ad_id              BIGINT    NOT NULL,
    clicked_at         TIMESTAMP NOT NULL,
    site_url           TEXT,
    cost_per_click_usd DOUBLE PRECISION,
    user_ip            TEXT      NOT NULL,
    user_prefix        TEXT      NOT NULL, -- first three octets; joins geo_ips.addrs
    PRIMARY KEY (company_id, id),
    FOREIGN KEY (company_id, ad_id) REFERENCES ads (company_id, id)
);

CREATE TABLE impressions (
    company_id              BIGINT    NOT NULL,
    id                      BIGINT    NOT NULL,
    ad_id                   BIGINT    NOT NULL,
    seen_at                 TIMESTAMP NOT NULL,
    site_url                TEXT,
    cost_per_impression_usd DOUBLE PRECISION,
    user_ip                 TEXT      NOT NULL,
    user_prefix             TEXT      NOT NULL, -- first three octets; joins geo_ips.addrs
    PRIMARY KEY (company_id, id),
    FOREIGN KEY (company_id, ad_id) REFERENCES ads (company_id, id)
);

CREATE TABLE geo_ips (
    addrs   TEXT NOT NULL PRIMARY KEY, -- a /24 prefix such as '203.0.113'
    country TEXT NOT NULL,
    city    TEXT
);
