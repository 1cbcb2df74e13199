"""The script and the styles, by linters that know the languages."""

import subprocess
import sys
from pathlib import Path

import tinycss2

FOLDER = Path("Sources/Pages/Resources")


def run(desk):
    """No linter complains about a file of pages."""
    linter = Path(sys.executable).with_name("oxlint")
    options = ["--deny=correctness", "--deny=suspicious", "--deny=perf", "--deny-warnings"]
    # The functions are in one scope, which keeps them from everything else on the page.
    options.append("--allow=consistent-function-scoping")
    result = subprocess.run([linter, *options, FOLDER], capture_output=True, text=True)
    desk.expect(result.returncode == 0, f"oxlint: {result.stdout}{result.stderr}")
    for file in sorted(FOLDER.glob("*.css")):
        for problem in problems(tinycss2.parse_stylesheet(file.read_text(encoding="utf-8"), True, True)):
            desk.expect(False, f"{file}: {problem}")
        desk.expect(True, f"{file} is a style sheet")


def problems(rules):
    """The mistakes in rules, and in the rules and declarations inside them."""
    for rule in rules:
        if rule.type == "error":
            yield f"line {rule.source_line}: {rule.message}"
        elif rule.type in ("qualified-rule", "at-rule") and rule.content is not None:
            yield from problems(tinycss2.parse_blocks_contents(rule.content, True, True))
