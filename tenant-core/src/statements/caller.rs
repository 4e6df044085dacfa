//! Where a statement came from.

use std::backtrace::Backtrace;

/// Whose frames are not the program's.
const BETWEEN: &[&str] = &[
    "alloc::",
    "core::",
    "diesel::",
    "diesel_async::",
    "std::",
    "tenant_core::",
    "tokio::",
    "tracing::",
];

/// How many frames are enough to find the place.
const MOST_FRAMES: usize = 3;

/// The frames of the program that led here, the innermost first.
///
/// Diesel's events do not say who sent a statement, so the stack has to. This is
/// slow, and done once for each text with findings.
pub(super) fn frames() -> Vec<String> {
    let backtrace = Backtrace::force_capture().to_string();
    of_the_program(&backtrace)
}

/// In a printed backtrace, each frame is a line with its number and function,
/// and a line `at file:line` where that is known.
fn of_the_program(backtrace: &str) -> Vec<String> {
    let mut frames = Vec::new();
    let mut function = None;
    for line in backtrace.lines().map(str::trim) {
        if let Some(place) = line.strip_prefix("at ") {
            if let Some(function) = function.take() {
                frames.push(format!("{function} ({place})"));
            }
        } else if let Some((_, name)) = line.split_once(": ") {
            // `<A as B>::f` is a frame of whose `A` or `B` is.
            let of = name.trim_start_matches('<').trim_start_matches("dyn ");
            let between = BETWEEN
                .iter()
                .any(|krate| of.starts_with(krate) || of.contains(&format!(" as {krate}")));
            function = (!between && !of.starts_with("__rust") && of.contains("::"))
                .then(|| name.to_owned());
        }
        if frames.len() == MOST_FRAMES {
            break;
        }
    }
    frames
}

#[cfg(test)]
mod tests {
    use super::of_the_program;

    #[test]
    fn only_the_programs_own_frames_stay() {
        let backtrace = "   0: std::backtrace::Backtrace::create
             at /rustc/1/library/std/src/backtrace.rs:331:13
   1: tenant_core::statements::caller::frames
             at ./src/statements/caller.rs:25:21
   2: <diesel::pg::PgConnection as diesel::Connection>::load
             at /registry/diesel/src/pg/mod.rs:1:1
   3: <T as diesel::query_dsl::load_dsl::LoadQuery<Conn,U,B>>::internal_load
             at /registry/diesel/src/load_dsl.rs:1:1
   4: shop::orders::list
             at ./src/orders.rs:42:10
   5: main
   6: __libc_start_call_main";
        assert_eq!(
            of_the_program(backtrace),
            ["shop::orders::list (./src/orders.rs:42:10)"]
        );
    }
}
