//! Kinds of tenant: how a key reaches PostgreSQL, and under which name.

use std::any::Any;

use diesel::pg::{Pg, PgMetadataLookup, PgTypeMetadata};
use diesel::query_builder::BindCollector;
use diesel::query_builder::bind_collector::RawBytesBindCollector;
use diesel::result::{Error, QueryResult};
use diesel::serialize::ToSql;
use diesel::sql_types::{BigInt, Integer, SmallInt, Text, Uuid};

/// A kind of tenant that can be bound to PostgreSQL: the type of its key.
///
/// Each kind has a setting of its own, `tenant_core.<NAME>`, so that company 1
/// and user 1 are not the same to the policies. The integers, `String` and, with
/// the feature `uuid`, `Uuid` are kinds already; a newtype becomes one in two
/// lines.
///
/// ```
/// use diesel::deserialize::FromSqlRow;
/// use diesel::expression::AsExpression;
/// use diesel::pg::Pg;
/// use diesel::serialize::{self, Output, ToSql};
/// use diesel::sql_types::Text;
/// use tenant_core::rls::TenantKind;
///
/// #[derive(Debug, Clone, AsExpression)]
/// #[diesel(sql_type = Text)]
/// struct OrgHandle(String);
///
/// impl ToSql<Text, Pg> for OrgHandle {
///     fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
///         ToSql::<Text, Pg>::to_sql(&self.0, out)
///     }
/// }
///
/// impl TenantKind for OrgHandle {
///     const NAME: &'static str = "org";
///     type SqlType = Text;
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "nothing says how a tenant of this kind is bound to the database",
    label = "the key type names no setting",
    note = "implement `tenant_core::rls::TenantKind` for the key type: a `NAME` and the `SqlType` of the key"
)]
pub trait TenantKind {
    /// The name of the kind: lower-case letters, digits and `_`.
    ///
    /// It is part of the names in the database; a change of it is a migration.
    const NAME: &'static str;

    /// The SQL type of the key.
    type SqlType: KeySqlType;
}

/// A SQL type that a tenant key can have in PostgreSQL.
pub trait KeySqlType: sealed::KeySqlType {}

impl<ST: sealed::KeySqlType> KeySqlType for ST {}

pub(super) mod sealed {
    use diesel::pg::Pg;
    use diesel::result::QueryResult;
    use diesel::serialize::ToSql;

    /// What the public trait keeps to itself.
    #[diagnostic::on_unimplemented(
        message = "a tenant key of this SQL type cannot be bound to PostgreSQL",
        label = "not `SmallInt`, `Integer`, `BigInt`, `Text` or `Uuid`",
        note = "give the tenants a key of one of these types"
    )]
    pub trait KeySqlType: Sized {
        /// The name of the type in PostgreSQL.
        const POSTGRES: &'static str;

        /// An expression for the key in the setting whose text is `{}`: `NULL`
        /// where it is no key.
        const FROM_SETTING: &'static str;

        /// What the setting holds for a key whose SQL is `key`.
        const TO_SETTING: &'static str = "key::text";

        /// The key as SQL, where `{}` is what the setting holds for it.
        const LITERAL: &'static str = "'{}'";

        /// What the setting holds for the bytes into which Diesel serialized a
        /// key: digits alone. `None` for bytes that are no value of the type.
        fn setting(bytes: &[u8]) -> Option<String>;

        /// The bytes of a key.
        fn serialized<K: ToSql<Self, Pg>>(key: &K) -> QueryResult<Option<Vec<u8>>>;
    }
}

macro_rules! serialized {
    () => {
        fn serialized<K: ToSql<Self, Pg>>(key: &K) -> QueryResult<Option<Vec<u8>>> {
            let mut binds = RawBytesBindCollector::<Pg>::new();
            binds.push_bound_value::<Self, K>(key, &mut NoLookUp)?;
            Ok(binds.binds.pop().flatten())
        }
    };
}

macro_rules! integers {
    ($($ST:ty, $integer:ty, $postgres:literal, $safe:literal, $digits:literal, $min:literal, $max:literal;)+) => {$(
        impl sealed::KeySqlType for $ST {
            const POSTGRES: &'static str = $postgres;
            const FROM_SETTING: &'static str = concat!(
                "CASE WHEN {} OPERATOR(pg_catalog.~) '^-?[0-9]{1,", $safe, "}$' THEN {}::", $postgres, "\n",
                "    WHEN {} OPERATOR(pg_catalog.~) '^-?[0-9]{", $digits, "}$' THEN\n",
                "      CASE WHEN {}::numeric OPERATOR(pg_catalog.>=) ", $min, "\n",
                "        AND {}::numeric OPERATOR(pg_catalog.<=) ", $max, " THEN {}::", $postgres, " END\n",
                "    END",
            );

            fn setting(bytes: &[u8]) -> Option<String> {
                let key = <$integer>::from_be_bytes(bytes.try_into().ok()?);
                Some(key.to_string())
            }

            serialized!();
        }
    )+};
}

integers! {
    SmallInt, i16, "smallint", "4", "5", "-32768", "32767";
    Integer, i32, "integer", "9", "10", "-2147483648", "2147483647";
    BigInt, i64, "bigint", "18", "19", "-9223372036854775808", "9223372036854775807";
}

/// In hexadecimal digits, so that a text is never text of a statement.
impl sealed::KeySqlType for Text {
    const POSTGRES: &'static str = "text";
    const FROM_SETTING: &'static str = "CASE WHEN {} OPERATOR(pg_catalog.~) '^([0-9a-f]{2})+$'\n    \
         THEN pg_catalog.convert_from(pg_catalog.decode({}, 'hex'), 'UTF8') END";
    const TO_SETTING: &'static str = "pg_catalog.encode(pg_catalog.convert_to(key, 'UTF8'), 'hex')";
    const LITERAL: &'static str = "pg_catalog.convert_from(pg_catalog.decode('{}', 'hex'), 'UTF8')";

    fn setting(bytes: &[u8]) -> Option<String> {
        // An empty setting is one that was not set.
        (!bytes.is_empty()).then(|| hex(bytes))
    }

    serialized!();
}

impl sealed::KeySqlType for Uuid {
    const POSTGRES: &'static str = "uuid";
    const FROM_SETTING: &'static str =
        "CASE WHEN {} OPERATOR(pg_catalog.~) '^[0-9a-f]{32}$' THEN {}::uuid END";
    const TO_SETTING: &'static str = "pg_catalog.replace(key::text, '-', '')";

    fn setting(bytes: &[u8]) -> Option<String> {
        (bytes.len() == 16).then(|| hex(bytes))
    }

    serialized!();
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

macro_rules! kinds {
    ($($key:ty = $name:literal, $ST:ty;)+) => {
        $(
            impl TenantKind for $key {
                const NAME: &'static str = $name;
                type SqlType = $ST;
            }
        )+

        impl Kind {
            /// The kinds that need no impl.
            pub(super) fn built_in() -> Vec<Self> {
                vec![
                    $(Self::of::<$key>(),)+
                    #[cfg(feature = "uuid")]
                    Self::of::<uuid::Uuid>(),
                ]
            }
        }
    };
}

kinds! {
    i16 = "i16", SmallInt;
    i32 = "i32", Integer;
    i64 = "i64", BigInt;
    String = "string", Text;
}

#[cfg(feature = "uuid")]
impl TenantKind for uuid::Uuid {
    const NAME: &'static str = "uuid";
    type SqlType = Uuid;
}

/// A kind of tenant as data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Kind {
    /// The Rust type of the key, as the registry has it.
    pub(super) key: &'static str,
    pub(super) name: &'static str,
    pub(super) postgres: &'static str,
    from_setting: &'static str,
    to_setting: &'static str,
}

impl Kind {
    pub(super) fn of<K: TenantKind>() -> Self {
        Self {
            key: std::any::type_name::<K>(),
            name: K::NAME,
            postgres: <K::SqlType as sealed::KeySqlType>::POSTGRES,
            from_setting: <K::SqlType as sealed::KeySqlType>::FROM_SETTING,
            to_setting: <K::SqlType as sealed::KeySqlType>::TO_SETTING,
        }
    }

    /// The setting that holds the key of the tenant that is bound.
    pub(super) fn setting(&self) -> String {
        format!("tenant_core.{}", self.name)
    }

    /// The function that gives the key of the tenant that is bound, or `NULL`.
    pub(super) fn key_function(&self) -> String {
        format!("key_{}", self.name)
    }

    /// The function that binds a tenant.
    pub(super) fn bind_function(&self) -> String {
        format!("bind_{}", self.name)
    }

    /// What the setting holds for the argument `key`, as SQL.
    pub(super) fn to_setting(&self) -> &'static str {
        self.to_setting
    }

    /// The key in the setting, as SQL.
    pub(super) fn bound_key(&self) -> String {
        let setting = format!("pg_catalog.current_setting('{}', true)", self.setting());
        self.from_setting.replace("{}", &setting)
    }
}

/// What the setting holds for a key: digits alone, whatever its text.
///
/// # Errors
///
/// A [`SerializationError`](Error::SerializationError) of the key, also where it
/// is empty.
pub(super) fn setting<K>(key: &K) -> QueryResult<String>
where
    K: TenantKind + ToSql<K::SqlType, Pg>,
{
    <K::SqlType as sealed::KeySqlType>::serialized(key)?
        .and_then(|bytes| <K::SqlType as sealed::KeySqlType>::setting(&bytes))
        .ok_or_else(|| Error::SerializationError("the tenant key is empty, or none".into()))
}

/// The key as SQL, from what the setting holds for it.
pub(super) fn literal<K: TenantKind>(setting: &str) -> String {
    <K::SqlType as sealed::KeySqlType>::LITERAL.replace("{}", setting)
}

/// Nothing has to be looked up: the types of keys have fixed numbers.
struct NoLookUp;

impl PgMetadataLookup for NoLookUp {
    fn lookup_type(&mut self, _: &str, _: Option<&str>) -> PgTypeMetadata {
        PgTypeMetadata::new(0, 0)
    }

    fn as_any<'a>(&mut self) -> &mut (dyn Any + 'a)
    where
        Self: 'a,
    {
        self
    }
}
