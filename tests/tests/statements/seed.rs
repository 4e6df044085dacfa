//! The tables' DDL and the rows that every test starts from.
//!
//! The tenants' ids, names and foreign keys collide wherever a key allows it:
//! `ads` and `clicks` have the same ids in every company, and one of Bolt's ads
//! even points at a campaign of Acme's. A predicate that is missing shows.

/// The tenant whose scope most tests are in.
pub const ACME: i64 = 1;
/// Another one.
pub const BOLT: i64 = 2;

/// What the databases call the types.
pub struct Types {
    /// A key that the database counts up.
    pub serial: &'static str,
    /// Text that can be in a key.
    pub text: &'static str,
    /// Text that is the key of a tenant, compared byte by byte.
    pub tenant: &'static str,
}

pub const TABLES: &[&str] = &[
    "companies",
    "campaigns",
    "ads",
    "clicks",
    "notes",
    "replies",
    "campaign_tags",
    "geo",
    "templates",
    "template_lines",
    "drafts",
    "audit_log",
    "api_keys",
    "orgs",
    "members",
    "sites",
    "devices",
    "invoices",
];

pub fn create(types: &Types) -> String {
    const DDL: &str = "
        CREATE TABLE companies (id @serial, name @text NOT NULL, host @text NOT NULL UNIQUE);
        CREATE TABLE campaigns (
            id @serial, company_id BIGINT NOT NULL, slug @text NOT NULL, name @text NOT NULL,
            code @text UNIQUE, budget BIGINT, state @text NOT NULL DEFAULT 'draft',
            UNIQUE (company_id, slug));
        CREATE TABLE ads (
            company_id BIGINT NOT NULL, id BIGINT NOT NULL, campaign_id BIGINT NOT NULL,
            title @text NOT NULL, cost BIGINT NOT NULL, PRIMARY KEY (company_id, id));
        CREATE TABLE clicks (
            company_id BIGINT NOT NULL, id BIGINT NOT NULL, ad_id BIGINT NOT NULL,
            geo_id BIGINT NOT NULL, PRIMARY KEY (company_id, id));
        CREATE TABLE notes (id @serial, campaign_id BIGINT NOT NULL, body @text NOT NULL);
        CREATE TABLE replies (
            id @serial, note_id BIGINT NOT NULL, body @text NOT NULL, likes BIGINT NOT NULL);
        CREATE TABLE campaign_tags (
            campaign_id BIGINT NOT NULL, tag @text NOT NULL, PRIMARY KEY (campaign_id, tag));
        CREATE TABLE geo (id @serial, country @text NOT NULL);
        CREATE TABLE templates (id @serial, company_id BIGINT, title @text NOT NULL);
        CREATE TABLE template_lines (
            id @serial, template_id BIGINT NOT NULL, text @text NOT NULL);
        CREATE TABLE drafts (
            id @serial, company_id BIGINT, title @text NOT NULL DEFAULT 'untitled');
        CREATE TABLE audit_log (id @serial, org BIGINT NOT NULL, what @text NOT NULL);
        CREATE TABLE api_keys (
            id @serial, company_id BIGINT NOT NULL, secret @text NOT NULL, label @text NOT NULL);
        CREATE TABLE orgs (handle @tenant PRIMARY KEY, name @text NOT NULL);
        CREATE TABLE members (id @serial, org @tenant NOT NULL, name @text NOT NULL);
        CREATE TABLE sites (id INTEGER PRIMARY KEY, name @text NOT NULL);
        CREATE TABLE devices (id @serial, site_id INTEGER NOT NULL, name @text NOT NULL);
        CREATE TABLE invoices (
            id @serial, company_id BIGINT NOT NULL, reference @text NOT NULL,
            net BIGINT NOT NULL, vat BIGINT NOT NULL);";
    DDL.replace("@serial", types.serial)
        .replace("@text", types.text)
        .replace("@tenant", types.tenant)
}

pub const ROWS: &str = "
    INSERT INTO companies VALUES
        (1, 'Acme', 'acme.test'), (2, 'Bolt', 'bolt.test'), (3, 'Cord', 'cord.test');
    INSERT INTO campaigns VALUES
        (11, 1, 'spring', 'Spring', 'a-11', 100, 'live'),
        (12, 1, 'summer', 'Summer', NULL, NULL, 'live'),
        (13, 1, 'autumn', 'Spring', 'a-13', 300, 'draft'),
        (21, 2, 'spring', 'Spring', 'b-21', 1000, 'live'),
        (22, 2, 'summer', 'Summer', NULL, NULL, 'live'),
        (31, 3, 'spring', 'Spring', 'c-31', 10000, 'live');
    INSERT INTO ads VALUES
        (1, 1, 11, 'Red', 5), (1, 2, 11, 'Blue', 7), (1, 3, 12, 'Red', 11),
        (2, 1, 21, 'Red', 500), (2, 2, 21, 'Blue', 700), (2, 3, 22, 'Red', 1100),
        (2, 4, 11, 'Astray', 9999),
        (3, 1, 31, 'Red', 50000);
    INSERT INTO clicks VALUES
        (1, 1, 1, 1), (1, 2, 1, 2), (1, 3, 2, 1),
        (2, 1, 1, 1), (2, 2, 1, 2), (2, 3, 3, 1), (2, 4, 2, 2),
        (3, 1, 1, 1);
    INSERT INTO notes VALUES (1, 11, 'a one'), (2, 12, 'a two'), (3, 21, 'b one'), (4, 22, 'b two');
    INSERT INTO replies VALUES
        (1, 1, 'a re', 3), (2, 2, 'a re', 4), (3, 3, 'b re', 30), (4, 4, 'b re', 40);
    INSERT INTO campaign_tags VALUES (11, 'hot'), (12, 'cold'), (21, 'hot'), (31, 'hot');
    INSERT INTO geo VALUES (1, 'Austria'), (2, 'Belgium');
    INSERT INTO templates VALUES (1, 1, 'Acme'), (2, 2, 'Bolt'), (3, NULL, 'Everybody');
    INSERT INTO template_lines VALUES (1, 1, 'Acme'), (2, 2, 'Bolt'), (3, 3, 'Everybody');
    INSERT INTO drafts VALUES (1, 1, 'Acme'), (2, 2, 'Bolt'), (3, NULL, 'Nobody');
    INSERT INTO audit_log VALUES (1, 1, 'login'), (2, 2, 'login'), (3, 1, 'logout');
    INSERT INTO api_keys VALUES
        (1, 1, 'k-acme', 'web'), (2, 2, 'k-bolt', 'web'), (3, 3, 'k-cord', 'batch');
    INSERT INTO orgs VALUES ('acme', 'Acme'), ('bolt', 'Bolt');
    INSERT INTO members VALUES (1, 'acme', 'Ann'), (2, 'bolt', 'Bob'), (3, 'acme', 'Al');
    INSERT INTO sites VALUES (7, 'North'), (8, 'South');
    INSERT INTO devices VALUES (1, 7, 'lamp'), (2, 8, 'lamp'), (3, 7, 'door');
    INSERT INTO invoices VALUES
        (1, 1, 'I-1', 10, 2), (2, 1, 'I-2', 20, 4), (3, 2, 'I-1', 1000, 200);";

/// The URL of a server that `scripts/test` starts.
#[cfg(any(feature = "postgres", feature = "mysql"))]
pub fn url(variable: &str) -> String {
    std::env::var(variable).unwrap_or_else(|_| panic!("{variable} is not set: run scripts/test"))
}
