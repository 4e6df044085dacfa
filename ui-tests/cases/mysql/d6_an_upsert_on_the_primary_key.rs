// D6
use ui_tests::*;

type Db<'t> = TenantConnection<'t, MysqlConnection, i64>;

fn case(db: &mut Db<'_>, new: NewCampaign) -> QueryResult<usize> {
    db.insert_into(campaigns::table)
        .values(new)
        .on_conflict(campaigns::id)
        .do_update()
        .set(campaigns::name.eq("Stolen"))
        .execute(db)
}

fn main() {}
