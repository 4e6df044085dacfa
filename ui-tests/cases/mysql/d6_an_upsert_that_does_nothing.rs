// D6, G3
use ui_tests::*;

type Db<'t> = TenantConnection<'t, MysqlConnection, i64>;

fn case(db: &mut Db<'_>, new: NewCampaign) -> QueryResult<usize> {
    db.insert_into(campaigns::table)
        .values(new)
        .on_conflict_do_nothing()
        .execute(db)
}

fn main() {}
