//! The pairs, for the database whose module includes this file.

use std::error::Error;
use std::hint::black_box;

use diesel::connection::{Connection as _, SimpleConnection as _};
use diesel::dsl::{count, sum};
use diesel::prelude::*;
use diesel::upsert::excluded;
use tenant_core::prelude::*;
use tenant_core::{Claim, danger, dsl as scoped};

use super::{Backend, Connection, connect};
use crate::schema::{
    Ad, CAMPAIGN, Campaign, CampaignChanges, FREE, NewAd, NewAdOfTenant, TABLES, TENANT, ads,
    campaigns, clicks, notes, rows,
};
use crate::sides::{Pair, Repeat, Side, Watch};

type Outcome<T> = Result<T, Box<dyn Error>>;

fn open(watch: Option<Watch>) -> Outcome<(Connection, Claim<i64>)> {
    let mut conn = connect()?;
    conn.batch_execute(TABLES)?;
    conn.batch_execute(&rows())?;
    if let Some(watch) = watch {
        conn.set_instrumentation(watch);
    }
    Ok((conn, danger::assume_tenant(TENANT, "a benchmark")?))
}

fn discard<T>(result: T) {
    black_box(result);
}

/// `$scoped` builds a statement from a token, `$by_hand` from a tenant key; both
/// may use the number of the run, `$i`, and what `$given` sets up. `$run` runs
/// either.
macro_rules! pairs {
    ($(
        $name:ident ($i:ident) {
            $(given { $($given:tt)* })?
            scoped($id:ident) { $scoped:expr }
            by_hand($tenant:ident) { $by_hand:expr }
            run $run:ident $(::<$row:ty>)?
        }
    )*) => {
        $(mod $name {
            use super::*;

            pub(super) fn run(
                side: Side,
                watch: Option<Watch>,
                repeat: &mut Repeat<'_>,
            ) -> Outcome<()> {
                let (mut conn, claim) = open(watch)?;
                match side {
                    Side::Scoped => claim.scope(&mut conn, |db| {
                        repeat(&mut |$i| {
                            let $i = black_box($i);
                            $($($given)*)?
                            let $id = db.tenant();
                            ($scoped).$run$(::<$row>)?(db).map(discard)
                        })
                    }),
                    Side::ByHand => repeat(&mut |$i| {
                        let $i = black_box($i);
                        $($($given)*)?
                        let $tenant = black_box(TENANT);
                        ($by_hand).$run$(::<$row>)?(&mut conn).map(discard)
                    }),
                }?;
                Ok(())
            }
        })*

        pub(crate) const PAIRS: &[Pair] = &[scope_and_find::PAIR, $(Pair {
            name: stringify!($name),
            run: $name::run,
        }),*];
    };
}

pairs! {
    find(i) {
        scoped(id) { Campaign::for_tenant(id).find(CAMPAIGN + i % 2) }
        by_hand(tenant) {
            campaigns::table
                .filter(campaigns::company_id.eq(tenant))
                .find(CAMPAIGN + i % 2)
        }
        run load::<Campaign>
    }
    filter_order_limit(i) {
        scoped(id) {
            Campaign::for_tenant(id)
                .filter(campaigns::budget.gt(i % 7))
                .order((campaigns::budget.desc(), campaigns::name))
                .limit(5)
        }
        by_hand(tenant) {
            campaigns::table
                .filter(campaigns::company_id.eq(tenant))
                .filter(campaigns::budget.gt(i % 7))
                .order((campaigns::budget.desc(), campaigns::name))
                .limit(5)
        }
        run load::<Campaign>
    }
    select_model(i) {
        scoped(id) {
            Campaign::for_tenant(id)
                .filter(campaigns::budget.gt(i % 7))
                .select(Campaign::as_select())
        }
        by_hand(tenant) {
            campaigns::table
                .filter(campaigns::company_id.eq(tenant))
                .filter(campaigns::budget.gt(i % 7))
                .select(Campaign::as_select())
        }
        run load::<Campaign>
    }
    count_rows(_i) {
        scoped(id) { campaigns::table.for_tenant(id).count() }
        by_hand(tenant) {
            campaigns::table
                .filter(campaigns::company_id.eq(tenant))
                .count()
        }
        run get_result::<i64>
    }
    inner_join(i) {
        scoped(id) {
            Campaign::for_tenant(id)
                .inner_join(ads::table)
                .filter(campaigns::id.le(3 + i % 2))
                .select((campaigns::name, ads::title))
        }
        by_hand(tenant) {
            campaigns::table
                .filter(campaigns::company_id.eq(tenant))
                .inner_join(
                    ads::table.on(ads::campaign_id
                        .eq(campaigns::id)
                        .and(ads::company_id.eq(tenant))),
                )
                .filter(campaigns::id.le(3 + i % 2))
                .select((campaigns::name, ads::title))
        }
        run load::<(String, String)>
    }
    left_join_on(i) {
        scoped(id) {
            Campaign::for_tenant(id)
                .left_join(ads::table.on(ads::campaign_id.eq(campaigns::id)))
                .filter(campaigns::id.le(3 + i % 2))
                .select((Campaign::as_select(), Option::<Ad>::as_select()))
        }
        by_hand(tenant) {
            campaigns::table
                .filter(campaigns::company_id.eq(tenant))
                .left_join(
                    ads::table.on(ads::campaign_id
                        .eq(campaigns::id)
                        .and(ads::company_id.eq(tenant))),
                )
                .filter(campaigns::id.le(3 + i % 2))
                .select((Campaign::as_select(), Option::<Ad>::as_select()))
        }
        run load::<(Campaign, Option<Ad>)>
    }
    two_joins_in_a_chain(i) {
        scoped(id) {
            clicks::table
                .for_tenant(id)
                .inner_join(ads::table)
                .inner_join(campaigns::table.on(campaigns::id.eq(ads::campaign_id)))
                .filter(clicks::id.le(3 + i % 2))
                .select((campaigns::name, ads::title, clicks::cost))
        }
        by_hand(tenant) {
            clicks::table
                .filter(clicks::company_id.eq(tenant))
                .inner_join(
                    ads::table.on(clicks::ad_id
                        .eq(ads::id)
                        .and(ads::company_id.eq(tenant))),
                )
                .inner_join(
                    campaigns::table.on(campaigns::id
                        .eq(ads::campaign_id)
                        .and(campaigns::company_id.eq(tenant))),
                )
                .filter(clicks::id.le(3 + i % 2))
                .select((campaigns::name, ads::title, clicks::cost))
        }
        run load::<(String, String, i64)>
    }
    three_tables_aggregated(_i) {
        scoped(id) {
            Campaign::for_tenant(id)
                .inner_join(ads::table.inner_join(clicks::table))
                .group_by(campaigns::name)
                .select((campaigns::name, count(clicks::id), sum(clicks::cost).is_not_null()))
                .having(count(clicks::id).gt(2))
        }
        by_hand(tenant) {
            campaigns::table
                .filter(campaigns::company_id.eq(tenant))
                .inner_join(
                    ads::table.inner_join(clicks::table).on(ads::campaign_id
                        .eq(campaigns::id)
                        .and(ads::company_id.eq(tenant))
                        .and(clicks::company_id.eq(tenant))),
                )
                .group_by(campaigns::name)
                .select((campaigns::name, count(clicks::id), sum(clicks::cost).is_not_null()))
                .having(count(clicks::id).gt(2))
        }
        run load::<(String, i64, bool)>
    }
    eq_any_subquery(i) {
        scoped(id) {
            Campaign::for_tenant(id).filter(
                campaigns::id.eq_any(
                    ads::table
                        .for_tenant(id)
                        .filter(ads::id.gt(i % 7))
                        .select(ads::campaign_id),
                ),
            )
        }
        by_hand(tenant) {
            campaigns::table
                .filter(campaigns::company_id.eq(tenant))
                .filter(
                    campaigns::id.eq_any(
                        ads::table
                            .filter(ads::company_id.eq(tenant))
                            .filter(ads::id.gt(i % 7))
                            .select(ads::campaign_id),
                    ),
                )
        }
        run load::<Campaign>
    }
    exists_correlated(i) {
        scoped(id) {
            Campaign::for_tenant(id).filter(scoped::exists(
                ads::table
                    .for_tenant(id)
                    .filter(ads::campaign_id.eq(campaigns::id))
                    .filter(ads::id.gt(i % 7)),
            ))
        }
        by_hand(tenant) {
            campaigns::table
                .filter(campaigns::company_id.eq(tenant))
                .filter(diesel::dsl::exists(
                    ads::table
                        .filter(ads::company_id.eq(tenant))
                        .filter(ads::campaign_id.eq(campaigns::id))
                        .filter(ads::id.gt(i % 7)),
                ))
        }
        run load::<Campaign>
    }
    boxed_conditional(i) {
        scoped(id) {
            {
                let mut query = Campaign::for_tenant(id).into_boxed::<Backend>();
                if i >= 0 {
                    query = query.filter(campaigns::budget.gt(i % 7));
                }
                if i < FREE {
                    query = query.filter(campaigns::name.ne("none")).order(campaigns::id);
                }
                query
            }
        }
        by_hand(tenant) {
            {
                let mut query = campaigns::table
                    .filter(campaigns::company_id.eq(tenant))
                    .into_boxed::<Backend>();
                if i >= 0 {
                    query = query.filter(campaigns::budget.gt(i % 7));
                }
                if i < FREE {
                    query = query.filter(campaigns::name.ne("none")).order(campaigns::id);
                }
                query
            }
        }
        run load::<Campaign>
    }
    union(i) {
        scoped(id) {
            Campaign::for_tenant(id)
                .filter(campaigns::id.gt(i % 7))
                .select(campaigns::name)
                .union(Ad::for_tenant(id).select(ads::title))
        }
        by_hand(tenant) {
            campaigns::table
                .filter(campaigns::company_id.eq(tenant))
                .filter(campaigns::id.gt(i % 7))
                .select(campaigns::name)
                .union(
                    ads::table
                        .filter(ads::company_id.eq(tenant))
                        .select(ads::title),
                )
        }
        run load::<String>
    }
    window_function(i) {
        scoped(id) {
            Ad::for_tenant(id)
                .filter(ads::id.gt(i % 7))
                .select((
                    ads::title,
                    diesel::dsl::rank()
                        .partition_by(ads::campaign_id)
                        .window_order(ads::id.desc()),
                ))
        }
        by_hand(tenant) {
            ads::table
                .filter(ads::company_id.eq(tenant))
                .filter(ads::id.gt(i % 7))
                .select((
                    ads::title,
                    diesel::dsl::rank()
                        .partition_by(ads::campaign_id)
                        .window_order(ads::id.desc()),
                ))
        }
        run load::<(String, i64)>
    }
    child_select(i) {
        scoped(id) { notes::table.for_tenant(id).filter(notes::id.gt(i % 7)) }
        by_hand(tenant) {
            notes::table
                .filter(diesel::dsl::exists(
                    campaigns::table
                        .filter(campaigns::id.eq(notes::campaign_id))
                        .filter(campaigns::company_id.eq(tenant))
                        .select(one::One),
                ))
                .filter(notes::id.gt(i % 7))
        }
        run load::<(i64, i64, String)>
    }
    insert_one(i) {
        scoped(id) {
            id.insert_into(ads::table).values(NewAd {
                id: FREE + i,
                campaign_id: CAMPAIGN,
                title: "New",
            })
        }
        by_hand(tenant) {
            diesel::insert_into(ads::table).values(NewAdOfTenant {
                company_id: tenant,
                id: FREE + i,
                campaign_id: CAMPAIGN,
                title: "New",
            })
        }
        run execute
    }
    insert_hundred(i) {
        scoped(id) {
            id.insert_into(ads::table).values(
                (0..100)
                    .map(|n| NewAd {
                        id: FREE + i * 100 + n,
                        campaign_id: CAMPAIGN,
                        title: "New",
                    })
                    .collect::<Vec<_>>(),
            )
        }
        by_hand(tenant) {
            diesel::insert_into(ads::table).values(
                (0..100)
                    .map(|n| NewAdOfTenant {
                        company_id: tenant,
                        id: FREE + i * 100 + n,
                        campaign_id: CAMPAIGN,
                        title: "New",
                    })
                    .collect::<Vec<_>>(),
            )
        }
        run execute
    }
    insert_hundred_tuples(i) {
        scoped(id) {
            id.insert_into(ads::table).values(
                (0..100)
                    .map(|n| (
                        ads::id.eq(FREE + i * 100 + n),
                        ads::campaign_id.eq(CAMPAIGN),
                        ads::title.eq("New"),
                    ))
                    .collect::<Vec<_>>(),
            )
        }
        by_hand(tenant) {
            diesel::insert_into(ads::table).values(
                (0..100)
                    .map(|n| (
                        ads::company_id.eq(tenant),
                        ads::id.eq(FREE + i * 100 + n),
                        ads::campaign_id.eq(CAMPAIGN),
                        ads::title.eq("New"),
                    ))
                    .collect::<Vec<_>>(),
            )
        }
        run execute
    }
    upsert(i) {
        scoped(id) {
            id.insert_into(ads::table)
                .values(NewAd {
                    id: FREE + i % 2,
                    campaign_id: CAMPAIGN,
                    title: "New",
                })
                .on_conflict(ads::id)
                .do_update()
                .set(ads::title.eq(scoped::excluded(ads::title)))
        }
        by_hand(tenant) {
            {
                use diesel::query_dsl::methods::FilterDsl as _;
                diesel::insert_into(ads::table)
                    .values(NewAdOfTenant {
                        company_id: tenant,
                        id: FREE + i % 2,
                        campaign_id: CAMPAIGN,
                        title: "New",
                    })
                    .on_conflict(ads::id)
                    .do_update()
                    .set(ads::title.eq(excluded(ads::title)))
                    .filter(ads::company_id.eq(tenant))
            }
        }
        run execute
    }
    update_set(i) {
        scoped(id) {
            id.update(campaigns::table)
                .filter(campaigns::id.eq(CAMPAIGN))
                .set((campaigns::name.eq("Renamed"), campaigns::budget.eq(i)))
        }
        by_hand(tenant) {
            diesel::update(campaigns::table.filter(campaigns::company_id.eq(tenant)))
                .filter(campaigns::id.eq(CAMPAIGN))
                .set((campaigns::name.eq("Renamed"), campaigns::budget.eq(i)))
        }
        run execute
    }
    update_model(i) {
        given {
            let model = Campaign {
                id: CAMPAIGN,
                company_id: TENANT,
                name: String::new(),
                budget: 0,
            };
        }
        scoped(id) {
            id.update(&model).set(CampaignChanges {
                name: "Renamed",
                budget: i,
            })
        }
        by_hand(tenant) {
            diesel::update(
                campaigns::table
                    .filter(campaigns::company_id.eq(tenant))
                    .find(model.id()),
            )
            .set(CampaignChanges {
                name: "Renamed",
                budget: i,
            })
        }
        run execute
    }
    delete(i) {
        scoped(id) { id.delete(clicks::table).filter(clicks::id.eq(i)) }
        by_hand(tenant) {
            diesel::delete(clicks::table.filter(clicks::company_id.eq(tenant)))
                .filter(clicks::id.eq(i))
        }
        run execute
    }
}

/// `find`, with the scope entered for that one statement.
mod scope_and_find {
    use super::*;

    pub(super) const PAIR: Pair = Pair {
        name: "scope_and_find",
        run,
    };

    fn run(side: Side, watch: Option<Watch>, repeat: &mut Repeat<'_>) -> Outcome<()> {
        let Side::Scoped = side else {
            return find::run(side, watch, repeat);
        };
        let (mut conn, claim) = open(watch)?;
        repeat(&mut |i| {
            let i = black_box(i);
            claim.scope(&mut conn, |db| {
                Campaign::for_tenant(db.tenant())
                    .find(CAMPAIGN + i % 2)
                    .load::<Campaign>(db)
                    .map(discard)
            })
        })?;
        Ok(())
    }
}

/// `1`, as somebody who minds the cost writes it: with `sql("1")` Diesel would
/// print the statement anew on each run.
mod one {
    use diesel::backend::Backend;
    use diesel::expression::{
        AppearsOnTable, Expression, SelectableExpression, ValidGrouping, is_aggregate,
    };
    use diesel::query_builder::{AstPass, QueryFragment, QueryId};
    use diesel::result::QueryResult;
    use diesel::sql_types::Integer;

    #[derive(QueryId)]
    pub(super) struct One;

    impl Expression for One {
        type SqlType = Integer;
    }

    impl<QS> AppearsOnTable<QS> for One {}
    impl<QS> SelectableExpression<QS> for One {}

    impl<GB> ValidGrouping<GB> for One {
        type IsAggregate = is_aggregate::Never;
    }

    impl<DB: Backend> QueryFragment<DB> for One {
        fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
            out.push_sql("1");
            Ok(())
        }
    }
}
