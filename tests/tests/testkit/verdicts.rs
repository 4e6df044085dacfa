//! A function of the application for each action, once right and once with the
//! predicate removed: the matrix is red in that cell and in no other.

use diesel::prelude::*;
use diesel::query_dsl::methods;
use diesel::upsert::excluded;
use tenant_core::testkit::{Action, RedTeam, Verdict, red_team};

use super::app::*;

/// Right where `CHECKED`; else the predicate on the tenant is left out.
fn own<const CHECKED: bool>(
    company: i64,
) -> campaigns::BoxedQuery<'static, diesel::sqlite::Sqlite> {
    let query = campaigns::table.order(campaigns::id).into_boxed();
    if CHECKED {
        query.filter(campaigns::company_id.eq(company))
    } else {
        query
    }
}

fn is_own<const CHECKED: bool>(conn: &mut Conn, company: i64, id: i64) -> QueryResult<()> {
    let found = own::<CHECKED>(company).filter(campaigns::id.eq(id));
    found.first::<Campaign>(conn).map(drop)
}

fn read<const CHECKED: bool>(
    conn: &mut Conn,
    company: &i64,
    _: &i64,
) -> QueryResult<Vec<Campaign>> {
    own::<CHECKED>(*company).load(conn)
}

fn find<const CHECKED: bool>(conn: &mut Conn, company: &i64, id: &i64) -> QueryResult<Campaign> {
    own::<CHECKED>(*company)
        .filter(campaigns::id.eq(id))
        .first(conn)
}

fn count<const CHECKED: bool>(conn: &mut Conn, company: &i64, _: &i64) -> QueryResult<usize> {
    Ok(read::<CHECKED>(conn, company, &0)?.len())
}

fn exists<const CHECKED: bool>(conn: &mut Conn, company: &i64, id: &i64) -> QueryResult<bool> {
    Ok(find::<CHECKED>(conn, company, id).optional()?.is_some())
}

fn join<const CHECKED: bool>(conn: &mut Conn, company: &i64, id: &i64) -> QueryResult<Vec<String>> {
    let mut query = campaigns::table
        .left_join(notes::table)
        .select(campaigns::name)
        .into_boxed();
    if CHECKED {
        query = query.filter(campaigns::company_id.eq(company));
    }
    query.filter(campaigns::id.eq(id)).load(conn)
}

fn update<const CHECKED: bool>(conn: &mut Conn, company: &i64, id: &i64) -> QueryResult<usize> {
    is_own::<CHECKED>(conn, *company, *id)?;
    diesel::update(campaigns::table.find(id))
        .set(campaigns::name.eq("mine"))
        .execute(conn)
}

fn delete<const CHECKED: bool>(conn: &mut Conn, company: &i64, id: &i64) -> QueryResult<usize> {
    is_own::<CHECKED>(conn, *company, *id)?;
    diesel::delete(campaigns::table.find(id)).execute(conn)
}

fn upsert<const CHECKED: bool>(conn: &mut Conn, company: &i64, id: &i64) -> QueryResult<usize> {
    let row = Campaign {
        id: *id,
        company_id: *company,
        created_by: 7,
        name: "upserted".to_owned(),
    };
    let insert = diesel::insert_into(campaigns::table)
        .values(row)
        .on_conflict(campaigns::id)
        .do_update()
        .set(campaigns::name.eq(excluded(campaigns::name)));
    if CHECKED {
        let own = campaigns::company_id.eq(company);
        methods::FilterDsl::filter(insert, own).execute(conn)
    } else {
        insert.execute(conn)
    }
}

/// A note under a campaign.
fn insert<const CHECKED: bool>(conn: &mut Conn, company: &i64, id: &i64) -> QueryResult<usize> {
    is_own::<CHECKED>(conn, *company, *id)?;
    let note = (notes::campaign_id.eq(id), notes::body.eq("mine"));
    diesel::insert_into(notes::table).values(note).execute(conn)
}

fn save<const CHECKED: bool>(conn: &mut Conn, company: &i64, id: &i64) -> QueryResult<usize> {
    let form = Campaign {
        id: *id,
        company_id: *company,
        created_by: 7,
        name: "saved".to_owned(),
    };
    is_own::<CHECKED>(conn, *company, *id)?;
    diesel::update(&form).set(&form).execute(conn)
}

macro_rules! leaks {
    ($($action:ident: $function:ident in $table:ident;)+) => {$(
        mod $function {
            use super::*;

            #[test]
            fn is_held_where_it_is_right() {
                let matrix = with(super::$function::<true>);
                assert!(matrix.is_isolated(), "{}", matrix.report());
                let cell = matrix.cell(stringify!($table), Action::$action).unwrap();
                assert!(cell.own);
            }

            #[test]
            fn is_crossed_without_the_predicate_and_nothing_else_is() {
                let matrix = with(super::$function::<false>);
                assert_eq!(
                    red(&matrix),
                    [(stringify!($table).to_owned(), Action::$action, Verdict::Crossed)],
                    "{}",
                    matrix.report()
                );
                let why = &matrix.cell(stringify!($table), Action::$action).unwrap().why;
                assert!(why.contains("sent: "), "{why}");
                assert!(why.contains("verdicts.rs:"), "{why}");
            }

            fn with<T: std::fmt::Debug + 'static>(
                function: fn(&mut Conn, &i64, &i64) -> QueryResult<T>,
            ) -> tenant_core::testkit::Matrix {
                if stringify!($table) == "notes" {
                    attack(connect(), |own| own, |own| own.action(Action::$action, function))
                } else {
                    attack(connect(), |own| own.action(Action::$action, function), |own| own)
                }
            }
        }
    )+};
}

leaks! {
    Read: read in campaigns;
    Find: find in campaigns;
    Count: count in campaigns;
    Exists: exists in campaigns;
    Join: join in campaigns;
    Update: update in campaigns;
    Delete: delete in campaigns;
    Upsert: upsert in campaigns;
    Insert: insert in notes;
    Save: save in campaigns;
}

#[test]
fn the_report_names_the_row_and_what_became_of_it() {
    let matrix = attack(connect(), |own| own.update(update::<false>), |own| own);
    let report = matrix.report();
    for part in [
        "CROSSED campaigns × update",
        "campaigns(id = 900002, company_id = 2, created_by = 7, name = 'campaign 900002')",
        "it became campaigns(id = 900002, company_id = 2, created_by = 7, name = 'mine')",
        "sent: UPDATE `campaigns` SET",
    ] {
        assert!(report.contains(part), "no {part:?} in {report}");
    }
}

#[test]
fn a_function_that_changes_every_row_is_crossed_by_rows_that_were_there_before() {
    let matrix = attack(
        connect(),
        |own| {
            own.delete(|conn, company, id| {
                is_own::<true>(conn, *company, *id)?;
                diesel::delete(campaigns::table.filter(campaigns::name.ne("theirs"))).execute(conn)
            })
        },
        |own| own,
    );
    let cell = matrix.cell("campaigns", Action::Delete).unwrap();
    assert_eq!(cell.verdict, Verdict::Crossed, "{}", matrix.report());
    assert!(
        cell.why.contains("with the key of its own row"),
        "{}",
        cell.why
    );
}

#[test]
fn a_row_that_is_moved_to_the_other_tenant_is_crossed() {
    let matrix = attack(
        connect(),
        |own| {
            own.update(|conn, company, id| {
                is_own::<true>(conn, *company, *id)?;
                let row = campaigns::table.find(id);
                diesel::update(row)
                    .set(campaigns::company_id.eq(2))
                    .execute(conn)
            })
        },
        |own| own,
    );
    let cell = matrix.cell("campaigns", Action::Update).unwrap();
    assert_eq!(cell.verdict, Verdict::Crossed, "{}", matrix.report());
}

#[test]
fn an_error_that_tells_that_the_row_exists_is_an_oracle() {
    let matrix = attack(
        connect(),
        |own| {
            own.find(|conn, company, id| {
                let row: Option<Campaign> =
                    campaigns::table.find(id).first(conn).optional().unwrap();
                match row {
                    None => Err("not found"),
                    Some(row) if row.company_id != *company => Err("forbidden"),
                    Some(row) => Ok(row),
                }
            })
        },
        |own| own,
    );
    assert_eq!(
        red(&matrix),
        [("campaigns".to_owned(), Action::Find, Verdict::Oracle)]
    );
    let why = &matrix.cell("campaigns", Action::Find).unwrap().why;
    assert!(
        why.contains("forbidden") && why.contains("not found"),
        "{why}"
    );
}

#[test]
fn a_function_that_refuses_everybody_shows_nothing() {
    let refuse = |_: &mut Conn, _: &i64, _: &i64| Err::<(), _>("not today");
    let matrix = attack(connect(), |own| own.delete(refuse), |own| own);
    assert_eq!(
        red(&matrix),
        [("campaigns".to_owned(), Action::Delete, Verdict::NoControl)]
    );
}

#[test]
fn a_function_that_does_nothing_shows_nothing() {
    let nothing = |_: &mut Conn, _: &i64, _: &i64| Ok::<_, ()>(());
    for action in Action::ALL {
        let matrix = attack(connect(), |own| own.action(action, nothing), |own| own);
        assert_eq!(
            red(&matrix),
            [("campaigns".to_owned(), action, Verdict::NoControl)]
        );
    }
}

#[test]
fn of_several_functions_the_worst_counts() {
    for leak_first in [true, false] {
        let matrix = attack(
            connect(),
            |own| {
                if leak_first {
                    own.find(find::<false>).find(find::<true>)
                } else {
                    own.find(find::<true>).find(find::<false>)
                }
            },
            |own| own,
        );
        assert_eq!(
            red(&matrix),
            [("campaigns".to_owned(), Action::Find, Verdict::Crossed)]
        );
    }
}

#[test]
fn a_key_of_all_tenants_is_taken() {
    let matrix = attack(connect(), |own| own, |own| own);
    for action in [Action::Upsert, Action::Insert] {
        let cell = matrix.cell("campaigns", action).unwrap();
        assert_eq!(cell.verdict, Verdict::Taken);
    }
    let why = &matrix.cell("campaigns", Action::Insert).unwrap().why;
    assert!(
        why.contains("UNIQUE constraint failed: campaigns.id"),
        "{why}"
    );
}

#[test]
fn a_panic_free_failure_to_make_rows_is_no_control() {
    let mut conn = connect();
    diesel::sql_query(
        "CREATE TRIGGER closed BEFORE INSERT ON notes BEGIN SELECT RAISE(ABORT, 'closed'); END",
    )
    .execute(&mut conn)
    .unwrap();
    let matrix = attack(conn, |own| own, |own| own);
    for action in Action::ALL {
        let cell = matrix.cell("notes", action).unwrap();
        assert_eq!(cell.verdict, Verdict::NoControl);
        assert!(cell.why.contains("closed"), "{}", cell.why);
    }
    assert_eq!(red(&matrix).len(), Action::ALL.len());
}

#[test]
fn what_was_made_for_a_tenant_is_its_own_whatever_the_declaration_says() {
    // `assets` is declared by the wrong column.
    let mut team = RedTeam::new(connect());
    team.exempt("assets", "made with campaigns")
        .exempt("notes", "another test");
    team.tenants(1_i64, 2)
        .table(red_team!(campaigns), |conn, company, n| {
            diesel::sql_query(format!(
                "INSERT INTO assets VALUES ({company}, {n}, {n}, 'asset', '{n}')"
            ))
            .execute(conn)?;
            add_campaign(conn, *company, n)
        })
        .delete(|conn, company, id| {
            is_own::<true>(conn, *company, *id)?;
            diesel::sql_query(format!("DELETE FROM assets WHERE id = {id}")).execute(conn)
        });
    let matrix = team.attack().unwrap();
    assert!(matrix.is_isolated(), "{}", matrix.report());
}
