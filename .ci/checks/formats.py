"""Checks every format on every fixture, by those who read it: `python3 -m checks.formats PROGRAM`.

The official schema of SARIF and the shared cases are used if SMTPCONF_SARIF_SCHEMA and SMTPCONF_SHARED_CASES name them.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import jsonschema
import junitparser

from .format_readers import READERS, sarif_schema
from .program import finding_formats

DIAGNOSTICS = jsonschema.Draft202012Validator(json.loads(Path("schemas/diagnostics.schema.json").read_text()))


def run(program, *arguments):
    """Runs `check` without checking the file system."""
    return subprocess.run([program, "check", "--no-filesystem", "--quiet", *map(str, arguments)], capture_output=True)


def check_fix(program, fixture, folder):
    """The diff, if it can be applied, has the effect of --fix; a second --fix does nothing."""
    fixed, patched = folder / "fixed.smtp.yaml", folder / "patched.smtp.yaml"
    shutil.copy(fixture, fixed)
    shutil.copy(fixture, patched)
    diff = run(program, "--fix", "--diff", patched).stdout
    run(program, "--fix", fixed)
    if diff and b"****" not in diff and b"\\u{" not in diff:
        subprocess.run(["patch", "--quiet", "-p0", "--binary", patched], input=diff, check=True, capture_output=True)
        assert fixed.read_bytes() == patched.read_bytes(), "the diff differs from --fix"
    elif not diff:
        assert fixed.read_bytes() == fixture.read_bytes()
    once = fixed.read_bytes()
    run(program, "--fix", fixed)
    assert fixed.read_bytes() == once, "a second --fix changes the file again"


def problem(program, kinds, work, fixture):
    """The problems of the reports on a fixture; empty if all readers accept them."""
    folder = Path(tempfile.mkdtemp(dir=work))
    files = {kind: folder / kind for kind in kinds}
    result = run(program, fixture, *(f"--format={kind}={file}" for kind, file in files.items()))
    try:
        assert result.returncode in (0, 1), result.stderr.decode()
        texts = {kind: file.read_bytes().decode() for kind, file in files.items()}
        document = json.loads(texts["json"])
        DIAGNOSTICS.validate(document)
        for kind, read in READERS.items():
            read(texts[kind], document["diagnostics"], str(fixture))
        check_fix(program, fixture, folder)
        return None
    except Exception as error:
        return f"  FAILED {fixture}: {type(error).__name__} {error}"


def problem_of_all(program, work, fixtures):
    """The problems of reports on all fixtures in one document of each kind; empty if other readers accept them."""
    together, tests = work / "all.sarif", work / "all.xml"
    run(program, *fixtures, f"--format=sarif={together}", f"--format=junit={tests}")
    junitparser.JUnitXml.fromfile(str(tests))
    summary = subprocess.run([sys.executable, "-m", "sarif", "summary", together], capture_output=True, text=True)
    if summary.returncode or "error" not in summary.stdout:
        return f"  FAILED sarif-tools: {summary.stdout} {summary.stderr}"
    return None


def main(program):
    """Checks all fixtures, and returns the exit status."""
    fixtures = sorted(Path("samples").glob("*.smtp.yaml")) + sorted(Path("samples/broken").glob("*.smtp.yaml"))
    fixtures += sorted(Path(os.environ.get("SMTPCONF_SHARED_CASES", "none")).glob("*.smtp.yaml"))
    kinds = [kind for kind in finding_formats(program) if kind != "text"]
    assert READERS.keys() | {"json"} == set(kinds), "a format has no reader here"
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(4) as pool:
        work = Path(folder)
        found = [*pool.map(partial(problem, program, kinds, work), fixtures), problem_of_all(program, work, fixtures)]
    problems = [text for text in found if text]
    for text in problems[:20]:
        print(text[:600], file=sys.stderr)
    if not sarif_schema():
        print("     the official schema of SARIF: SMTPCONF_SARIF_SCHEMA names no file, nothing to check")
    print(f"{len(found) - len(problems)} of {len(found)} fixtures in {len(kinds)} formats, and fixed")
    return int(bool(problems))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
