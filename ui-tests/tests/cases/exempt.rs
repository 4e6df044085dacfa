//! What the rules do not hold for, and why.

/// Headlines that are rustc's own, by the part that identifies them, and why
/// the error is not one of the project's sentences.
pub(super) const HEADLINES_OF_RUSTC: &[(&str, &str)] = &[
    (
        "borrowed data escapes outside of",
        "two brands meet, or one leaves its closure",
    ),
    (
        "lifetime may not live long enough",
        "two brands meet, or one leaves its closure",
    ),
    (
        "temporary value dropped while borrowed",
        "two brands meet, and they come from guards",
    ),
    ("use of moved value", "a guard is used twice"),
    (
        "the method `load` exists for struct `LookUp<",
        "what is not a statement is loaded: it runs by `claim`",
    ),
    (
        "cannot find type `everybody` in module `campaigns::columns`",
        "a name behind a dot in checked SQL that is no column",
    ),
    (
        "Insertable<notes::table>` is not satisfied",
        "the red team's text for one table goes into another",
    ),
    (
        "TenantId<'_, i64>: Default` is not satisfied",
        "a trait that tokens do not have",
    ),
    (
        "this function takes 2 arguments but 1 argument was supplied",
        "a way round the wall without its reason",
    ),
    (
        "as AsChangeset>::Target == table`",
        "columns of another table are set, in Diesel's words",
    ),
    (
        "ExecuteCopyToConnection` is not satisfied",
        "an operation that tenant connections do not have",
    ),
    (
        "no method named `build_transaction` found for",
        "an operation that tenant connections do not have",
    ),
    (
        "LockingDsl<SqlLiteral",
        "a method of Diesel's that is called through its trait",
    ),
    (
        "as mutable more than once at a time",
        "the raw connection is borrowed by its scope",
    ),
    (
        "mismatched types",
        "a value of the wrong type: a key, or a key of another type",
    ),
    (
        "type mismatch in function arguments",
        "a function from claims is given keys",
    ),
    (
        "no method named `scope` found for",
        "what is not a claim opens no scope",
    ),
    (
        "Claim<i64>: Default` is not satisfied",
        "a trait that claims do not have",
    ),
    (
        "Claim<i64>: FromStr` is not satisfied",
        "a trait that claims do not have",
    ),
    (
        "type annotations needed",
        "an impl by hand of what a declaration switches off",
    ),
    ("are private", "a field of a sealed type"),
    ("is private", "a field or constructor of a sealed type"),
    (
        "cannot assign to data in a `&` reference",
        "a claim gives its key by shared reference",
    ),
    (
        "conflicting implementations of trait",
        "a table is declared twice, or an impl of the wall is written by hand",
    ),
    (
        "only traits defined in the current crate can be implemented",
        "an impl of the wall is written by hand, in another crate",
    ),
    (
        "in module `posts::columns`",
        "the attribute names a column that is not there",
    ),
    (
        "but its trait bounds were not satisfied",
        "a method of Diesel's `Connection`, called as a method: rustc names the method first",
    ),
    (
        "the `?` operator can only be applied to values that implement `Try`",
        "a future that is not awaited; rustc says to",
    ),
    (
        "unused pinned boxed `Future` trait object that must be used",
        "a future that is not awaited",
    ),
    (
        "future cannot be sent between threads safely",
        "an async scope holds what must stay on its thread",
    ),
    (
        "AppearsInFromClause<table>>::Count == Once`",
        "a column of a table that is not in the statement, in Diesel's words",
    ),
];

/// Cases with more than one error, and why.
pub(super) const SEVERAL_ERRORS: &[(&str, &str)] = &[
    (
        "attacks/e4_the_predicate_of_a_child_built_by_hand",
        "the constructor is private, and the wall refuses what it would make",
    ),
    (
        "kinds/a_table_is_declared_once",
        "with the test kit a declaration is two impls",
    ),
    (
        "attacks/e3_a_lock_of_raw_text",
        "the trait is called by name, without the inherent methods in front of it",
    ),
    (
        "asynchronous/diesels_own_transaction_does_not_open_on_an_async_connection",
        "a bound of `diesel-async`'s opaque future is reported once more where it is awaited",
    ),
    (
        "claims/a_column_that_identifies_nobody_is_no_look_up",
        "the column is an argument and a parameter of the type that is returned",
    ),
    (
        "connections/a_scope_is_not_opened_on_another_scopes_connection",
        "the connection is an argument and a parameter of what the closure takes",
    ),
    (
        "inserts/children_are_not_inserted_from_a_select",
        "the foreign key among the columns is a mistake of its own",
    ),
    (
        "joins/a_filtered_table_cannot_be_joined",
        "Diesel refuses it too, in its own words",
    ),
    (
        "kinds/a_parent_is_known_by_one_column",
        "a composite key is of another type than the foreign key, too",
    ),
    (
        "raw_sql/a_table_of_another_kind_of_tenant_is_refused",
        "the key of one kind is no value for the column of the other either",
    ),
    (
        "sealed/a_table_is_not_unwind_safe_by_hand",
        "the impl conflicts with the declaration, and with its check",
    ),
    (
        "sealed/a_tenant_column_is_not_unwind_safe_by_hand",
        "the impl conflicts with the declaration, and with its check",
    ),
    (
        "postgres/e3_a_sample_of_a_table_is_no_entry",
        "the entry is a function whose result is named by the same trait",
    ),
    (
        "postgres/e3_a_table_without_its_children_is_no_entry",
        "the entry is a function whose result is named by the same trait",
    ),
    (
        "subqueries/a_raw_subselect_is_refused_in_select",
        "rustc points at the element of the tuple, and again at the tuple",
    ),
    (
        "subqueries/diesels_own_methods_refuse_a_raw_subselect_too",
        "the trait is called by name, without the inherent method in front of it",
    ),
];

/// Cases whose headline shows a type that users do not write, and why.
pub(super) const SHOWS_A_TYPE: &[(&str, &str)] = &[
    (
        "attacks/e3_a_lock_of_raw_text",
        "the trait is called by name, and the headline is Diesel's",
    ),
    (
        "claims/a_look_up_gives_no_rows",
        "a method that is not there, of a type that the user made by `look_up`",
    ),
    (
        "testkit/the_text_of_a_red_team_goes_into_its_own_table",
        "the trait is Diesel's, and the text is what the kit handed over",
    ),
];

/// Headlines of brands that meet. A brand is invariant, so each of the two is
/// reported as too short for the other: two errors for one mistake.
pub(super) const BRANDS: &[&str] = &[
    "borrowed data escapes outside of",
    "lifetime may not live long enough",
];
