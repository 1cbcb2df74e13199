"""Builds random stacks of layers, and compares the results with a model: `python3 -m checks.layers PROGRAM`.

For each stack, the model merges plain data and writes the result as one file without layers. The program must build
the same bytes from both, or report the same errors. Every stack has a seed of its own, so that it can be repeated.
"""

import argparse
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

import jsonschema

from checks.core_yaml import read_yaml
from checks.layer_examples import EXAMPLES, PRODUCTION, PRODUCTION_CHAINS
from checks.layer_model import MOST_FILES, layers, merge, repeated_bases
from checks.layer_stacks import Generator
from checks.layer_text import Writer
from checks.tally import Tally

SCHEMA = jsonschema.Draft202012Validator(json.loads(Path("schemas/diagnostics.schema.json").read_text()))
SETTINGS = jsonschema.Draft202012Validator(json.loads(Path("schemas/settings.schema.json").read_text()))
# Warnings about layers, which the flat file cannot have.
LAYER_WARNINGS = {"base-repeated", "inherited-credentials", "near-name"}
# One server that `"*"` gives to all sites is a decision in a layer, and not in the flat file.
FLAT_WARNINGS = {"single-server-chain"}
MOST_FAILED = 20


class Folder:
    """The files of one stack, and the program, which runs there."""

    def __init__(self, program, path, tally):
        """Creates the folder."""
        self.program, self.path, self.tally = program, path, tally
        self.step, self.counts = "example", Counter()
        path.mkdir(parents=True)

    def write(self, name, data):
        """Writes a file, and returns its name."""
        file = self.path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        return name

    def write_stack(self, stack, rng, below=""):
        """Writes the files of a stack, and returns the path of its last layer."""
        writer = Writer(rng)
        for name, data in stack.files.items():
            content = writer.file(data)
            assert normal(read_yaml(content)) == normal(data), f"{name} is not written as it was meant"
            self.write(os.path.join(below, name), content)
        for name, content in stack.others.items():
            self.write(os.path.join(below, name), content)
        for name in stack.folders:
            (self.path / below / name).mkdir(parents=True)
        return os.path.join(below, stack.root)

    def run(self, *arguments, status=0, cwd=None):
        """Runs the program, and returns its output; None if the exit status is another one."""
        command = [self.program, *arguments]
        result = subprocess.run(command, capture_output=True, cwd=cwd or self.path, timeout=60)
        as_expected = result.returncode == status
        error = result.stderr.decode(errors="replace")[:300]
        self.expect(as_expected, f"exit {result.returncode} instead of {status}: {' '.join(arguments)}: {error}")
        return result.stdout if as_expected else None

    def build(self, file, cwd=None):
        """The table of a file."""
        return self.run("build", file, cwd=cwd)

    def check(self, file):
        """The findings of a file; None if there is no report."""
        command = [self.program, "check", file, "--no-filesystem", "--format", "json"]
        result = subprocess.run(command, capture_output=True, cwd=self.path, timeout=60)
        error = result.stderr.decode(errors="replace")[:300]
        self.expect(result.returncode in (0, 1), f"exit {result.returncode}: check {file}: {error}")
        if result.returncode not in (0, 1):
            return None
        report = json.loads(result.stdout)
        error = jsonschema.exceptions.best_match(SCHEMA.iter_errors(report))
        self.expect(error is None, f"the findings of {file}: {error and error.message[:200]}")
        findings = report["diagnostics"]
        has_errors = bool(rules(findings, "error"))
        self.expect(result.returncode == has_errors, f"exit {result.returncode}: check {file}: errors: {has_errors}")
        return findings

    def expect(self, condition, what):
        """Counts a check of this stack, and of the step."""
        self.counts[self.step] += 1
        self.tally.expect(condition, f"{self.path.name}, {self.step}: {what}")


def normal(value, key=None):
    """The data of a file, in which an empty mapping or list may be written as nothing."""
    if key is None or key in ("servers", "global", "sites"):
        value = value if value is not None else {}
    if isinstance(value, dict) and key is None:
        value = {name: item for name, item in value.items() if not name.startswith("x-")}
        return {name: normal(item, name) for name, item in value.items()}
    if isinstance(value, dict) and key in ("servers", "sites"):
        return {name: empty_lists(item or {}) for name, item in value.items()}
    return empty_lists(value) if key == "global" else value


def empty_lists(entry):
    """A server or scope, in which an empty list may be written as nothing."""
    return {k: [] if v is None and k in ("servers", "senderDomains") else v for k, v in entry.items()}


def rules(findings, *severities):
    """The rules of the findings that have one of the severities."""
    return {finding["rule"] for finding in findings if finding["severity"] in severities}


def chains(table):
    """The servers of each chain in a routing table; the key of the chain of `global` is None."""
    scopes = {None: table["global"], **table["sites"]}
    return {site: [link["server"] for link in scope["chain"]] for site, scope in scopes.items()}


def place_problems(folder, findings, files, root):
    """Places of findings that are in no file of the stack, or outside its text."""
    for finding in findings:
        if finding.get("configuration", root) != root:
            yield f"{finding['rule']} belongs to {finding['configuration']}"
        edits = [edit for fix in finding["fixes"] for edit in fix["edits"]]
        for place in [finding, *finding["labels"], *edits]:
            name = place.get("file", finding["file"])
            if name not in files:
                yield f"{finding['rule']} is in {name}, which is not among the files"
                continue
            content = (folder.path / name).read_bytes()
            lines = re.split(r"\r\n|\r|\n", content.decode("utf-8-sig"))
            ends = [place["start"], place["end"]] if isinstance(place["start"], dict) else []
            for end in ends:
                is_inside = 1 <= end["line"] <= len(lines) and 1 <= end["column"] <= len(lines[end["line"] - 1]) + 1
                if not is_inside or not 0 <= end["offset"] <= len(content):
                    yield f"{finding['rule']} is at {name}:{end['line']}:{end['column']}, which does not exist"
            if ends and ends[0]["offset"] > ends[1]["offset"]:
                yield f"{finding['rule']} ends before it starts in {name}"


class StackCheck:
    """The steps that check one stack."""

    def __init__(self, folder, stack, rng):
        """Writes the files."""
        self.folder, self.stack, self.rng = folder, stack, rng
        self.expect = folder.expect
        self.root = folder.write_stack(stack, rng)
        self.errors = stack.expected_errors()
        self.flat_findings = self.findings = self.table = None

    def check_flat(self):
        """The result as one file: the program finds the errors that the model knows."""
        flat = self.stack.result().flat()
        self.folder.write("flat.smtp.yaml", json.dumps(flat, ensure_ascii=False, indent=1).encode())
        self.folder.write("flat2.smtp.yaml", Writer(self.rng).file(flat))
        expected = self.errors - {"nothing-to-remove"}
        self.flat_findings = self.folder.check("flat.smtp.yaml")
        if self.flat_findings is not None:
            found = rules(self.flat_findings, "error")
            self.expect(found == expected, f"errors {sorted(found)} instead of {sorted(expected)}")
        if not expected:
            self.table = self.folder.build("flat.smtp.yaml")
            same = self.folder.build("flat2.smtp.yaml") == self.table
            self.expect(same, "another table if it is written in another style")

    def check_errors(self):
        """The errors are those of the flat file, and those that only layers have."""
        self.findings = self.folder.check(self.root)
        if self.findings is not None:
            found = rules(self.findings, "error")
            self.expect(found == self.errors, f"errors {sorted(found)} instead of {sorted(self.errors)}")

    def check_places(self):
        """Every finding is in a file of the stack, inside its text."""
        files = {*self.stack.files, *self.stack.others}
        problems = list(place_problems(self.folder, self.findings or [], files, self.root))
        self.expect(not problems, "; ".join(problems))

    def check_warnings(self):
        """The warnings of a valid stack are those of the flat file, and those that only layers have."""
        if self.findings is None or self.flat_findings is None:
            return
        found = rules(self.findings, "warning", "info")
        differ = ((found - LAYER_WARNINGS) ^ rules(self.flat_findings, "warning", "info")) - FLAT_WARNINGS
        self.expect(not differ, f"other warnings than those of the flat file: {sorted(differ)}")
        self.expect_rule(found, "near-name", False)
        self.expect_rule(found, "base-repeated", repeated_bases(self.stack.files, self.stack.root))
        self.expect_rule(found, "inherited-credentials", self.stack.result().inherited_credentials())

    def expect_rule(self, found, rule, expected):
        """A warning about layers is there or not; nothing is expected if the model does not know."""
        if expected is not None:
            self.expect((rule in found) == expected, f"{rule} is {'missing' if expected else 'unexpected'}")

    def check_table(self):
        """The table is that of the flat file, whatever the current folder is."""
        self.expect(self.folder.build(self.root) == self.table, "another table than that of the flat file")
        whole = str((self.folder.path / self.root).resolve())
        self.expect(self.folder.build(whole, cwd="/") == self.table, "another table in another current folder")

    def check_show(self):
        """`show --plain` has the values of the result, servers and sites in order, and is built into its table."""
        text = self.folder.run("show", "--plain", self.root)
        if text is None:
            return
        self.folder.write("shown.smtp.yaml", text)
        self.expect(self.folder.build("shown.smtp.yaml") == self.table, "another table after `show --plain`")
        shown, flat = read_yaml(text), self.stack.result().flat()
        self.expect(not {"extends", "partial", "remove"} & set(shown), "keys of layers")
        for kind in "servers", "sites":
            expected, found = flat.get(kind, {}), shown.get(kind) or {}
            self.expect(list(found) == list(expected), f"{kind} {list(found)} instead of {list(expected)}")
            for name in expected.keys() & found.keys():
                self.expect_values(f"{kind}.{name}", found[name] or {}, expected[name])
        self.expect_values("global", shown.get("global") or {}, flat.get("global", {}))
        settings = self.folder.run("show", "--format", "json", self.root)
        self.expect(settings is not None and SETTINGS.is_valid(json.loads(settings)), "settings against their schema")

    def expect_values(self, place, found, expected):
        """A mapping has these values; others may be there too."""
        differ = sorted(key for key, value in expected.items() if found.get(key, []) != value)
        self.expect(not differ, f"other values of {place}: {differ}")

    def check_only_extends(self):
        """A layer that only extends changes nothing."""
        name = self.folder.write("only.smtp.yaml", json.dumps({"version": 1, "extends": self.root}).encode())
        if len(self.stack.files) < MOST_FILES:
            self.expect(self.folder.build(name) == self.table, "another table")

    def check_diamond(self):
        """A base that is reached in several ways, also through a link, counts once."""
        if len(self.stack.files) + 3 > MOST_FILES:
            return
        link = os.path.join(os.path.dirname(self.root), "link.smtp.yaml")
        (self.folder.path / link).symlink_to(os.path.basename(self.root))
        sides = {"left": {"partial": True, "extends": [self.root]}, "right": {"extends": link}}
        for side, data in sides.items():
            self.folder.write(f"{side}.smtp.yaml", json.dumps({"version": 1, **data}).encode())
        top = {"version": 1, "extends": ["left.smtp.yaml", "right.smtp.yaml"]}
        name = self.folder.write("top.smtp.yaml", json.dumps(top).encode())
        self.expect(self.folder.build(name) == self.table, "another table at its top")
        listed = self.folder.run("show", "--files", name)
        if listed is not None:
            lines = listed.decode().splitlines()
            files = [*self.stack.files, "left.smtp.yaml", "right.smtp.yaml", name]
            found, expected = (sorted(os.path.realpath(self.folder.path / file) for file in x) for x in (lines, files))
            self.expect(found == expected, f"`show --files` lists {lines}")

    def check_shuffled(self):
        """The order of keys in a mapping, and the style of the YAML, do not matter."""
        again = self.folder.write_stack(self.stack, self.rng, "again")
        self.expect(self.folder.build(again) == self.table, "another table")

    def steps(self, only_flat):
        """The steps for this stack by their names."""
        if not any(error.startswith("base-") for error in self.errors):
            yield "flat file", self.check_flat
        if only_flat:
            return
        yield "errors", self.check_errors
        yield "places", self.check_places
        if not self.errors:
            yield "warnings", self.check_warnings
            yield "table", self.check_table
            yield "show", self.check_show
            yield "layer that only extends", self.check_only_extends
            yield "diamond", self.check_diamond
            yield "shuffled keys", self.check_shuffled

    def run(self, only_flat):
        """Runs the steps. If one cannot be finished, it has failed."""
        for name, step in self.steps(only_flat):
            self.folder.step = name
            try:
                step()
            except Exception as error:
                self.expect(False, f"{type(error).__name__}: {error}")


def check_example(folder, example, only_flat):
    """One of the worked examples: its chains and findings, by the program and by the model."""
    texts = {"production.smtp.yaml": PRODUCTION, **example.files}
    files = {name: read_yaml(text.encode()) for name, text in texts.items()}
    for name, text in texts.items():
        folder.write(name, text.encode())
    configuration = merge([files[file] for file in layers(files, example.root)])
    errors = {rule for rule, places in example.findings.items() if places and rule == "undefined-server"}
    folder.expect(configuration.errors() == errors, f"errors of the model: {configuration.errors()}")
    folder.write("flat.smtp.yaml", json.dumps(configuration.flat()).encode())
    if not errors:
        expected = PRODUCTION_CHAINS | example.chains
        for name in ["flat.smtp.yaml"] if only_flat else ["flat.smtp.yaml", example.root]:
            table = json.loads(folder.build(name) or "null")
            found = table and chains(table)
            folder.expect(found == expected, f"chains of {name}: {found} instead of {expected}")
            folder.expect(table and example.is_table(table), f"the table of {name} is not the expected one")
        folder.expect(
            {site: configuration.chain(site) for site, _ in configuration.scopes()} == expected, "chains of the model"
        )
    if only_flat:
        return
    findings = folder.check(example.root) or []
    folder.expect(rules(findings, "error") == errors, f"errors {sorted(rules(findings, 'error'))}")
    for problem in place_problems(folder, findings, texts, example.root):
        folder.expect(False, f"place: {problem}")
    places = {(one["rule"], one["file"], one["path"]) for one in findings}
    for rule, expected in example.findings.items():
        found = {(file, path) for name, file, path in places if name == rule}
        folder.expect(found == expected, f"{rule} at {sorted(found)} instead of {sorted(expected)}")
        for finding in findings:
            if finding["rule"] == rule and finding["file"] != example.root and rule != "base-repeated":
                folder.expect(finding.get("configuration") == example.root, f"{rule} belongs to no configuration")
    for rule, file in example.labels.items():
        labels = [label.get("file", one["file"]) for one in findings if one["rule"] == rule for label in one["labels"]]
        folder.expect(file in labels, f"labels of {rule} in {labels} instead of {file}")


def parsed(arguments):
    """The arguments of the command line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("count", type=int, nargs="?", default=400)
    parser.add_argument("seed", type=int, nargs="?", default=1)
    parser.add_argument("--only-flat", action="store_true", help="only what a program without layers can do")
    return parser.parse_args(arguments)


def main(*arguments):
    """Checks the examples and all stacks, and returns the exit status."""
    options = parsed(arguments)
    work = Path(tempfile.mkdtemp(prefix="layers-"))
    tally = Tally()
    for name, example in EXAMPLES.items():
        folder = Folder(options.program, work / f"example-{name}", tally)
        try:
            check_example(folder, example, options.only_flat)
        except Exception as error:
            folder.expect(False, f"{type(error).__name__}: {error}")
    valid = failed = count = 0
    counts = Counter()
    for seed in range(options.seed, options.seed + options.count):
        rng = random.Random(seed)
        stack = Generator(rng).stack()
        folder = Folder(options.program, work / f"stack-{seed}", tally)
        before = tally.failed
        count += 1
        check = StackCheck(folder, stack, rng)
        valid += not check.errors
        check.run(options.only_flat)
        counts += folder.counts
        if tally.failed == before:
            shutil.rmtree(folder.path)
            continue
        failed += 1
        kind = f"with the mistake “{stack.mistake}”" if stack.mistake else "without mistakes"
        print(f"  stack {seed}, {kind}: .ci/layers PROGRAM 1 {seed}; its files: {folder.path}", file=sys.stderr)
        if failed == MOST_FAILED:
            print(f"  stopped after {failed} stacks that failed", file=sys.stderr)
            break
    print(*(f"{number:6} checks: {name}" for name, number in counts.items()), sep="\n")
    print(f"{count} stacks of layers, {valid} of them valid, {failed} failed; {len(EXAMPLES)} worked examples")
    if tally.failed:
        print(f"  the files of what failed: {work}", file=sys.stderr)
    else:
        shutil.rmtree(work)
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
