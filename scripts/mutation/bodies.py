"""The bodies of both crates, as cargo-mutants changes them, and whatever tests there are."""

import json
import os
import re
import shutil
import subprocess
import time
import tomllib
from collections import Counter
from dataclasses import dataclass

from . import schema
from .tree import ROOT, WORK, cargo, copy_tree, die, errors, red_tests

# As it is; what is broken stands beside it, a copy for each crate.
SOURCE = WORK / "source"
# A mutant that goes on forever is dead.
SECONDS = 600


@dataclass(frozen=True)
class Stage:
    name: str
    arguments: str
    # The files whose mutants it is for.
    files: str = ""


SCOPES = r"tenant-core/src/(?!asynchronous)"
# The fast and telling ones first; each stage has what the one before let live. Bodies of
# tenant-core do not change what compiles, so the UI cases are for those of the derives.
STAGES = {
    "tenant-core": [
        Stage("regressions", "-p tests --all-features --test regressions", SCOPES),
        Stage("statements on SQLite", "-p tests --all-features --test statements --test helpers "
              "-- --skip postgres --skip mysql", SCOPES),
        Stage("property", "-p tests --all-features --test non_interference -- sqlite", SCOPES),
        Stage("statements on PostgreSQL and MariaDB",
              "-p tests --all-features --test statements -- --skip sqlite", SCOPES),
        Stage("async statements", "-p tests --all-features --test asynchronous"),
        Stage("other tests", "-p tests --all-features"),
        Stage("unit tests", "-p tenant-core --all-features --lib"),
        Stage("documentation", "-p tenant-core --all-features --doc"),
    ],
    "tenant-derive": [
        Stage("UI cases of declarations and raw SQL",
              "-p ui-tests --all-features --test cases -- cases trybuild=kinds trybuild=raw_sql"),
        Stage("twins of UI cases", "-p ui-tests --all-features --test twins"),
        Stage("documentation", "-p tenant-core --all-features --doc"),
        Stage("tests", "-p tests -p renamed-tests --all-features"),
        Stage("other UI cases", "-p ui-tests --all-features --test cases -- cases"),
    ],
}


def bodies(wanted):
    if not shutil.which("cargo-mutants"):
        die("cargo-mutants is missing: `cargo install --locked cargo-mutants`")
    if "TENANT_TEST_POSTGRES_URL" not in os.environ or "TENANT_TEST_MYSQL_URL" not in os.environ:
        die('the databases are missing: `scripts/databases up; eval "$(scripts/databases env)"`')
    copy_tree(SOURCE, spelt_out)
    began = time.monotonic()
    mutants = [m for m in listed() if not wanted or any(part in m.name for part in wanted)]
    if not mutants:
        die(f"no mutant is called {' or '.join(wanted)}")
    fates = {}
    for package in STAGES:
        of_package = [mutant for mutant in mutants if mutant.file.startswith(package)]
        if of_package:
            fates |= Run(package).all(of_package)
    print(f"\n{len(mutants)} mutants in {(time.monotonic() - began) / 60:.0f} minutes")
    for fate, number in Counter(fates.values()).items():
        print(f"  {number} {fate}")
    compare({mutant.name for mutant in mutants}, {name for name in fates if fates[name] == "alive"})


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


class Run:
    """The mutants of one crate; the other is as it is, because expectations of UI cases quote it."""

    def __init__(self, package):
        self.package = package
        self.tree = WORK / package
        self.environment = {
            "CARGO_TARGET_DIR": str(WORK / f"{package}-target"),
            "TENANT_PROPERTY_STATEMENTS": "2000",
            "PROPTEST_MAX_SHRINK_ITERS": "0",
        }
        self.fates = {}

    def all(self, mutants):
        copy_tree(self.tree)
        viable, unviable = schema.build(
            self.tree, SOURCE, self.package, [m for m in mutants if m.body], **self.environment
        )
        for mutant in unviable:
            self.settle(mutant, "does not compile")
        for stage in STAGES[self.package]:
            for_it = [mutant for mutant in viable if re.match(stage.files, mutant.file)]
            if for_it:
                self.unmutated(stage)
            for mutant in for_it:
                if self.killed(mutant, stage, mutant.number):
                    viable.remove(mutant)
        for mutant in mutants:
            if not mutant.body and not self.dead_alone(mutant):
                viable.append(mutant)
        for mutant in viable:
            self.settle(mutant, "alive")
        return self.fates

    def dead_alone(self, mutant):
        """Whether a mutant that cannot be picked at run time dies, or is none."""
        path = self.tree / mutant.file
        before, text = path.read_text(), (SOURCE / mutant.file).read_text()
        path.write_text(mutant.mutate(text, range(len(text))))
        try:
            passed, _ = self.cargo("check", "-p", self.package, "--all-features")
            if not passed:
                self.settle(mutant, "does not compile")
                return True
            stages = [s for s in STAGES[self.package] if re.match(s.files, mutant.file)]
            return any(self.killed(mutant, stage, 0) for stage in stages)
        finally:
            path.write_text(before)

    def unmutated(self, stage):
        # It builds the tests, which takes its time.
        passed, said = self.test(stage, 0, seconds=None)
        if not passed:
            die(f"red without a mutation: cargo test {stage.arguments}\n"
                f"{errors(said)}{red_tests(said)}")

    def killed(self, mutant, stage, number):
        passed, said = self.test(stage, number)
        if passed:
            return False
        red = red_tests(said)
        how = f"`{red[0]}`" if red else "out of time" if passed is None else "does not build"
        self.settle(mutant, f"killed by the {stage.name}", f": {how}")
        return True

    def settle(self, mutant, fate, how=""):
        self.fates[mutant.name] = fate
        print(f"| `{mutant.name}` | {fate}{how} |", flush=True)

    def test(self, stage, number, seconds=SECONDS):
        """Whether the tests pass with the mutant of this number, and what they say."""
        # What one run of the property found must not help the next.
        shutil.rmtree(
            self.tree / "tests/tests/non_interference/regressions", ignore_errors=True
        )
        if self.package == "tenant-derive":
            # Its mutants run in the compiler, and cargo does not see them change.
            for roots in ("tests/**/lib.rs", "*tests/tests/*.rs", "tests/tests/*/main.rs"):
                for root in self.tree.glob(roots):
                    root.touch()
        return self.cargo(
            "test", *stage.arguments.split(), seconds=seconds, TENANT_MUTANT=str(number)
        )

    def cargo(self, *args, **others):
        return cargo(self.tree, *args, **others, **self.environment)


def compare(mutants, alive):
    with open(ROOT / "mutation" / "survivors.toml", "rb") as file:
        argued = {survivor["mutant"] for survivor in tomllib.load(file)["survivor"]} & mutants
    for mutant in sorted(alive - argued):
        print(f"alive, and not in survivors.toml: {mutant}")
    for mutant in sorted(argued - alive):
        print(f"in survivors.toml, but dead: {mutant}")
    if alive != argued:
        die("the survivors are not those of mutation/survivors.toml")
