//! The roles whose rights the application's has.

use diesel::pg::PgConnection;
use diesel::result::QueryResult;
use diesel::sql_types::{Bool, Oid, Text};
use diesel::{QueryableByName, RunQueryDsl, sql_query};

/// The memberships that are good for something. Before PostgreSQL 16 all are; since
/// then one can have neither of the options. The owner of the database is a member of
/// a role that is named nowhere.
macro_rules! members {
    () => {
        "SELECT m.member, m.roleid FROM pg_auth_members m
         WHERE m.admin_option OR COALESCE((to_jsonb(m) ->> 'set_option')::boolean, true)
           OR COALESCE((to_jsonb(m) ->> 'inherit_option')::boolean, true)
         UNION ALL
         SELECT d.datdba, r.oid FROM pg_database d JOIN pg_roles r ON r.rolname = 'pg_database_owner'
         WHERE d.datname = current_database()"
    };
}
pub(super) use members;

#[derive(Debug)]
pub(super) struct Reach {
    /// The role, and those that it is a member of, through others too. None where the
    /// role is a superuser, or is not there: more cannot be said about it.
    pub(super) roles: Vec<u32>,
    pub(super) names: Vec<String>,
    /// Has the database rights on settings?
    pub(super) parameters: bool,
}

#[derive(QueryableByName)]
struct Role {
    #[diesel(sql_type = Oid)]
    oid: u32,
    #[diesel(sql_type = Text)]
    name: String,
}

#[derive(QueryableByName)]
struct There {
    #[diesel(sql_type = Bool)]
    there: bool,
}

const REACH: &str = concat!(
    "WITH RECURSIVE member AS (",
    members!(),
    "), reach (oid) AS (
       SELECT oid FROM pg_roles WHERE rolname = $1 AND NOT rolsuper
       UNION
       SELECT m.roleid FROM reach JOIN member m ON m.member = reach.oid
     ) SELECT r.oid, r.rolname::text AS name FROM reach JOIN pg_roles r ON r.oid = reach.oid WHERE NOT r.rolsuper"
);

impl Reach {
    pub(super) fn of(role: &str, conn: &mut PgConnection) -> QueryResult<Self> {
        let roles: Vec<Role> = sql_query(REACH).bind::<Text, _>(role).load(conn)?;
        let parameters: There =
            sql_query("SELECT to_regclass('pg_catalog.pg_parameter_acl') IS NOT NULL AS there")
                .get_result(conn)?;
        Ok(Self {
            names: roles.iter().map(|role| role.name.clone()).collect(),
            roles: roles.into_iter().map(|role| role.oid).collect(),
            parameters: parameters.there,
        })
    }
}
