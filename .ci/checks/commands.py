"""Looks for what a CI server would obey in everything that the program writes.

    python3 -m checks.commands PROGRAM [FILES [SEED]]

Random files, names and arguments that are full of commands go through every command and every format. Diffs of fixes
are applied, unless they hold what cannot be.
"""

import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from .hostile import COMMANDS, Writer
from .program import finding_formats
from .runners import obeyed

GOOD = """version: 1
servers: { a: { serverName: a.example }, b: { serverName: b.example, priority: High } }
global: { servers: [a] }
sites: { s: { servers: [b] } }
"""


def uses(writer, formats, folder):
    """Writes a file, and returns the commands for it: arguments, and the format of standard output."""
    choice = writer.random.random()
    name = writer.name() if writer.random.random() < 0.3 else "a"
    good = "good.smtp.yaml"
    if choice < 0.15:
        (folder / name).write_text(writer.table(), encoding="utf-8")
        kind = writer.random.choice(["text", "json", "markdown"])
        return [
            (["diff", good, f"./{name}", "--format", writer.random.choice([kind, "html"])], None),
            (["page", f"./{name}", "--title", writer.text()], None),
            (["impact", f"./{name}", "--losses", "3", "--format", kind], None),
            (
                [
                    "route",
                    f"./{name}",
                    "--all-sites",
                    "--format",
                    writer.random.choice(["text", "json", "dot", "mermaid", "svg"]),
                ],
                None,
            ),
        ]
    if choice < 0.3:
        (folder / name).write_text(writer.tests(), encoding="utf-8")
        return [(["test", f"./{name}", "--coverage", "--format", kind], None) for kind in ("text", "json", "junit")]
    if choice < 0.4:
        return [
            (["check", f"--stdin-filename={writer.text()}", "-", f"--format={kind}"], kind)
            for kind in writer.random.sample(formats, 2)
        ]
    if choice < 0.5:
        text = writer.text()
        return [
            (
                writer.random.choice(
                    [
                        [text],
                        ["check", text],
                        ["explain", text],
                        ["help", text],
                        ["check", "--allow", text],
                        ["route", "--site", text, good],
                        ["schema", text],
                        ["check", "--format", text],
                        ["test", text],
                        ["diff", text, good],
                        ["build", text],
                        ["check", f"--{text}"],
                        ["build", good, "-o", f"{text}/x/y"],
                        ["route", "--global", "--busy", text, good],
                        ["impact", text],
                        ["impact", good, "--losses", text],
                        ["impact", good, "--fail-on-waiting", text],
                        ["page", text],
                        ["page", good, "--title", text, "--date", text],
                        ["page", good, "-o", f"{text}/x", "--check"],
                        ["secrets", text],
                        ["probe", text],
                        ["probe", good, "--server", text],
                        ["probe", good, "--from", text],
                        ["probe", good, "--ca-file", text],
                        ["build", good, "--target", text, "-o", "etc"],
                        ["build", good, "--target", "postfix", "--no-secrets", "-o", "etc", "--main-cf", text],
                        ["build", good, "--target", "postfix", "--no-secrets", "-o", f"{text}/x"],
                    ]
                ),
                None,
            )
        ]
    is_right = choice > 0.8
    (folder / name).write_bytes((writer.right_configuration() if is_right else writer.configuration()).encode())
    file = f"./{name}" if name.startswith("-") else name
    reports = [f"--format={kind}=out-{kind}" for kind in writer.random.sample(formats, 4)]
    console = writer.random.choice(formats)
    found = [
        (["check", "--no-filesystem", "--color=always", file, *reports], None),
        (["check", "--no-filesystem", file, f"--format={console}"], console),
    ]
    if is_right:
        found += [
            (["build", "--no-filesystem", file, "-o", "out-table"], None),
            (["diff", good, file, "--format", writer.random.choice(["text", "json", "markdown", "html"])], None),
            (["page", file], None),
            (["impact", file, "--format", writer.random.choice(["text", "json", "markdown"])], None),
            (["secrets", file, "--format", writer.random.choice(["text", "json", "env", "azure", "kubernetes"])], None),
            (["build", file, "--target", "nullmailer", "--no-secrets", "-o", "etc"], None),
        ]
    else:
        found.append((["check", "--no-filesystem", file, "--fix", "--diff"], None))
    return found


def misapplied(program, folder, name, diff):
    """Whether a diff that can be applied, because nothing in it is escaped or masked, differs from --fix."""
    if not diff or b"\\u{" in diff or b"****" in diff:
        return False
    patched = folder / "patched"
    patched.write_bytes((folder / name).read_bytes())
    applied = subprocess.run(["patch", "--quiet", "--binary", "-p0", patched], input=diff, capture_output=True)
    subprocess.run(
        [program, "check", "--no-filesystem", "--quiet", "--fix", f"./{name}"], cwd=folder, capture_output=True
    )
    return applied.returncode != 0 or patched.read_bytes() != (folder / name).read_bytes()


def attempt(program, formats, seed, number):
    """Writes a file and runs all commands on it; returns the number of runs, and the problems of their output."""
    writer = Writer(f"{seed} {number}")
    problems, runs = [], 0
    with tempfile.TemporaryDirectory() as path:
        folder = Path(path)
        (folder / "good.smtp.yaml").write_text(GOOD)
        for arguments, kind in uses(writer, formats, folder):
            result = subprocess.run(
                [program, *arguments], cwd=folder, input=b'a: 1\n"##vso[x]": yes\n::x: ##[y]\n', capture_output=True
            )
            runs += 1
            if result.returncode not in (0, 1, 2):
                problems.append(f"exit {result.returncode} of {arguments}")
            found = obeyed(result.stdout, kind) + obeyed(result.stderr)
            for report in folder.glob("out-*"):
                found += obeyed(report.read_bytes(), report.name.removeprefix("out-"))
            if arguments[-1] == "--diff" and misapplied(
                program, folder, arguments[2].removeprefix("./"), result.stdout
            ):
                problems.append(f"file {number} of seed {seed}: the diff differs from --fix")
            problems += [f"file {number} of seed {seed}: {arguments}: {line[:200]!r}" for line in found]
    return runs, problems


def main(program, count=1000, seed=1):
    """Tests this many files, and returns the exit status."""
    assert all(obeyed(command.encode()) for command in COMMANDS[:4]), "the model of the servers executes nothing"
    assert obeyed(b"::error file=a::##[b]", "github") and not obeyed(b"::error file=a::b", "github")
    program, started = str(Path(program).resolve()), time.monotonic()
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        results = list(pool.map(partial(attempt, program, finding_formats(program), seed), range(int(count))))
    problems = [problem for _, found in results for problem in found]
    for problem in problems[:20]:
        print(f"  FAILED {problem}", file=sys.stderr)
    print(
        f"{sum(runs for runs, _ in results)} runs over {count} hostile files, names and arguments in "
        f"{time.monotonic() - started:.0f} s: {len(problems)} problems"
    )
    return int(bool(problems))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
