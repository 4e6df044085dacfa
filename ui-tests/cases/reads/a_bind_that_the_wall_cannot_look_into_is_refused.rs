// C4
use diesel::expression::AsExpression;
use diesel::sql_types::Text;
use std::rc::Rc;
use ui_tests::*;

#[derive(Debug, AsExpression)]
#[diesel(sql_type = Text)]
struct Name(Rc<std::cell::RefCell<String>>);

fn case(id: TenantId<'_, i64>, name: Name) {
    let _ = Campaign::for_tenant(id).filter(campaigns::name.eq(name));
}

fn main() {}
