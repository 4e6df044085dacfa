"""The mutations that are written down: texts, and what replaces them."""

import sys
import tomllib

from .tree import ROOT, WORK, Broken, cargo, copy_tree, die

TREE = WORK / "tree"


def cargo_in_tree(*args):
    return cargo(
        TREE, *args, CARGO_TARGET_DIR=str(WORK / "target"), CARGO_PROFILE_DEV_DEBUG="0"
    )


def run_all(name, key, wanted, look):
    """Prints a row of a table for each mutation: its name, and who noticed."""
    copy_tree(TREE)
    unnoticed, broken = [], []
    for mutation in read(name, key, wanted):
        try:
            with Mutated(mutation):
                noticed = look(mutation)
        except Broken as error:
            broken.append(f"{mutation['name']}: {error}")
            noticed = "broken"
        if not noticed:
            unnoticed.append(mutation["name"])
        print(f"| {mutation['name']} | {noticed or 'NOT NOTICED'} |", flush=True)
    for error in broken:
        print(error, file=sys.stderr)
    if unnoticed or broken:
        die(f"{len(unnoticed)} unnoticed, {len(broken)} broken: {'; '.join(unnoticed)}")


def read(name, key, wanted):
    with open(ROOT / "mutation" / name, "rb") as file:
        mutations = tomllib.load(file)[key]
    chosen = [m for m in mutations if not wanted or any(part in m["name"] for part in wanted)]
    if not chosen:
        die(f"nothing in {name} is called {' or '.join(wanted)}")
    return chosen


class Mutated:
    """The copy with one mutation in it, until it is left."""

    def __init__(self, mutation):
        self.path = TREE / mutation["file"]
        self.before = self.path.read_text()
        self.after = self.before
        for edit in mutation.get("edit", [mutation]):
            found = self.after.count(edit["old"])
            if not (found == 1 or found > 1 and edit.get("all")):
                raise Broken(f"found {found} times in {mutation['file']}:\n{edit['old']}")
            self.after = self.after.replace(edit["old"], edit["new"])

    def __enter__(self):
        self.path.write_text(self.after)

    def __exit__(self, *_):
        self.path.write_text(self.before)
