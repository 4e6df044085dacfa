//! The text of a statement that is about to be sent.

use std::fmt::Write;

use diesel::connection::DebugQuery;

/// The text alone, without what is bound.
///
/// Diesel prints the binds behind the text, as a comment. From the last such
/// comment to the end of the line nothing is SQL; where a line follows, the text
/// is left as it is. `None` is a statement that cannot be rendered: Diesel will
/// not send it.
pub(super) fn text(query: &dyn DebugQuery) -> Option<String> {
    let mut text = String::new();
    write!(text, "{query}").ok()?;
    if let Some(binds) = text.rfind(" -- binds: [") {
        let tail = text.get(binds..).unwrap_or_default();
        if !tail.contains(['\n', '\r']) {
            text.truncate(binds);
        }
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use diesel::sqlite::Sqlite;

    use super::text;

    #[test]
    fn the_binds_are_taken_off() {
        let query = diesel::sql_query("SELECT ?").bind::<diesel::sql_types::Text, _>("a\n[ -- b");
        let query = diesel::debug_query::<Sqlite, _>(&query);
        assert_eq!(text(&query).as_deref(), Some("SELECT ?"));
    }

    #[test]
    fn nothing_behind_a_comment_is_hidden() {
        let raw = "SELECT 1 -- binds: [\n FROM campaigns";
        let query = diesel::sql_query(raw);
        let query = diesel::debug_query::<Sqlite, _>(&query);
        assert_eq!(text(&query).as_deref(), Some(raw));
    }
}
