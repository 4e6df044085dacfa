use diesel::prelude::*;
use tenant_core::dsl::excluded;
use tenant_core::*;

diesel::table! { companies (id) { id -> BigInt, name -> Text, } }
diesel::table! { campaigns (id) { id -> BigInt, company_id -> BigInt, name -> Text, budget -> Nullable<BigInt>, } }
diesel::table! { ads (id) { id -> BigInt, company_id -> BigInt, campaign_id -> BigInt, title -> Text, } }
diesel::table! { notes (id) { id -> BigInt, campaign_id -> BigInt, body -> Text, } }
diesel::table! { geo (id) { id -> BigInt, country -> Text, } }
diesel::joinable!(ads -> campaigns (campaign_id));
diesel::joinable!(notes -> campaigns (campaign_id));
diesel::allow_tables_to_appear_in_same_query!(companies, campaigns, ads, notes, geo);

#[derive(Queryable, Selectable, Identifiable, Debug, PartialEq, TenantTable, AsChangeset)]
#[diesel(table_name = companies)]
#[tenant(root)]
struct Company {
    id: i64,
    name: String,
}

#[derive(Queryable, Selectable, Identifiable, Debug, PartialEq, TenantTable)]
#[diesel(table_name = campaigns)]
#[tenant(column = company_id)]
struct Campaign {
    id: i64,
    company_id: i64,
    name: String,
    budget: Option<i64>,
}

#[derive(Insertable, AsChangeset, TenantRecord)]
#[diesel(table_name = campaigns)]
struct NewCampaign {
    id: i64,
    name: String,
    budget: Option<i64>,
}

#[derive(Queryable, Selectable, Identifiable, Debug, PartialEq, TenantTable, Associations)]
#[diesel(table_name = ads, belongs_to(Campaign))]
#[tenant(column = company_id)]
struct Ad {
    id: i64,
    company_id: i64,
    campaign_id: i64,
    title: String,
}

#[derive(Queryable, Selectable, Identifiable, Debug, PartialEq, TenantTable, Insertable)]
#[diesel(table_name = notes)]
#[tenant(parent = campaigns, foreign_key = campaign_id)]
struct Note {
    id: i64,
    campaign_id: i64,
    body: String,
}

tenant_tables! { #[tenant(shared)] geo; }

type Db<'t> = TenantConnection<'t, SqliteConnection, i64>;

fn recent(db: &mut Db<'_>) -> QueryResult<Vec<Campaign>> {
    Campaign::for_tenant(db.tenant())
        .filter(campaigns::name.eq("x").or(campaigns::budget.gt(3)))
        .order((campaigns::id.desc(), campaigns::name))
        .select(Campaign::as_select())
        .limit(10)
        .load(db)
}

macro_rules! show {
    ($q:expr) => {
        match $q {
            q => {
                println!("{}", diesel::debug_query::<diesel::sqlite::Sqlite, _>(&q));
                q
            }
        }
    };
}

#[test]
fn smoke() {
    let mut conn = SqliteConnection::establish(":memory:").unwrap();
    diesel::connection::SimpleConnection::batch_execute(&mut conn, "
      CREATE TABLE companies (id BIGINT PRIMARY KEY, name TEXT NOT NULL);
      CREATE TABLE campaigns (id INTEGER PRIMARY KEY, company_id BIGINT NOT NULL, name TEXT NOT NULL, budget BIGINT);
      CREATE TABLE ads (id INTEGER PRIMARY KEY, company_id BIGINT NOT NULL, campaign_id BIGINT NOT NULL, title TEXT NOT NULL);
      CREATE TABLE notes (id INTEGER PRIMARY KEY, campaign_id BIGINT NOT NULL, body TEXT NOT NULL);
      CREATE TABLE geo (id INTEGER PRIMARY KEY, country TEXT NOT NULL);
      INSERT INTO companies VALUES (1,'a'),(2,'b');
    ").unwrap();
    let a = danger::assume_tenant(1_i64, "test").unwrap();
    let b = danger::assume_tenant(2_i64, "test").unwrap();
    for (claim, base) in [(&a, 10), (&b, 20)] {
        claim.scope(&mut conn, |db| {
            let n = db
                .insert_into(campaigns::table)
                .values(NewCampaign {
                    id: base,
                    name: "x".into(),
                    budget: None,
                })
                .execute(db)
                .unwrap();
            assert_eq!(n, 1);
            let v = vec![
                NewCampaign {
                    id: base + 1,
                    name: "y".into(),
                    budget: None,
                },
                NewCampaign {
                    id: base + 2,
                    name: "z".into(),
                    budget: Some(5),
                },
            ];
            let n = db
                .insert_into(campaigns::table)
                .values(&v)
                .execute(db)
                .unwrap();
            assert_eq!(n, 2);
            let n = show!(db.insert_into(ads::table).values((
                ads::id.eq(base),
                ads::campaign_id.eq(base),
                ads::title.eq("t")
            )))
            .execute(db)
            .unwrap();
            assert_eq!(n, 1);
            let n = show!(db.insert_into(notes::table).values(Note {
                id: base,
                campaign_id: base,
                body: "n".into()
            }))
            .execute(db)
            .unwrap();
            assert_eq!(n, 1);
            let r = show!(db.insert_into(notes::table).values(&vec![Note {
                id: base + 100,
                campaign_id: 30 - base,
                body: "n".into()
            }]))
            .execute(db);
            assert!(r.is_err() == true, "{r:?}");
        });
    }
    a.scope(&mut conn, |db| {
        let id = db.tenant();
        assert_eq!(recent(db).unwrap().len(), 2);
        assert_eq!(
            Campaign::for_tenant(id)
                .find(20)
                .first::<Campaign>(db)
                .optional()
                .unwrap(),
            None
        );
        let n: i64 = show!(campaigns::table.for_tenant(id).count())
            .get_result(db)
            .unwrap();
        assert_eq!(n, 3);
        let rows = show!(
            Campaign::for_tenant(id)
                .inner_join(ads::table)
                .select((campaigns::name, ads::title))
        )
        .load::<(String, String)>(db)
        .unwrap();
        assert_eq!(rows.len(), 1);
        let rows = show!(
            Campaign::for_tenant(id)
                .left_join(ads::table.on(ads::campaign_id.eq(campaigns::id)))
                .select((Campaign::as_select(), Option::<Ad>::as_select()))
        )
        .load::<(Campaign, Option<Ad>)>(db)
        .unwrap();
        assert_eq!(rows.len(), 3);
        let rows = show!(
            Note::for_tenant(id)
                .inner_join(campaigns::table.inner_join(ads::table))
                .select(notes::body)
        )
        .load::<String>(db)
        .unwrap();
        assert_eq!(rows.len(), 1);
        let rows = show!(
            Campaign::for_tenant(id)
                .filter(campaigns::id.eq_any(ads::table.for_tenant(id).select(ads::campaign_id)))
        )
        .load::<Campaign>(db)
        .unwrap();
        assert_eq!(rows.len(), 1);
        let rows = show!(
            Campaign::for_tenant(id).filter(select::exists(
                ads::table
                    .for_tenant(id)
                    .filter(ads::campaign_id.eq(campaigns::id))
            ))
        )
        .load::<Campaign>(db)
        .unwrap();
        assert_eq!(rows.len(), 1);
        let other = tenant_core::alias!(campaigns as other);
        let rows = show!(
            Campaign::for_tenant(id)
                .inner_join(other.on(other.field(campaigns::id).gt(campaigns::id)))
                .select((campaigns::id, other.field(campaigns::id)))
        )
        .load::<(i64, i64)>(db)
        .unwrap();
        assert_eq!(rows.len(), 3);
        let n = show!(
            db.update(campaigns::table)
                .filter(campaigns::name.eq("x"))
                .set((campaigns::budget.eq(9), campaigns::name.eq("xx")))
        )
        .execute(db)
        .unwrap();
        assert_eq!(n, 1);
        let n = show!(
            db.update(Campaign::for_tenant(id).find(20))
                .set(campaigns::budget.eq(campaigns::budget + 1))
        )
        .execute(db)
        .unwrap();
        assert_eq!(n, 0);
        let c = Campaign {
            id: 21,
            company_id: 1,
            name: "q".into(),
            budget: None,
        };
        assert_eq!(
            show!(db.update(&c).set(&NewCampaign {
                id: 21,
                name: "h".into(),
                budget: None
            }))
            .execute(db)
            .unwrap(),
            0
        );
        assert_eq!(show!(db.delete(&c)).execute(db).unwrap(), 0);
        assert_eq!(show!(db.delete(notes::table)).execute(db).unwrap(), 1);
        let n = show!(
            db.insert_into(campaigns::table)
                .values((campaigns::id.eq(20), campaigns::name.eq("stolen")))
                .on_conflict(campaigns::id)
                .do_update()
                .set(campaigns::name.eq(excluded(campaigns::name)))
        )
        .execute(db)
        .unwrap();
        assert_eq!(n, 0);
        let n = show!(
            db.insert_into(campaigns::table)
                .values((campaigns::id.eq(10), campaigns::name.eq("mine")))
                .on_conflict(campaigns::id)
                .do_update()
                .set((
                    campaigns::name.eq(excluded(campaigns::name)),
                    campaigns::budget.eq(4)
                ))
        )
        .execute(db)
        .unwrap();
        assert_eq!(n, 1);
        let boxed = show!(
            Campaign::for_tenant(id)
                .into_boxed::<diesel::sqlite::Sqlite>()
                .filter(campaigns::id.gt(1))
        );
        assert_eq!(boxed.load::<Campaign>(db).unwrap().len(), 3);
        let x = Campaign::for_tenant(id)
            .select(campaigns::id)
            .union(Ad::for_tenant(id).select(ads::id));
        let x = show!(x);
        println!("{:?}", x.load::<i64>(db).unwrap());
        let n = show!(
            db.insert_into(ads::table)
                .values(Campaign::for_tenant(id).select((
                    campaigns::id + 1000,
                    campaigns::id,
                    campaigns::name
                )))
                .into_columns((ads::id, ads::campaign_id, ads::title))
        )
        .execute(db)
        .unwrap();
        assert_eq!(n, 3);
        let rows = geo::table.for_tenant(id).load::<(i64, String)>(db).unwrap();
        assert_eq!(rows.len(), 0);
        db.transaction(|db| {
            db.delete(Campaign::for_tenant(id).filter(campaigns::id.gt(0)))
                .execute(db)
        })
        .unwrap();
    });
    let left: i64 = campaigns::table.count().get_result(&mut conn).unwrap();
    assert_eq!(left, 3);
}

#[diesel::dsl::auto_type]
fn active() -> _ {
    campaigns::budget.is_not_null()
}

#[test]
fn more() {
    use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
    use tenant_core::select::WrapsScoped;
    #[derive(QueryId)]
    struct Explain<Q>(Q);
    impl<Q> WrapsScoped for Explain<Q> {}
    impl<Q: Query> Query for Explain<Q> {
        type SqlType = (
            diesel::sql_types::Integer,
            diesel::sql_types::Integer,
            diesel::sql_types::Integer,
            diesel::sql_types::Text,
        );
    }
    impl<Q: QueryFragment<diesel::sqlite::Sqlite>> QueryFragment<diesel::sqlite::Sqlite>
        for Explain<Q>
    {
        fn walk_ast<'b>(
            &'b self,
            mut out: AstPass<'_, 'b, diesel::sqlite::Sqlite>,
        ) -> QueryResult<()> {
            out.push_sql("EXPLAIN QUERY PLAN ");
            self.0.walk_ast(out.reborrow())
        }
    }
    let mut conn = SqliteConnection::establish(":memory:").unwrap();
    diesel::connection::SimpleConnection::batch_execute(&mut conn, "
      CREATE TABLE campaigns (id INTEGER PRIMARY KEY, company_id BIGINT NOT NULL, name TEXT NOT NULL, budget BIGINT);
      CREATE TABLE companies (id INTEGER PRIMARY KEY, name TEXT);
      CREATE TABLE ads (id INTEGER PRIMARY KEY, company_id BIGINT NOT NULL, campaign_id BIGINT NOT NULL, title TEXT NOT NULL);
      INSERT INTO campaigns VALUES (1, 1, 'a', 3), (2, 2, 'b', 4), (3, 1, 'c', null);
      CREATE TABLE geo (id INTEGER PRIMARY KEY, country TEXT NOT NULL); INSERT INTO companies VALUES (1, 'a'), (2, 'b');
    ").unwrap();
    let a = danger::assume_tenant(1_i64, "test").unwrap();
    a.scope(&mut conn, |db| {
        let id = db.tenant();
        let c: Company = db
            .save_changes(&Company {
                id: 1,
                name: "new".into(),
            })
            .unwrap();
        assert_eq!(c.name, "new");
        let c: QueryResult<Company> = db.save_changes(&Company {
            id: 2,
            name: "new".into(),
        });
        assert_eq!(c, Err(diesel::result::Error::NotFound));
        let rows: Vec<i64> = show!(
            Campaign::for_tenant(id)
                .inner_join(ads::table)
                .left_join(companies::table.on(companies::id.eq(campaigns::company_id)))
                .left_join(geo::table.on(geo::id.eq(ads::id)))
                .select(campaigns::id)
        )
        .load(db)
        .unwrap();
        assert_eq!(rows.len(), 0);
        let v = vec![
            NewCampaign {
                id: 1,
                name: "y".into(),
                budget: None,
            },
            NewCampaign {
                id: 7,
                name: "z".into(),
                budget: Some(5),
            },
        ];
        let n = db
            .insert_into(campaigns::table)
            .values(&v)
            .on_conflict(campaigns::id)
            .do_update()
            .set(campaigns::name.eq(excluded(campaigns::name)))
            .execute(db)
            .unwrap();
        assert_eq!(n, 2);
        db.delete(campaigns::table)
            .filter(campaigns::id.eq(7))
            .execute(db)
            .unwrap();
        let page = show!(Campaign::query_for(id).order(campaigns::id).paginate(0, 1))
            .load_page::<Campaign>(db)
            .unwrap();
        assert_eq!((page.rows.len(), page.total), (1, 2));
        let x = show!(Campaign::for_tenant(id).filter(active()).wrap(Explain))
            .load::<(i32, i32, i32, String)>(db)
            .unwrap();
        println!("{x:?}");
        let cs = Campaign::for_tenant(id).load::<Campaign>(db).unwrap();
        let ads = show!(Ad::for_tenant_belonging_to(id, &cs))
            .load::<Ad>(db)
            .unwrap();
        let _: Vec<Vec<Ad>> = ads.grouped_by(&cs);
        let preds: Vec<BoxedPredicate<'_, '_, campaigns::table, diesel::sqlite::Sqlite>> = vec![
            BoxedPredicate::new(campaigns::id.gt(0)),
            BoxedPredicate::new(campaigns::budget.gt(1)),
        ];
        let p = preds.into_iter().reduce(|a, b| a.or(b)).unwrap();
        assert_eq!(
            show!(Campaign::for_tenant(id).filter(p))
                .load::<Campaign>(db)
                .unwrap()
                .len(),
            2
        );
        let x: Vec<(i64, i64)> = show!(
            Campaign::for_tenant(id).select((
                campaigns::id,
                diesel::dsl::rank()
                    .partition_by(campaigns::name)
                    .window_order(campaigns::id.desc())
            ))
        )
        .load(db)
        .unwrap();
        println!("{x:?}");
        let x: Vec<(String, i64)> = show!(
            Campaign::for_tenant(id)
                .group_by(campaigns::name)
                .select((campaigns::name, diesel::dsl::count_star()))
                .having(diesel::dsl::count_star().gt(0))
        )
        .load(db)
        .unwrap();
        println!("{x:?}");
    });
}

#[diesel::dsl::auto_type]
fn running<'t>(id: TenantId<'t, i64>) -> _ {
    tenant_core::dsl::for_tenant(campaigns::table, id)
        .filter(campaigns::budget.is_not_null())
        .order(campaigns::id)
}

fn count_of<'t, 'q, T>(db: &mut Db<'t>, table: T) -> QueryResult<i64>
where
    T: tenant_core::select::Scopable<
            't,
            i64,
            Scoped: diesel::query_dsl::methods::SelectDsl<diesel::dsl::count_star>,
        >,
    diesel::dsl::Select<T::Scoped, diesel::dsl::count_star>:
        diesel::query_dsl::methods::LoadQuery<'q, Db<'t>, i64>,
{
    let q = diesel::query_dsl::methods::SelectDsl::select(
        tenant_core::dsl::for_tenant(table, db.tenant()),
        diesel::dsl::count_star(),
    );
    diesel::RunQueryDsl::get_result(q, db)
}

#[test]
fn generic() {
    let mut conn = SqliteConnection::establish(":memory:").unwrap();
    diesel::connection::SimpleConnection::batch_execute(&mut conn, "
      CREATE TABLE campaigns (id INTEGER PRIMARY KEY, company_id BIGINT NOT NULL, name TEXT NOT NULL, budget BIGINT);
      INSERT INTO campaigns VALUES (1, 1, 'a', 3), (2, 2, 'b', 4), (3, 1, 'c', null);").unwrap();
    let a = danger::assume_tenant(1_i64, "test").unwrap();
    a.scope(&mut conn, |db| {
        assert_eq!(running(db.tenant()).load::<Campaign>(db).unwrap().len(), 1);
        assert_eq!(count_of(db, campaigns::table).unwrap(), 2);
    });
}
