"""The copy that is broken, and cargo in it."""

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
WORK = ROOT / "target" / "mutants"


class Broken(Exception):
    """The mutation does not apply, or does not compile."""


def die(message):
    sys.exit(f"mutants: {message}")


def copy_tree(tree, rewrite=lambda name, content: content):
    """The files under version control, as they are now; what is unchanged keeps its time."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, check=True, capture_output=True, text=True,
    ).stdout
    files = {name for name in listed.split("\0") if name and (ROOT / name).is_file()}
    if tree.exists():
        for path in tree.rglob("*"):
            if path.is_file() and str(path.relative_to(tree)) not in files:
                path.unlink()
    for name in files:
        content, copy = rewrite(name, (ROOT / name).read_bytes()), tree / name
        if not copy.exists() or copy.read_bytes() != content:
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(content)


def cargo(tree, *args, seconds=None, **env):
    """Runs cargo in the copy; whether it succeeded, and what it said. None is a time-out."""
    running = subprocess.Popen(
        ["cargo", *args], cwd=tree, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        start_new_session=True, env=os.environ | env,
    )
    try:
        said, _ = running.communicate(timeout=seconds)
    except BaseException as stopped:
        # What cargo has started goes with it.
        os.killpg(running.pid, signal.SIGKILL)
        running.communicate()
        if isinstance(stopped, subprocess.TimeoutExpired):
            return None, ""
        raise
    return running.returncode == 0, said


def red_tests(said):
    """The tests that failed; of the UI tests, the cases."""
    said = re.sub(r"\x1b\[[0-9;]*m", "", said)
    cases = re.findall(r"^test \S*/cases/(\S+)\.rs .*\.\.\. (?:error|mismatch)$", said, re.M)
    return cases or re.findall(r"^test (\S+) \.\.\. FAILED$", said, re.M)


def errors(said):
    """The first errors of a build, from messages in text or in JSON."""
    rendered = []
    for line in said.splitlines():
        if line.startswith("{"):
            message = json.loads(line).get("message")
            if message and message.get("level") == "error":
                rendered.append(message["rendered"])
        elif line.startswith("error"):
            rendered.append(line)
    return "\n".join(rendered[:3])
