"""The bounds of the type wall, and the UI cases that say what they refuse."""

import re

from .tables import cargo_in_tree, run_all
from .tree import Broken, errors


def bounds(wanted):
    run_all("bounds.toml", "bound", wanted, by_cases)


def by_cases(bound):
    if "beyond" in bound:
        return f"not tried: {bound['beyond']}"
    cases = [f"trybuild={case}" for case in bound["cases"]]
    passed, said = cargo_in_tree(
        "test", "-p", "ui-tests", "--all-features", "--test", "cases", "--", "cases", *cases
    )
    if passed:
        return None
    text = re.sub(r"\x1b\[[0-9;]*m", "", said)
    # The test runner says this in the middle of another line.
    text = re.sub(r"test cases has been running for over \d+ seconds\n", "", text)
    if "error: could not compile `t" in text.split("running 1 test")[0]:
        raise Broken(f"does not compile:\n{errors(text)}")
    compiled = re.findall(r"^test \S*/cases/(\S+)\.rs \.\.\. error\nExpected", text, re.M)
    if not compiled:
        # Another bound refuses it too, and says something else to the user.
        other = re.findall(r"^test \S*/cases/(\S+)\.rs .* mismatch$", text, re.M)
        return f"`{other[0]}`, by its words" if other else None
    return f"`{compiled[0]}`" + (f" and {len(compiled) - 1} more" if compiled[1:] else "")
