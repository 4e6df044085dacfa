"""The guards in the SQL, and the property that finds what they let out."""

import json
import os
import re
import shutil
import statistics
import subprocess

from .tables import TREE, cargo_in_tree, run_all
from .tree import Broken, errors, red_tests

SEEDS = int(os.environ.get("SEEDS", "3"))
STATEMENTS = os.environ.get("STATEMENTS", "10000")


def guards(wanted):
    def look(guard):
        return by_tests(guard) if "beyond" in guard else by_property()

    run_all("guards.toml", "guard", wanted, look)


def by_property():
    built, said = cargo_in_tree(
        "test", "-p", "tests", "--test", "non_interference", "--no-run", "--message-format=json",
    )
    if not built:
        raise Broken(f"does not compile:\n{errors(said)}")
    artifacts = (json.loads(line) for line in said.splitlines() if line.startswith("{"))
    program = [a["executable"] for a in artifacts if a.get("executable")][-1]
    runs = []
    for seed in range(1, SEEDS + 1):
        # What one run found must not help the next.
        shutil.rmtree(TREE / "tests/tests/non_interference/regressions", ignore_errors=True)
        done = subprocess.run(
            [program, "sqlite"], cwd=TREE / "tests", text=True, capture_output=True,
            env=os.environ | {
                "PROPTEST_RNG_SEED": str(seed), "TENANT_PROPERTY_STATEMENTS": STATEMENTS,
                "PROPTEST_MAX_SHRINK_ITERS": "0",
            },
        )
        found = re.search(r"found after (\d+) statements, ([\d.]+) s", done.stdout + done.stderr)
        if not found:
            return None
        runs.append((int(found[1]), float(found[2])))
    after = statistics.median(run[0] for run in runs)
    seconds = statistics.median(run[1] for run in runs)
    return f"{after:.0f} statements, {seconds:.2f} s"


def by_tests(guard):
    passed, said = cargo_in_tree("test", "-p", "tests", *guard["tests"].split())
    if "error: could not compile" in said:
        raise Broken(f"does not compile:\n{errors(said)}")
    red = red_tests(said)
    return None if passed else f"by `{red[0]}`" + (f" and {len(red) - 1} more" if red[1:] else "")
