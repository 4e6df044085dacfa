//! SQL text: names, literals, bodies.

/// A name, quoted.
pub(super) fn identifier(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// A list of names, quoted.
pub(super) fn identifiers<'a>(names: impl IntoIterator<Item = &'a String>) -> String {
    let quoted: Vec<_> = names.into_iter().map(|name| identifier(name)).collect();
    quoted.join(", ")
}

/// A string literal that means the same whatever the server's settings.
pub(super) fn text(value: &str) -> String {
    let quoted = value.replace('\'', "''");
    if quoted.contains('\\') {
        format!("E'{}'", quoted.replace('\\', "\\\\"))
    } else {
        format!("'{quoted}'")
    }
}

/// A body of a function.
pub(super) fn dollar_quoted(body: &str) -> String {
    format!("$tenant_core$\n{body}\n$tenant_core$")
}
