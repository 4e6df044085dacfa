"""All mutants of a crate in one build, of which the environment picks one when it runs.

    fn f() -> bool {                     fn f() -> bool {
        a && b                               match crate::mutant() {
    }                                            17 => { true }
                                                 18 => { a || b }
                                                 _ => { a && b }
                                             }
                                         }

A mutant whose arm does not compile is none. What cannot be picked at run time, such as a constant,
is compiled by itself.
"""

import json
import re
from collections import Counter
from dataclasses import dataclass

from .tree import cargo, die, errors

PICK = """
fn mutant() -> u32 {
    static PICKED: std::sync::OnceLock<u32> = std::sync::OnceLock::new();
    *PICKED.get_or_init(|| {
        let picked = std::env::var("TENANT_MUTANT").unwrap_or_default();
        picked.parse().unwrap_or_default()
    })
}
"""

TOKENS = re.compile(
    r"""//[^\n]*|/\*.*?\*/|r(\#+)".*?"\1|"(?:\\.|[^"\\])*"|'(?:\\[^']+|[^'\\])'|[{}]""", re.S
)


@dataclass(frozen=True)
class Mutant:
    number: int
    name: str
    file: str
    # Where the text that is replaced stands, and the body around it; none, if there is none.
    span: range
    body: range | None
    replacement: str

    def mutate(self, text, within):
        return text[within.start:self.span.start] + self.replacement + text[self.span.stop:within.stop]


def listed(tree, mutants):
    """The mutants that `cargo mutants --list --json` lists."""
    # Known by file and what is done, not by line; and one of several by its place among them.
    names = [re.sub(r":\d+:\d+:", ":", mutant["name"]) for mutant in mutants]
    repeated, seen = Counter(names), Counter()
    found = []
    for number, (mutant, name) in enumerate(zip(mutants, names), 1):
        seen[name] += 1
        if repeated[name] > 1:
            name += f", {seen[name]} of {repeated[name]}"
        text = (tree / mutant["file"]).read_text()
        span, function = offsets(text, mutant["span"]), mutant["function"]
        body = function and body_of(text, offsets(text, function["span"]))
        found.append(Mutant(number, name, mutant["file"], span, body, mutant["replacement"]))
    return found


def offsets(text, span):
    lines = text.splitlines(keepends=True)
    begin, end = (
        sum(map(len, lines[:at["line"] - 1])) + at["column"] - 1
        for at in (span["start"], span["end"])
    )
    return range(begin, end)


def body_of(text, function):
    """What is between the braces of a function; none, where an arm cannot stand for it."""
    opened, body = [], None
    for token in TOKENS.finditer(text, function.start, function.stop):
        if token[0] == "{":
            opened.append(token.end())
        elif token[0] == "}":
            body = range(opened.pop(), token.start())
    head = text[function.start:body.start]
    # The arms of a `match` are of one type, and a constant function reads no environment.
    return None if re.search(r"\bconst fn\b|-> impl\b", head) else body


def write(tree, source, mutants):
    """The sources with an arm for each mutant; the mutant of each line of an arm, by file."""
    lines = {}
    for file in {mutant.file for mutant in mutants}:
        text, parts, at, line = (source / file).read_text(), [], 0, 1
        lines[file] = {}
        of_file = [mutant for mutant in mutants if mutant.file == file]
        for body in sorted({mutant.body for mutant in of_file}, key=lambda body: body.start):
            parts.append(text[at:body.start] + "\nmatch crate::mutant() {\n")
            for mutant in of_file:
                if mutant.body == body:
                    before = sum(part.count("\n") for part in parts)
                    parts.append(f"{mutant.number} => {{\n{mutant.mutate(text, body)}\n}}\n")
                    for line in range(before + 1, before + parts[-1].count("\n") + 1):
                        lines[file][line] = mutant
            parts.append(f"_ => {{{text[body.start:body.stop]}}}\n}}\n")
            at = body.stop
        parts.append(text[at:])
        (tree / file).write_text("".join(parts))
    return lines


def build(tree, source, package, mutants, **env):
    """Writes all mutants that compile; gives them back, and those that do not."""
    # rustc does not look for errors of a later kind while there are earlier ones.
    viable, unviable = list(mutants), []
    root = f"{package}/src/lib.rs"
    (tree / root).write_text((source / root).read_text() + PICK)
    while True:
        lines = write(tree, source, viable)
        passed, said = cargo(
            tree, "check", "-p", package, "--all-features", "--message-format=json", **env
        )
        if passed:
            return viable, unviable
        wrong = {
            lines.get(span["file_name"], {}).get(line)
            for message in map(json.loads, filter(lambda line: line.startswith("{"), said.splitlines()))
            if message["reason"] == "compiler-message" and message["message"]["level"] == "error"
            for span in message["message"]["spans"] if span["is_primary"]
            for line in range(span["line_start"], span["line_end"] + 1)
        } - {None}
        if not wrong:
            die(f"does not compile, and no mutant is the reason:\n{errors(said)}")
        viable = [mutant for mutant in viable if mutant not in wrong]
        unviable += sorted(wrong, key=lambda mutant: mutant.number)
        for file in {mutant.file for mutant in wrong}:
            (tree / file).write_text((source / file).read_text())
