//! Each message of the wall is seen in a case: a refusal that no program runs into
//! is not tested.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use super::{files, fits, headlines, sources, text};

/// Labels that no case can show, and why.
const OUT_OF_REACH: &[(&str, &str)] = &[
    (
        "not a row of columns and values",
        "rows of over 64 columns, which Diesel has with a feature only",
    ),
    (
        "neither a `SqliteConnection` nor a `PgConnection` nor a `MysqlConnection`",
        "the catalogue, whose feature is off here; it refuses nothing of the wall",
    ),
];

/// What a trait says where it is not implemented.
#[derive(Debug)]
struct Message {
    headline: String,
    label: String,
}

#[test]
fn each_message_of_the_wall_is_seen() {
    let messages = messages();
    assert!(messages.len() > 20, "found {messages:?}");
    let errors: Vec<_> = files("stderr")
        .iter()
        .map(|file| (headlines(file), text(file)))
        .collect();
    let mut wrong = Vec::new();
    for Message { headline, label } in &messages {
        let seen = errors.iter().any(|(headlines, text)| {
            headlines.iter().any(|line| fits(headline, line)) && text.contains(label)
        });
        let exempt = OUT_OF_REACH.iter().any(|(out, _)| out == label);
        if seen == exempt {
            let how = if seen { "seen, but listed" } else { "no case" };
            wrong.push(format!("{how}: {headline} ({label})"));
        }
    }
    for (label, _) in OUT_OF_REACH {
        if !messages.iter().any(|message| message.label == *label) {
            wrong.push(format!("listed, but not there: {label}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The messages in the sources of the runtime crate.
fn messages() -> Vec<Message> {
    let mut found = Vec::new();
    for source in sources("tenant-core") {
        attributes(source, &mut found);
    }
    found
}

/// Finds `#[diagnostic::on_unimplemented(..)]`, wherever it stands.
fn attributes(tokens: TokenStream, found: &mut Vec<Message>) {
    let mut named = false;
    for token in tokens {
        if let TokenTree::Group(group) = &token {
            if named && group.delimiter() == Delimiter::Parenthesis {
                found.push(message(group.stream()));
            } else {
                attributes(group.stream(), found);
            }
        }
        named = matches!(&token, TokenTree::Ident(name) if name == "on_unimplemented");
    }
}

fn message(attribute: TokenStream) -> Message {
    let value = |key: &str| {
        let mut found = Vec::new();
        super::literals(attribute.clone(), Some(key), &mut found);
        found.pop().unwrap_or_default()
    };
    Message {
        headline: value("message"),
        label: value("label"),
    }
}
