// D6, D3
use ui_tests::*;

type Db<'t> = TenantConnection<'t, MysqlConnection, i64>;

fn case(db: &mut Db<'_>, new: NewCampaign) -> QueryResult<usize> {
    db.replace_into(campaigns::table).values(new).execute(db)
}

fn main() {}
