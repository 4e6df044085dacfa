//! Tables of each kind. The rows of tenant `t` have the numbers from `10 t` to
//! `10 t + 9`, and those of nobody the numbers below 10.

use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::expression::AsExpression;
use diesel::pg::{Pg, PgValue};
use diesel::serialize::{self, Output, ToSql};
use diesel::sql_types::Text;
use tenant_core::rls::TenantKind;

/// Organizations are another kind of tenant than companies.
#[derive(Debug, Clone, PartialEq, Eq, AsExpression, FromSqlRow)]
#[diesel(sql_type = Text)]
pub struct Handle(pub String);

impl ToSql<Text, Pg> for Handle {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        ToSql::<Text, Pg>::to_sql(&self.0, out)
    }
}

impl FromSql<Text, Pg> for Handle {
    fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
        <String as FromSql<Text, Pg>>::from_sql(value).map(Self)
    }
}

impl TenantKind for Handle {
    const NAME: &'static str = "org";
    type SqlType = Text;
}

diesel::table! {
    companies (id) {
        id -> BigInt,
        name -> Text,
    }
}

diesel::table! {
    campaigns (id) {
        id -> BigInt,
        company_id -> BigInt,
        name -> Text,
    }
}

diesel::table! {
    ads (id) {
        id -> BigInt,
        company_id -> BigInt,
        campaign_id -> Nullable<BigInt>,
        name -> Text,
    }
}

diesel::table! {
    notes (id) {
        id -> BigInt,
        campaign_id -> BigInt,
        name -> Text,
    }
}

diesel::table! {
    replies (id) {
        id -> BigInt,
        note_id -> BigInt,
        name -> Text,
    }
}

diesel::table! {
    countries (id) {
        id -> BigInt,
        name -> Text,
    }
}

diesel::table! {
    templates (id) {
        id -> BigInt,
        company_id -> Nullable<BigInt>,
        name -> Text,
    }
}

diesel::table! {
    template_lines (id) {
        id -> BigInt,
        template_id -> BigInt,
        name -> Text,
    }
}

diesel::table! {
    drafts (id) {
        id -> BigInt,
        company_id -> Nullable<BigInt>,
        name -> Text,
    }
}

diesel::table! {
    orgs (handle) {
        handle -> Text,
        id -> BigInt,
        name -> Text,
    }
}

diesel::table! {
    members (id) {
        id -> BigInt,
        org -> Text,
        name -> Text,
    }
}

diesel::table! {
    /// A name that has to be quoted, a serial, and a column of another name.
    #[sql_name = "Audit log"]
    events (id) {
        id -> BigInt,
        #[sql_name = "Org"]
        company_id -> BigInt,
        name -> Text,
    }
}

pub mod billing {
    diesel::table! {
        billing.invoices (id) {
            id -> BigInt,
            company_id -> BigInt,
            name -> Text,
        }
    }
}

use self::billing::invoices;

tenant_core::tenant_tables! {
    #[tenant(root, key = i64)]
    companies;
    #[tenant(column = company_id, key = i64)]
    campaigns;
    #[tenant(column = company_id, key = i64)]
    ads;
    #[tenant(parent = campaigns, foreign_key = campaign_id)]
    notes;
    #[tenant(parent = notes, foreign_key = note_id)]
    replies;
    #[tenant(shared)]
    countries;
    #[tenant(column = company_id, key = i64, nullable = shared)]
    templates;
    #[tenant(parent = templates, foreign_key = template_id)]
    template_lines;
    #[tenant(column = company_id, key = i64, nullable = invisible)]
    drafts;
    #[tenant(root, key = Handle)]
    #[diesel(primary_key(handle))]
    orgs;
    #[tenant(column = org, key = Handle)]
    members;
    #[tenant(column = company_id, key = i64)]
    events;
    #[tenant(column = company_id, key = i64)]
    invoices;
}

/// The tables as the owner's migrations make them, before there are policies.
pub const CREATE: &str = r#"
CREATE TABLE companies (id bigint PRIMARY KEY, name text NOT NULL);
CREATE TABLE campaigns (
  id bigint PRIMARY KEY,
  company_id bigint NOT NULL REFERENCES companies ON DELETE CASCADE,
  name text NOT NULL UNIQUE
);
CREATE TABLE ads (
  id bigint PRIMARY KEY,
  company_id bigint NOT NULL,
  campaign_id bigint REFERENCES campaigns ON DELETE SET NULL DEFERRABLE,
  name text NOT NULL
);
CREATE TABLE notes (id bigint PRIMARY KEY, campaign_id bigint NOT NULL REFERENCES campaigns, name text NOT NULL);
CREATE TABLE replies (id bigint PRIMARY KEY, note_id bigint NOT NULL REFERENCES notes, name text NOT NULL);
CREATE TABLE countries (id bigint PRIMARY KEY, name text NOT NULL);
CREATE TABLE templates (id bigint PRIMARY KEY, company_id bigint, name text NOT NULL);
CREATE TABLE template_lines (
  id bigint PRIMARY KEY, template_id bigint NOT NULL REFERENCES templates, name text NOT NULL
);
CREATE TABLE drafts (id bigint PRIMARY KEY, company_id bigint, name text NOT NULL);
CREATE TABLE orgs (handle varchar(20) PRIMARY KEY, id bigint NOT NULL, name text NOT NULL);
CREATE TABLE members (id bigint PRIMARY KEY, org varchar(20) NOT NULL REFERENCES orgs, name text NOT NULL);
CREATE TABLE "Audit log" (id bigserial PRIMARY KEY, "Org" bigint NOT NULL, name text NOT NULL);
CREATE SCHEMA billing;
CREATE TABLE billing.invoices (
  id bigint PRIMARY KEY, company_id bigint NOT NULL, name text NOT NULL, UNIQUE (company_id, name)
);
"#;

/// Two companies and two organizations.
pub const ROWS: &str = r#"
INSERT INTO companies VALUES (1, 'acme'), (2, 'bolt');
INSERT INTO campaigns VALUES (10, 1, 'a0'), (11, 1, 'a1'), (20, 2, 'b0'), (21, 2, 'b1');
INSERT INTO ads VALUES (10, 1, 10, 'a0'), (20, 2, 20, 'b0');
INSERT INTO notes VALUES (10, 10, 'a0'), (20, 20, 'b0');
INSERT INTO replies VALUES (10, 10, 'a0'), (20, 20, 'b0');
INSERT INTO countries VALUES (1, 'Chile');
INSERT INTO templates VALUES (1, NULL, 'all'), (10, 1, 'a0'), (20, 2, 'b0');
INSERT INTO template_lines VALUES (1, 1, 'all'), (10, 10, 'a0'), (20, 20, 'b0');
INSERT INTO drafts VALUES (1, NULL, 'none'), (10, 1, 'a0'), (20, 2, 'b0');
INSERT INTO orgs VALUES ('acme', 10, 'acme'), ('bolt', 20, 'bolt');
INSERT INTO members VALUES (10, 'acme', 'a0'), (20, 'bolt', 'b0');
INSERT INTO "Audit log" VALUES (10, 1, 'a0'), (20, 2, 'b0');
INSERT INTO billing.invoices VALUES (10, 1, 'a0'), (20, 2, 'b0');
"#;

/// A table seen from company 1.
pub struct Seen {
    pub table: &'static str,
    /// The numbers of the rows that it reads, and of those that it writes.
    pub reads: &'static [i64],
    pub writes: &'static [i64],
    /// The values of a row of company 2's, number 29.
    pub foreign: &'static str,
    /// What makes a row of the company's own company 2's.
    pub moved: &'static str,
}

/// All tables of the companies.
pub const SEEN: &[Seen] = &[
    Seen {
        table: "companies",
        reads: &[1],
        writes: &[1],
        foreign: "(29, 'x')",
        moved: "id = 29",
    },
    Seen {
        table: "campaigns",
        reads: &[10, 11],
        writes: &[10, 11],
        foreign: "(29, 2, 'x')",
        moved: "company_id = 2",
    },
    Seen {
        table: "ads",
        reads: &[10],
        writes: &[10],
        foreign: "(29, 2, 20, 'x')",
        moved: "company_id = 2",
    },
    Seen {
        table: "notes",
        reads: &[10],
        writes: &[10],
        foreign: "(29, 20, 'x')",
        moved: "campaign_id = 20",
    },
    Seen {
        table: "replies",
        reads: &[10],
        writes: &[10],
        foreign: "(29, 20, 'x')",
        moved: "note_id = 20",
    },
    Seen {
        table: "templates",
        reads: &[1, 10],
        writes: &[10],
        foreign: "(29, 2, 'x')",
        moved: "company_id = NULL",
    },
    Seen {
        table: "template_lines",
        reads: &[1, 10],
        writes: &[10],
        foreign: "(29, 20, 'x')",
        moved: "template_id = 1",
    },
    Seen {
        table: "drafts",
        reads: &[10],
        writes: &[10],
        foreign: "(29, 2, 'x')",
        moved: "company_id = NULL",
    },
    Seen {
        table: "\"Audit log\"",
        reads: &[10],
        writes: &[10],
        foreign: "(29, 2, 'x')",
        moved: "\"Org\" = 2",
    },
    Seen {
        table: "billing.invoices",
        reads: &[10],
        writes: &[10],
        foreign: "(29, 2, 'x')",
        moved: "company_id = 2",
    },
];
