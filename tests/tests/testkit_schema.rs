//! What the declarations rely on in the schema, on each database: where it is not so, the
//! matrix has a fault that names the column.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test suite"
)]

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use tenant_core::catalog::Catalog;
use tenant_core::testkit::RedTeam;

diesel::table! { coaches (id) { id -> BigInt, club -> Text, } }
diesel::table! { slips (id) { id -> BigInt, coach_id -> BigInt, } }
diesel::table! { leagues (id) { id -> Text, } }

tenant_core::tenant_tables! {
    #[tenant(column = club, key = String)]
    coaches;
    #[tenant(parent = coaches, foreign_key = coach_id)]
    slips;
    #[tenant(root, key = String)]
    leagues;
}

/// A schema in which nothing is wrong.
const RIGHT: [&str; 2] = [
    "CREATE TABLE coaches (id BIGINT PRIMARY KEY, club @text NOT NULL)",
    "CREATE TABLE slips (id BIGINT PRIMARY KEY, coach_id BIGINT NOT NULL,
        FOREIGN KEY (coach_id) REFERENCES coaches (id))",
];

/// The faults of a schema that is made of these.
fn faults<C: Catalog>(
    conn: C,
    in_schemas: Option<&str>,
    statements: &[String],
    exempt: &[&str],
) -> Vec<String> {
    let mut conn = conn;
    for statement in statements {
        conn.batch_execute(statement).unwrap();
    }
    let mut team = RedTeam::new(conn);
    if let Some(schema) = in_schemas {
        team.in_schemas(&[schema]);
    }
    for name in exempt {
        team.exempt(*name, "a test");
    }
    let matrix = team.attack().unwrap();
    let tables = ["coaches", "slips", "leagues.id"];
    let of_schema = |fault: &String| tables.iter().any(|table| fault.contains(table));
    matrix.faults.into_iter().filter(of_schema).collect()
}

/// The right schema, with a part replaced.
fn with(text: &str, old: &str, new: &str) -> Vec<String> {
    let all = RIGHT.map(|table| table.replace("@text", text));
    assert!(
        old.is_empty() || all.iter().any(|table| table.contains(old)),
        "{old}"
    );
    all.map(|table| match old {
        "" => table,
        _ => table.replace(old, new),
    })
    .into()
}

#[track_caller]
fn assert_named(faults: &[String], parts: &[&str]) {
    assert_eq!(faults.len(), 1, "{faults:#?}");
    for part in parts {
        assert!(faults[0].contains(part), "no {part:?} in {faults:#?}");
    }
}

const KEY: &str = ",
        FOREIGN KEY (coach_id) REFERENCES coaches (id)";

const GENERATED: &str = "code VARCHAR(99), club VARCHAR(99) GENERATED ALWAYS AS (code) STORED";

// No row can be made there, which is another fault.
fn is_generated(fault: &str) -> bool {
    fault.contains("`coaches.club` says whose") && fault.contains("generates it")
}

#[cfg(feature = "sqlite")]
mod on_sqlite {
    use super::*;

    fn attack(foreign_keys: &str, statements: &[String], exempt: &[&str]) -> Vec<String> {
        let mut conn = SqliteConnection::establish(":memory:").unwrap();
        let pragma = format!("PRAGMA foreign_keys = {foreign_keys}");
        conn.batch_execute(&pragma).unwrap();
        faults(conn, None, statements, exempt)
    }

    #[test]
    fn nothing_is_wrong() {
        assert_eq!(
            attack("ON", &with("TEXT", "", ""), &[]),
            Vec::<String>::new()
        );
    }

    #[test]
    fn foreign_keys_are_off() {
        let faults = attack("OFF", &with("TEXT", "", ""), &[]);
        assert_named(&faults, &["`slips.coach_id`", "PRAGMA foreign_keys = ON"]);
    }

    #[test]
    fn there_is_no_foreign_key() {
        let none = with("TEXT", KEY, "");
        let faults = attack("ON", &none, &[]);
        assert_named(
            &faults,
            &[
                "`slips.coach_id`",
                "no foreign key",
                "FOREIGN KEY (coach_id)",
            ],
        );
        assert_eq!(
            attack("ON", &none, &["slips.coach_id"]),
            Vec::<String>::new()
        );
    }

    #[test]
    fn the_foreign_key_is_to_another_column() {
        let mut other = with(
            "TEXT",
            "REFERENCES coaches (id)",
            "REFERENCES coaches (club)",
        );
        other[0] = other[0].replace("NOT NULL", "NOT NULL UNIQUE");
        assert_named(
            &attack("ON", &other, &[]),
            &["`slips.coach_id`", "no foreign key"],
        );
    }

    #[test]
    fn the_foreign_key_is_nullable() {
        let nullable = with("TEXT", "coach_id BIGINT NOT NULL", "coach_id BIGINT");
        assert_named(
            &attack("ON", &nullable, &[]),
            &["`slips.coach_id` may be `NULL`"],
        );
    }

    #[test]
    fn the_key_of_the_parent_is_not_unique() {
        let mut twice = with("TEXT", "id BIGINT PRIMARY KEY, club", "id BIGINT, club");
        twice.truncate(1);
        twice.push(RIGHT[1].to_owned());
        let faults = attack("ON", &twice, &[]);
        assert_named(&faults, &["`coaches`", "not unique", "UNIQUE (id)"]);
    }

    #[test]
    fn the_tenant_column_is_nullable() {
        let nullable = with("TEXT", "club TEXT NOT NULL", "club TEXT");
        assert_named(
            &attack("ON", &nullable, &[]),
            &["`coaches.club` may be `NULL`"],
        );
    }

    #[test]
    fn the_tenant_column_does_not_tell_case() {
        let mut folded = with("TEXT COLLATE NOCASE", "", "");
        folded.push("CREATE INDEX by_club ON coaches (club)".to_owned());
        assert_named(
            &attack("ON", &folded, &[]),
            &["`coaches.club` holds tenant keys", "NOCASE"],
        );
    }

    #[test]
    fn the_foreign_key_does_not_tell_case() {
        let folds = "coach_id BIGINT NOT NULL COLLATE NOCASE";
        let mut folded = with("TEXT", "coach_id BIGINT NOT NULL", folds);
        folded.push("CREATE INDEX by_coach ON slips (coach_id)".to_owned());
        assert_named(
            &attack("ON", &folded, &[]),
            &["`slips.coach_id` holds keys of its parents", "NOCASE"],
        );
        // Then no two parents have keys that differ in that alone.
        folded[0] = folded[0].replace("PRIMARY KEY", "COLLATE NOCASE PRIMARY KEY");
        assert_eq!(attack("ON", &folded, &[]), Vec::<String>::new());
    }

    #[test]
    fn the_tenant_column_is_made_from_another() {
        let generated = with("TEXT", "club TEXT NOT NULL", GENERATED);
        let faults = attack("ON", &generated, &[]);
        assert!(
            faults.iter().any(|fault| is_generated(fault)),
            "{faults:#?}"
        );
    }

    #[test]
    fn an_exemption_of_a_column_in_which_nothing_is_wrong_is_stale() {
        let faults = attack("ON", &with("TEXT", "", ""), &["slips.coach_id"]);
        assert_named(&faults, &["`slips.coach_id` is stale"]);
    }
}

#[cfg(any(feature = "postgres", feature = "mysql"))]
fn url(variable: &str) -> String {
    std::env::var(variable).unwrap_or_else(|_| panic!("{variable} is not set: run scripts/test"))
}

#[cfg(feature = "postgres")]
#[test]
fn on_postgres() {
    let attack = |text: &str, old: &str, new: &str, after: &str| {
        let mut owner =
            PgConnection::establish(&url("TENANT_TEST_POSTGRES_SUPERUSER_URL")).unwrap();
        // Rolled back with the connection.
        owner
            .batch_execute("BEGIN; CREATE SCHEMA kit_schema; SET LOCAL search_path TO kit_schema")
            .unwrap();
        let mut statements = with(text, old, new);
        statements.extend((!after.is_empty()).then(|| after.to_owned()));
        faults(owner, Some("kit_schema"), &statements, &[])
    };
    assert_eq!(attack("TEXT", "", "", ""), Vec::<String>::new());
    assert_named(
        &attack("TEXT", KEY, "", ""),
        &["`slips.coach_id`", "no foreign key"],
    );
    assert_named(
        &attack(
            "TEXT",
            "",
            "",
            "ALTER TABLE slips DROP CONSTRAINT slips_coach_id_fkey",
        ),
        &["`slips.coach_id`", "no foreign key"],
    );
    assert_named(
        &attack(
            "TEXT",
            KEY,
            "",
            "ALTER TABLE slips ADD CONSTRAINT late FOREIGN KEY (coach_id) REFERENCES coaches NOT VALID",
        ),
        &["`slips.coach_id`", "NOT VALID", "VALIDATE CONSTRAINT late"],
    );
    assert_named(
        &attack("TEXT", "", "", "ALTER TABLE slips DISABLE TRIGGER ALL"),
        &["`slips.coach_id`", "ENABLE TRIGGER ALL"],
    );
    assert_named(
        &attack(
            "TEXT",
            "",
            "",
            "SET LOCAL session_replication_role TO replica",
        ),
        &["`slips.coach_id`", "session_replication_role"],
    );
    assert_named(
        &attack("TEXT", "coach_id BIGINT NOT NULL", "coach_id BIGINT", ""),
        &["`slips.coach_id` may be `NULL`"],
    );
    assert_named(
        &attack("TEXT", "club TEXT NOT NULL", "club TEXT", ""),
        &["`coaches.club` may be `NULL`"],
    );
    let faults = attack("TEXT", "club TEXT NOT NULL", GENERATED, "");
    assert!(
        faults.iter().any(|fault| is_generated(fault)),
        "{faults:#?}"
    );
    assert_named(
        &attack("CHARACTER(9)", "", "", ""),
        &["`coaches.club` holds tenant keys", "pads"],
    );
}

#[cfg(feature = "mysql")]
#[test]
fn on_mysql() {
    const BINARY: &str = "VARCHAR(99) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin";
    let drop = "DROP TABLE IF EXISTS slips, coaches, leagues";
    let attack = |text: &str, old: &str, new: &str, after: &str| {
        let mut owner = MysqlConnection::establish(&url("TENANT_TEST_MYSQL_OWNER_URL")).unwrap();
        owner.batch_execute(drop).unwrap();
        let mut statements = with(text, old, new);
        statements.extend((!after.is_empty()).then(|| after.to_owned()));
        faults(owner, None, &statements, &[])
    };
    assert_eq!(attack(BINARY, "", "", ""), Vec::<String>::new());
    assert_named(
        &attack(BINARY, KEY, "", ""),
        &["`slips.coach_id`", "no foreign key"],
    );
    assert_named(
        &attack(
            BINARY,
            "(coach_id) REFERENCES coaches (id))",
            "(coach_id) REFERENCES coaches (id))
             ENGINE = MyISAM",
            "",
        ),
        &["`slips.coach_id`", "no foreign key"],
    );
    assert_named(
        &attack(BINARY, "", "", "SET foreign_key_checks = 0"),
        &["`slips.coach_id`", "Set foreign_key_checks to 1"],
    );
    assert_named(
        &attack(BINARY, "", "", "SET sql_mode = ''"),
        &["`coaches.club`", "STRICT_ALL_TABLES"],
    );
    // A service whose only tenant column is the key of its table of tenants.
    let mut owner = MysqlConnection::establish(&url("TENANT_TEST_MYSQL_OWNER_URL")).unwrap();
    owner.batch_execute(drop).unwrap();
    let alone = format!("CREATE TABLE leagues (id {BINARY} PRIMARY KEY)");
    let mut faults = faults(owner, None, &[alone, "SET sql_mode = ''".to_owned()], &[]);
    faults.retain(|fault| fault.contains("leagues.id"));
    assert_named(&faults, &["`leagues.id`", "STRICT_ALL_TABLES"]);
    assert_named(
        &attack(BINARY, "coach_id BIGINT NOT NULL", "coach_id BIGINT", ""),
        &["`slips.coach_id` may be `NULL`"],
    );
    let column = format!("club {BINARY} NOT NULL");
    let faults = attack(BINARY, &column, GENERATED, "");
    assert!(
        faults.iter().any(|fault| is_generated(fault)),
        "{faults:#?}"
    );
    let folded = "VARCHAR(99) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci";
    assert_named(
        &attack(folded, "", "", ""),
        &["`coaches.club` holds tenant keys", "general_ci"],
    );
    let padded = "VARCHAR(99) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin";
    assert_named(
        &attack(padded, "", "", ""),
        &["`coaches.club` holds tenant keys", "utf8mb4_bin"],
    );
    MysqlConnection::establish(&url("TENANT_TEST_MYSQL_OWNER_URL"))
        .unwrap()
        .batch_execute(drop)
        .unwrap();
}
