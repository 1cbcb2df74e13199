"""Asks a built program about routing, and compares the answers with a model: `python3 -m checks.routing PROGRAM`.

The shared cases are used if SMTPCONF_SHARED_CASES names them.
"""

import functools
import itertools
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import jsonschema
import junitparser

from . import impact_model

SCHEMAS = {
    name: jsonschema.Draft202012Validator(json.loads(Path(f"schemas/{name}.schema.json").read_text()))
    for name in ("routes", "impact", "routing-diff", "test-results")
}
ALLOW = ["--allow", "plaintext-password,site-without-servers,site-servers-all-disabled"]
# The number of random configurations.
RANDOM = 60


def read(schema, text):
    """A document that the program wrote, checked with its schema."""
    document = json.loads(text)
    error = jsonschema.exceptions.best_match(SCHEMAS[schema].iter_errors(document))
    assert error is None, f"{schema}: {error.message[:300]} at {error.json_path}"
    return document


def outcome(chain, out):
    """The rule: the first idle server; none while all are busy, or if there is none."""
    for server in chain:
        if server not in out:
            return "Available", server
    return ("TemporarilyUnavailable" if chain else "PermanentlyUnavailable"), None


def scopes(table):
    """Each scope of a table, and the servers of its chain."""
    yield None, [link["server"] for link in table["global"]["chain"]]
    for site, scope in table["sites"].items():
        yield site, [link["server"] for link in scope["chain"]]


def changed(table, rng):
    """A table in which some chains have another order, or lack a server."""
    other = json.loads(json.dumps(table))
    for scope in [other["global"], *other["sites"].values()]:
        kind = rng.randint(0, 3)
        if kind == 1 and scope["chain"]:
            scope["chain"].pop(rng.randrange(len(scope["chain"])))
        elif kind == 2:
            rng.shuffle(scope["chain"])
        for place, link in enumerate(scope["chain"]):
            link["via"] = "global" if place or "Default" not in link["via"] else link["via"]
    return other


class Inquiry:
    """The program, a folder for files, and the number of questions that it has answered."""

    def __init__(self, program, work):
        """Begins with no questions."""
        self.program, self.work = program, work
        self.questions = 0

    def run(self, *arguments, status=0, text=None):
        """Runs the program, and returns its output; the exit status must be the given one."""
        result = subprocess.run([self.program, *map(str, arguments)], capture_output=True, input=text, timeout=60)
        assert result.returncode == status, (
            f"exit {result.returncode} instead of {status}: {arguments} {result.stderr[:500]}"
        )
        return result.stdout.decode()

    def check_routes(self, file, table, rng):
        """Each file as it is and as a table, with random busy servers and servers that are down."""
        servers = sorted(table["servers"])
        for _ in range(4):
            out = [server for server in servers if rng.random() < 0.5]
            cut = rng.randint(0, len(out))
            arguments = ["--all-sites", "--format", "json"]
            if out[:cut]:
                arguments += ["--busy", ",".join(out[:cut])]
            if out[cut:]:
                arguments += ["--down", ",".join(out[cut:])]
            answers = read("routes", self.run("route", file, *ALLOW, *arguments))
            for site, chain in scopes(table):
                answer = answers["sites"][site] if site else answers["global"]
                assert (answer["outcome"], answer["server"]) == outcome(chain, out), (file, site, out)
                asked = [step["server"] for step in answer["steps"] if step["decision"] != "disabled"]
                assert asked == chain, (file, site)
                self.questions += 1

    def check_diff(self, file, table, other):
        """The listed scopes are those with a different outcome for some set of busy servers."""
        path = self.work / "other.json"
        path.write_text(json.dumps(other))
        report = read("routing-diff", self.run("diff", file, path, *ALLOW, "--format", "json"))
        named = {scope["site"] for scope in report["scopes"] if scope["change"] == "changed"}
        old, new = dict(scopes(table)), dict(scopes(other))
        different = set()
        for site in old.keys() & new.keys():
            servers = sorted(set(old[site]) | set(new[site]))
            subsets = itertools.chain.from_iterable(itertools.combinations(servers, n) for n in range(len(servers) + 1))
            if any(outcome(old[site], busy) != outcome(new[site], busy) for busy in subsets):
                different.add(site)
        assert named == different, (file, named ^ different)
        self.run("diff", file, path, *ALLOW, "--exit-code", status=1 if report["changed"] else 0)

    def check_impact(self, file, servers, answers):
        """The losses of one, two and three servers, and the exit status; `answers` is that of the model."""
        # All sets of three of many servers are too many to try.
        limit = 3 if len(servers) <= 20 else 2 if len(servers) <= 150 else 1
        for most in range(1, limit + 1):
            arguments = ["impact", file, *ALLOW, "--losses", most, "--format", "json"]
            report = read("impact", self.run(*arguments))
            expected = impact_model.losses(servers, answers, most)
            assert report == {"formatVersion": 1, "losses": expected}, (file, most, report["losses"], expected)
            worst = max((len(loss["waiting"]) for loss in expected), default=0)
            self.run(*arguments, "--fail-on-waiting", worst + 1)
            if worst:
                self.run(*arguments, "--fail-on-waiting", worst, status=1)
            self.questions += len(expected)

    def check_random_impact(self, rng):
        """A random configuration: the losses are those that `route --down` shows, one set after the other."""
        configuration = impact_model.random_configuration(rng)
        path = self.work / "random.smtp.yaml"
        path.write_text(json.dumps(configuration))

        def answers(lost):
            down = ["--down", ",".join(lost)] if lost else []
            routes = read("routes", self.run("route", path, *ALLOW, "--all-sites", "--format", "json", *down))
            return {
                site: (route["outcome"], route["server"])
                for site, route in [(None, routes["global"]), *routes["sites"].items()]
            }

        self.check_impact(path, configuration["servers"], functools.cache(answers))

    def check_pictures(self, file):
        """Graphviz can draw the routes."""
        self.run("route", file, *ALLOW, "--all-sites", "--format", "mermaid")
        picture = self.run("route", file, *ALLOW, "--all-sites", "--format", "dot")
        if shutil.which("dot"):
            drawn = subprocess.run(["dot", "-Tsvg"], input=picture.encode(), capture_output=True, timeout=120)
            assert drawn.returncode == 0 and not drawn.stderr, drawn.stderr[:500]

    def check_tests(self, file, table):
        """Expectations made from the table are met; reversed, each fails."""
        right, wrong = [], []
        for site, chain in scopes(table):
            scope = {"site": site} if site else {"global": True}
            right.append(scope | {"expect": {"chain": chain, "outcome": outcome(chain, [])[0]}})
            wrong.append(scope | {"busy": chain, "expect": {"outcome": "Available"}})
        path = self.work / "made.test.yaml"
        for tests, status in (right, 0), (wrong, 1):
            path.write_text(json.dumps({"version": 1, "configuration": str(Path(file).resolve()), "tests": tests}))
            report = read("test-results", self.run("test", path, *ALLOW, "--format", "json", status=status))
            verdicts = {test["status"] for test in report["files"][0]["tests"]}
            assert verdicts == {"failed" if status else "passed"}, (file, verdicts)
            xml = self.run("test", path, *ALLOW, "--format", "junit", status=status)
            suites = junitparser.JUnitXml.fromstring(xml.encode())
            assert (suites.tests, suites.failures) == (len(tests), len(tests) if status else 0), file

    def check_samples(self):
        """Tests that are not run for every fixture: one scope, a diff of two kinds of files, broken tests, coverage."""
        for scope in (["--global"], ["--site", "PORTAL"]):
            read("routes", self.run("route", "samples/failover.smtp.yaml", *scope, "--format", "json"))
        sides = ["samples/agency.routing.json", "samples/changes/agency.smtp.yaml"]
        read("routing-diff", self.run("diff", *sides, "--format", "json"))
        for tests in sorted(Path("samples/broken").glob("*.test.yaml")):
            read("test-results", self.run("test", tests, "--format", "json", status=1))
        for tests in ("samples/failover.test.yaml", "samples/environments/staging.test.yaml"):
            self.run("test", tests, "--coverage", "--fail-under", "100")
        self.run("test", "samples/broken/expectations.test.yaml", status=1)


def fixtures():
    """The configurations of the samples and the shared cases, with their tables."""
    folders = [Path("samples"), Path("samples/environments")]
    for table in sorted(table for folder in folders for table in folder.glob("*.routing.json")):
        yield table.with_name(table.name.replace(".routing.json", ".smtp.yaml")), json.loads(table.read_text())
    for case in sorted(Path(os.environ.get("SMTPCONF_SHARED_CASES", "none")).glob("*.json")):
        expected = json.loads(case.read_text())
        if expected["valid"]:
            yield case.with_suffix(".smtp.yaml"), json.loads(expected["table"])


def main(program):
    """Queries all fixtures, and returns the exit status."""
    failures = count = 0
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        inquiry = Inquiry(program, work)
        for number, (file, table) in enumerate(fixtures()):
            rng = random.Random(number)
            built = work / "built.json"
            built.write_text(json.dumps(table))
            count += 1
            try:
                inquiry.check_routes(file, table, rng)
                inquiry.check_routes(built, table, rng)
                inquiry.check_diff(file, table, changed(table, rng))
                inquiry.check_diff(file, table, table)
                chains = dict(scopes(table))
                for source in (file, built):
                    inquiry.check_impact(
                        source,
                        table["servers"],
                        lambda lost, chains=chains: {site: outcome(chain, lost) for site, chain in chains.items()},
                    )
                inquiry.check_pictures(file)
                inquiry.check_tests(file, table)
            except AssertionError as error:
                failures += 1
                print(f"  FAILED {file}: {error}", file=sys.stderr)
        for number in range(RANDOM):
            count += 1
            try:
                inquiry.check_random_impact(random.Random(number))
            except AssertionError as error:
                failures += 1
                print(f"  FAILED random configuration {number}: {error}", file=sys.stderr)
        inquiry.check_samples()
    asked = inquiry.questions
    print(f"{asked} questions about {count} routings answered as the model does, {failures} routings failed")
    return int(failures > 0)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
