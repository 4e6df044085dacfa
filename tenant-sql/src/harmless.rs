//! The databases' own functions that read no table, run no SQL and set nothing.

use std::collections::HashSet;
use std::sync::OnceLock;

use crate::Dialect;

/// Is the function, in small letters, known to be harmless?
pub(crate) fn is(dialect: Dialect, name: &str) -> bool {
    static SETS: OnceLock<[HashSet<&'static str>; 3]> = OnceLock::new();
    let [sqlite, postgres, mysql] = SETS.get_or_init(|| {
        [SQLITE, POSTGRES, MYSQL].map(|own| {
            EVERYWHERE
                .split_whitespace()
                .chain(own.split_whitespace())
                .collect()
        })
    });
    let set = match dialect {
        Dialect::Sqlite => sqlite,
        Dialect::Postgres => postgres,
        Dialect::Mysql => mysql,
    };
    set.contains(name)
}

/// Is the type, in small letters, one of PostgreSQL's or of a well-known extension?
/// None of them has a cast that reads a table, unless somebody adds one.
pub(crate) fn is_type(name: &str) -> bool {
    static TYPES: OnceLock<HashSet<&'static str>> = OnceLock::new();
    let types = TYPES.get_or_init(|| {
        let mut types: HashSet<_> = POSTGRES_TYPES.split_whitespace().collect();
        types.extend([
            "bit varying",
            "character varying",
            "char varying",
            "double precision",
            "time with time zone",
            "time without time zone",
            "timestamp with time zone",
            "timestamp without time zone",
        ]);
        types
    });
    types.contains(name)
}

const POSTGRES_TYPES: &str = "
    smallint int2 int integer int4 bigint int8 numeric decimal dec real float float4 float8
    money boolean bool text varchar character char bpchar name bytea bit varbit
    date time timetz timestamp timestamptz interval uuid json jsonb jsonpath xml
    inet cidr macaddr macaddr8 point line lseg box path polygon circle
    int4range int8range numrange tsrange tstzrange daterange
    int4multirange int8multirange nummultirange tsmultirange tstzmultirange datemultirange
    tsvector tsquery oid regclass regconfig regnamespace regoper regproc regprocedure regrole
    regtype xid xid8 pg_lsn
    citext hstore ltree lquery ltxtquery cube isbn geometry geography vector halfvec sparsevec
";

const EVERYWHERE: &str = "
    count sum avg min max total
    row_number rank dense_rank percent_rank cume_dist ntile lag lead
    first_value last_value nth_value
    coalesce nullif greatest least
    abs ceil ceiling floor round sign sqrt power pow exp ln log log10 log2 mod pi
    sin cos tan asin acos atan atan2 degrees radians trunc
    lower upper length char_length character_length octet_length trim ltrim rtrim
    substr substring replace reverse repeat concat concat_ws left right lpad rpad
    position instr ascii hex
    cast convert current_date current_time current_timestamp now
    exists not any all some array row values
";

const SQLITE: &str = "
    group_concat string_agg ifnull iif if char glob like likelihood likely unlikely
    printf format quote random randomblob round typeof unicode unhex zeroblob soundex
    date time datetime julianday strftime unixepoch timediff
    json jsonb json_array jsonb_array json_array_length json_extract jsonb_extract
    json_insert jsonb_insert json_object jsonb_object json_patch jsonb_patch json_remove
    jsonb_remove json_replace jsonb_replace json_set jsonb_set json_type json_valid json_quote
    json_pretty json_error_position json_group_array jsonb_group_array json_group_object
    jsonb_group_object json_each json_tree jsonb_each jsonb_tree generate_series
    sqlite_version median percentile percentile_cont
    percentile_disc acosh asinh atanh cosh sinh tanh bm25 highlight snippet concat octet_length
";

const POSTGRES: &str = "
    array_agg string_agg json_agg jsonb_agg json_object_agg jsonb_object_agg json_agg_strict
    jsonb_agg_strict bool_and bool_or every bit_and bit_or bit_xor any_value range_agg
    range_intersect_agg grouping mode percentile_cont percentile_disc
    stddev stddev_pop stddev_samp variance var_pop var_samp corr covar_pop covar_samp
    regr_avgx regr_avgy regr_count regr_intercept regr_r2 regr_slope regr_sxx regr_sxy regr_syy
    cbrt div factorial gcd lcm scale min_scale trim_scale width_bucket random
    random_normal sinh cosh tanh asinh acosh atanh sind cosd tand cot cotd atand acosd asind
    bit_length btrim chr initcap strpos split_part starts_with translate to_hex to_ascii overlay
    normalize quote_ident quote_literal quote_nullable format md5 sha224 sha256 sha384 sha512
    encode decode convert_from convert_to get_byte set_byte get_bit set_bit unistr
    regexp_count regexp_instr regexp_like regexp_match regexp_matches regexp_replace
    regexp_split_to_array regexp_split_to_table regexp_substr string_to_array string_to_table
    to_char to_date to_number to_timestamp
    age clock_timestamp statement_timestamp transaction_timestamp timeofday localtime
    localtimestamp date_bin date_part date_trunc date_add date_subtract extract isfinite
    justify_days justify_hours justify_interval make_date make_interval make_time make_timestamp
    make_timestamptz timezone date timestamp timestamptz interval
    current_user current_role session_user user current_catalog current_schema current_database
    current_setting pg_backend_pid version txid_current pg_current_xact_id
    array_append array_cat array_dims array_fill array_length array_lower array_ndims
    array_position array_positions array_prepend array_remove array_replace array_sample
    array_shuffle array_to_string array_upper cardinality trim_array unnest
    generate_series generate_subscripts
    to_json to_jsonb array_to_json row_to_json json_build_array jsonb_build_array
    json_build_object jsonb_build_object json_object jsonb_object json_array json_objectagg
    json_arrayagg json_scalar json_serialize json_exists json_query json_value json_table
    json_array_elements jsonb_array_elements json_array_elements_text jsonb_array_elements_text
    json_array_length jsonb_array_length json_each jsonb_each json_each_text jsonb_each_text
    json_extract_path jsonb_extract_path json_extract_path_text jsonb_extract_path_text
    json_object_keys jsonb_object_keys json_populate_record jsonb_populate_record
    json_populate_recordset jsonb_populate_recordset json_to_record jsonb_to_record
    json_to_recordset jsonb_to_recordset jsonb_set jsonb_set_lax jsonb_insert jsonb_pretty
    json_strip_nulls jsonb_strip_nulls json_typeof jsonb_typeof jsonb_path_exists jsonb_path_match
    jsonb_path_query jsonb_path_query_array jsonb_path_query_first jsonb_path_exists_tz
    jsonb_path_match_tz jsonb_path_query_tz jsonb_concat
    lower_inc upper_inc lower_inf upper_inf isempty range_merge multirange int4range int8range
    numrange tsrange tstzrange daterange
    to_tsvector to_tsquery plainto_tsquery phraseto_tsquery websearch_to_tsquery ts_rank
    ts_rank_cd ts_headline setweight strip numnode querytree array_to_tsvector tsvector_to_array
    similarity word_similarity strict_word_similarity show_trgm unaccent levenshtein soundex
    metaphone dmetaphone gen_random_uuid uuidv4 uuidv7 uuid_generate_v4 uuid_generate_v1
    uuid_extract_timestamp uuid_extract_version gen_salt crypt digest hmac gen_random_bytes
    nextval
    pg_advisory_lock pg_advisory_lock_shared pg_advisory_unlock pg_advisory_unlock_shared
    pg_advisory_unlock_all pg_advisory_xact_lock pg_advisory_xact_lock_shared
    pg_try_advisory_lock pg_try_advisory_lock_shared pg_try_advisory_xact_lock
    pg_try_advisory_xact_lock_shared hashtext hashtextextended pg_typeof num_nulls num_nonnulls
    host hostmask masklen netmask network broadcast abbrev family text int4 int8 numeric
    inet_merge inet_same_family point box circle line lseg path polygon area center
    xmlelement xmlforest xmlagg xmlconcat xmlcomment merge_action
";

const MYSQL: &str = "
    group_concat json_arrayagg json_objectagg bit_and bit_or bit_xor any_value grouping
    std stddev stddev_pop stddev_samp variance var_pop var_samp median percentile_cont
    percentile_disc ifnull if isnull nullif truncate rand crc32 conv cot bin oct
    bit_count bit_length lcase ucase locate field find_in_set elt make_set mid space strcmp
    insert substring_index format from_base64 to_base64 unhex ord quote regexp_like regexp_instr
    regexp_replace regexp_substr soundex char export_set weight_string
    adddate addtime convert_tz curdate curtime date date_add date_format date_sub datediff day
    dayname dayofmonth dayofweek dayofyear extract from_days from_unixtime get_format hour
    last_day localtime localtimestamp makedate maketime microsecond minute month monthname
    period_add period_diff quarter sec_to_time second str_to_date subdate subtime sysdate time
    time_format time_to_sec timediff timestamp timestampadd timestampdiff to_days to_seconds
    unix_timestamp utc_date utc_time utc_timestamp week weekday weekofyear year yearweek
    interval
    json_array json_array_append json_array_insert json_contains json_contains_path json_depth
    json_extract json_insert json_keys json_length json_merge_patch json_merge_preserve
    json_object json_overlaps json_pretty json_quote json_remove json_replace json_schema_valid
    json_search json_set json_storage_size json_type json_unquote json_valid json_value
    json_table json_exists json_query json_detailed json_compact
    md5 sha sha1 sha2 aes_encrypt aes_decrypt random_bytes compress uncompress
    uuid uuid_short uuid_to_bin bin_to_uuid is_uuid inet_aton inet_ntoa inet6_aton inet6_ntoa
    is_ipv4 is_ipv6 connection_id current_user user
    session_user database schema version charset collation coercibility
    get_lock release_lock release_all_locks is_free_lock is_used_lock
    match values default st_x st_y st_distance st_contains st_within
";
