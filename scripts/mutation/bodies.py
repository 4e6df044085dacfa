"""The bodies of both crates, as cargo-mutants changes them, and whatever tests there are."""

import json
import os
import re
import shutil
import subprocess
import time
import tomllib
from collections import Counter

from . import schema
from .tree import ROOT, WORK, cargo, copy_tree, die, errors, red_tests

# As it is, and as it is broken.
SOURCE = WORK / "bodies-source"
TREE = WORK / "bodies"
ENVIRONMENT = {
    "CARGO_TARGET_DIR": str(WORK / "bodies-target"),
    "TENANT_PROPERTY_STATEMENTS": "2000",
    "PROPTEST_MAX_SHRINK_ITERS": "0",
}
# A mutant that goes on forever is dead.
SECONDS = 600

# The fast and telling ones first; each stage has what the one before let live. Bodies of
# tenant-core do not change what compiles, so the UI tests are for those of the derives.
STAGES = {
    "tenant-core": {
        "regressions": "-p tests --all-features --test regressions",
        "statements on SQLite": "-p tests --all-features --test statements --test helpers "
                                "-- --skip postgres --skip mysql",
        "property": "-p tests --all-features --test non_interference",
        "async statements": "-p tests --all-features --test asynchronous",
        "tests of all databases": "-p tests --all-features",
        "unit tests": "-p tenant-core --all-features --lib",
        "examples in the documentation": "-p tenant-core --all-features --doc",
    },
    "tenant-derive": {
        "UI cases of declarations": "-p ui-tests --all-features --test cases -- cases trybuild=kinds",
        "UI cases": "-p ui-tests --all-features --test cases -- cases",
        "tests": "-p tests -p renamed-tests --all-features",
        "examples in the documentation": "-p tenant-core --all-features --doc",
    },
}


def bodies(wanted):
    if not shutil.which("cargo-mutants"):
        die("cargo-mutants is missing: `cargo install --locked cargo-mutants`")
    if "TENANT_TEST_POSTGRES_URL" not in os.environ or "TENANT_TEST_MYSQL_URL" not in os.environ:
        die('the databases are missing: `scripts/databases up; eval "$(scripts/databases env)"`')
    copy_tree(SOURCE, spelt_out)
    began, all_mutants = time.monotonic(), listed()
    mutants = [m for m in all_mutants if not wanted or any(part in m.name for part in wanted)]
    if not mutants:
        die(f"no mutant is called {' or '.join(wanted)}")
    fates = {}
    for package in STAGES:
        run_package(package, [m for m in mutants if m.file.startswith(package)], fates)
    print(f"\n{len(mutants)} mutants in {(time.monotonic() - began) / 60:.0f} minutes")
    for fate, number in Counter(fates.values()).items():
        print(f"  {number} {fate}")
    compare({m.name for m in mutants}, {name for name, fate in fates.items() if fate == "alive"})


def spelt_out(name, content):
    """cargo-mutants knows `Result` by its name, and so what a function can answer instead."""
    if not name.startswith("tenant-core/src/"):
        return content
    result = rb"-> ::core::result::Result<\1, ::diesel::result::Error>\2"
    return re.sub(rb"-> QueryResult<(.+)>( \{)?$", result, content, flags=re.M)


def listed():
    done = subprocess.run(
        ["cargo", "mutants", "--list", "--json", "--package", "tenant-core", "--package",
         "tenant-derive", "--config", str(ROOT / "mutation/mutants.toml")],
        cwd=SOURCE, check=True, capture_output=True, text=True,
    )
    return schema.listed(SOURCE, json.loads(done.stdout))


def run_package(package, mutants, fates):
    if not mutants:
        return
    # The other crate is as it is: the expectations of UI cases quote it.
    copy_tree(TREE)
    alone = [mutant for mutant in mutants if mutant.body is None]
    viable, unviable = schema.build(
        TREE, SOURCE, package, [mutant for mutant in mutants if mutant.body], **ENVIRONMENT
    )
    for mutant in unviable:
        settle(mutant, "does not compile", fates)
    for stage, arguments in STAGES[package].items():
        passed, said, _ = test(package, arguments, 0)
        if not passed:
            die(f"red without a mutation: cargo test {arguments}\n{errors(said)}{red_tests(said)}")
        viable = [m for m in viable if not killed(m, package, stage, arguments, m.number, fates)]
    for mutant in alone:
        path = TREE / mutant.file
        before, text = path.read_text(), (SOURCE / mutant.file).read_text()
        path.write_text(mutant.mutate(text, range(len(text))))
        passed, said = cargo(TREE, "check", "-p", package, "--all-features", **ENVIRONMENT)
        if not passed:
            settle(mutant, "does not compile", fates)
        elif not any(
            killed(mutant, package, stage, arguments, 0, fates)
            for stage, arguments in STAGES[package].items()
        ):
            viable.append(mutant)
        path.write_text(before)
    for mutant in viable:
        settle(mutant, "alive", fates)


def settle(mutant, fate, fates, how=""):
    fates[mutant.name] = fate
    print(f"| `{mutant.name}` | {fate}{how} |", flush=True)


def killed(mutant, package, stage, arguments, number, fates):
    passed, said, seconds = test(package, arguments, number)
    if passed:
        return False
    red = red_tests(said)
    how = f"`{red[0]}`" if red else "out of time" if passed is None else "does not build"
    settle(mutant, f"killed by the {stage}", fates, f": {how}, {seconds:.0f} s")
    return True


def test(package, arguments, number):
    """Whether the tests pass with the mutant of this number, what they say, and in what time."""
    # What one run found must not help the next.
    shutil.rmtree(TREE / "tests/tests/non_interference/regressions", ignore_errors=True)
    if package == "tenant-derive":
        # Mutants run in the compiler here, where cargo does not see them change.
        for root in [*TREE.glob("tests/**/lib.rs"), *TREE.glob("tests/tests/*.rs"),
                     *TREE.glob("tests/tests/*/main.rs")]:
            root.touch()
    began = time.monotonic()
    passed, said = cargo(
        TREE, "test", *arguments.split(), seconds=SECONDS,
        TENANT_MUTANT=str(number), **ENVIRONMENT,
    )
    return passed, said, time.monotonic() - began


def compare(mutants, alive):
    with open(ROOT / "mutation" / "survivors.toml", "rb") as file:
        argued = {survivor["mutant"] for survivor in tomllib.load(file)["survivor"]} & mutants
    for mutant in sorted(alive - argued):
        print(f"alive, and not in survivors.toml: {mutant}")
    for mutant in sorted(argued - alive):
        print(f"in survivors.toml, but dead: {mutant}")
    if alive != argued:
        die("the survivors are not those of mutation/survivors.toml")
