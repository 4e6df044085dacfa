//! The derives name everything by absolute paths: they work without a prelude,
//! beside names that shadow the standard ones, and with the crate renamed.

#![allow(
    dead_code,
    missing_docs,
    unreachable_pub,
    reason = "what is here has to compile, not to run"
)]
#![cfg(test)]

mod schema {
    ::diesel::table! {
        companies (id) {
            id -> ::diesel::sql_types::BigInt,
            name -> ::diesel::sql_types::Text,
        }
    }
    ::diesel::table! {
        posts (id) {
            id -> ::diesel::sql_types::BigInt,
            company_id -> ::diesel::sql_types::BigInt,
            draft_of -> ::diesel::sql_types::Nullable<::diesel::sql_types::BigInt>,
        }
    }
    ::diesel::table! {
        notes (id) {
            id -> ::diesel::sql_types::BigInt,
            post_id -> ::diesel::sql_types::BigInt,
        }
    }
    ::diesel::table! {
        templates (id) {
            id -> ::diesel::sql_types::BigInt,
            company_id -> ::diesel::sql_types::Nullable<::diesel::sql_types::BigInt>,
        }
    }
    ::diesel::table! {
        countries (id) {
            id -> ::diesel::sql_types::BigInt,
        }
    }
}

#[no_implicit_prelude]
mod models {
    struct Option;
    struct Some;
    struct Send;

    #[derive(::renamed::TenantTable)]
    #[diesel(table_name = super::schema::companies)]
    #[tenant(root, crate = ::renamed)]
    struct Company {
        id: i64,
        name: ::std::string::String,
    }

    #[derive(::renamed::TenantTable)]
    #[diesel(table_name = super::schema::posts)]
    #[tenant(column = company_id, crate = ::renamed, look_up(draft_of))]
    struct Post<'a> {
        id: i64,
        company_id: i64,
        draft_of: ::std::option::Option<&'a i64>,
    }

    #[derive(::renamed::TenantModel, ::renamed::TenantRecord)]
    #[diesel(table_name = super::schema::posts)]
    #[tenant(crate = ::renamed)]
    struct NewPost {
        draft_of: ::std::option::Option<i64>,
    }

    #[derive(::renamed::TenantTable)]
    #[diesel(table_name = super::schema::templates)]
    #[tenant(column = company_id, nullable = shared, crate = ::renamed)]
    struct Template {
        id: i64,
        company_id: ::std::option::Option<i64>,
    }

    ::renamed::tenant_tables! {
        #[tenant(parent = super::schema::posts, foreign_key = post_id, crate = ::renamed)]
        super::schema::notes;
        #[tenant(shared, crate = ::renamed)]
        super::schema::countries;
    }
}

mod texts {
    use super::schema::{countries, posts};

    type Db<'t, K> = ::renamed::TenantConnection<'t, ::diesel::SqliteConnection, K>;

    fn with_the_crate_renamed(db: &mut Db<'_, i64>) -> ::diesel::QueryResult<usize> {
        let id = db.tenant();
        ::renamed::checked_sql!(
            crate = ::renamed,
            id,
            "SELECT p.id FROM posts p WHERE p.company_id = :tenant AND p.id > :id",
            id: ::diesel::sql_types::BigInt = 3_i64,
        )
        .execute(db)
    }

    fn over_shared_tables(db: &mut Db<'_, ::std::string::String>) -> ::diesel::QueryResult<usize> {
        let id = db.tenant();
        ::renamed::checked_sql!(crate = ::renamed, id, "SELECT c.id FROM countries c").execute(db)
    }
}

#[test]
fn the_declarations_are_known_as_data() {
    use ::renamed::registry::Ownership;
    use ::std::string::ToString;

    let known = ::renamed::registry::tables();
    let ownership = |name: &str| {
        let table = known.iter().find(|table| table.name.to_string() == name);
        table.map(|table| &table.ownership)
    };
    ::std::assert!(::std::matches!(
        ownership("companies"),
        ::std::option::Option::Some(Ownership::Root { .. })
    ));
    ::std::assert!(::std::matches!(
        ownership("posts"),
        ::std::option::Option::Some(Ownership::Column { .. })
    ));
    ::std::assert!(::std::matches!(
        ownership("notes"),
        ::std::option::Option::Some(Ownership::Parent { .. })
    ));
    ::std::assert!(::std::matches!(
        ownership("countries"),
        ::std::option::Option::Some(Ownership::Shared)
    ));
}
