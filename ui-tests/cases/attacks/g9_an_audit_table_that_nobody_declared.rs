// G9, E4
use ui_tests::*;

diesel::table! {
    audit_log (id) {
        id -> BigInt,
        company_id -> BigInt,
        action -> Text,
    }
}

fn case(db: &mut Db<'_>) -> QueryResult<usize> {
    db.insert_into(audit_log::table)
        .values(audit_log::action.eq("login"))
        .execute(db)
}

fn main() {}
