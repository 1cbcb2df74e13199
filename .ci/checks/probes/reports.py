"""The formats for CI servers, monitoring systems and people."""

import re
import xml.etree.ElementTree as ElementTree

from ..engines.configuration import Configuration
from .case import Case, entry
from .script import SECURE, Script, pause, say, send, then


def _word(name):
    return {"well": "ok", "warned": "warning", "bad": "failed"}[name]


def trial(bench):
    """JUnit for a CI server and one line for a monitoring system, for runs that are fine, half fine and not."""
    well = Case("well", "ehlo", None)
    warned = Case("warned", "starttls", "", Script(**SECURE))
    bad = Case("bad", "greeting", "", Script(greeting=say("554 <no> & 'never'")))
    entries = {case.name: entry(bench, case) for case in (well, warned, bad)}
    for names, status, code, failures in (
        (["well"], 0, 0, 0),
        (["well", "warned"], 0, 1, 0),
        (["well", "warned", "bad"], 1, 2, 1),
    ):
        configuration = Configuration(listed=[entries[name] for name in names])
        outcome = bench.probe(configuration, kind="junit", statuses=(status,))
        try:
            root = ElementTree.fromstring(outcome.output)
        except ElementTree.ParseError as error:
            bench.expect(False, f"JUnit: {error}: {outcome.words()}")
            continue
        cases = list(root.iter("testcase"))
        text = " ".join(str(case.attrib) for case in cases)
        bench.expect(all(name in text for name in names), f"JUnit: {text}")
        failed = [case for case in cases if case.find("failure") is not None or case.find("error") is not None]
        bench.expect(bool(failed) == bool(failures), f"JUnit: {outcome.words()}")
        counts = [int(suite.get("tests", len(suite))) for suite in root.iter("testsuite")]
        bench.expect(sum(counts) == len(cases), f"JUnit counts {counts} of {len(cases)}")
        outcome = bench.probe(configuration, kind="nagios", statuses=(code,))
        first = outcome.output.decode("utf-8", "replace")
        word = ["OK", "WARNING", "CRITICAL"][code]
        bench.expect(re.search(rf"\b{word}\b", first) and first.count("\n") == 1, f"nagios: {first}")
        bench.expect(first.partition("|")[0].count("'") % 2 == 0 or code == 2, f"nagios: {first}")
        outcome = bench.probe(configuration, kind="text", statuses=(status,))
        for name in names:
            pattern = rf"(?m)^{name}\s+{name}\.probe\.test:2525\s+{_word(name)}\b"
            bench.expect(re.search(pattern, outcome.output.decode()), f"text about {name}: {outcome.words()}")
    _on_terminal(bench)
    # UNKNOWN: what cannot be asked.
    outcome = bench.probe(bench.folder / "nothing.smtp.yaml", kind="nagios", statuses=(3,))
    bench.expect(outcome.output.count(b"\n") <= 1, f"nagios: {outcome.words()}")


def _on_terminal(bench):
    """A terminal shows how far a run is, and a file does not; what a server says is harmless there, too."""
    greeting = then(pause(1.5), send(b"554 \x1b[2J\x1b]0;x\x07 ##vso[x]\r\n"))
    case = Case("terminal", "greeting", "", Script(greeting=greeting))
    configuration = Configuration(listed=[entry(bench, case)])
    shown = bench.probe(configuration, kind="text", statuses=(1,), on_terminal=True)
    quiet = bench.probe(configuration, "--quiet", kind="text", statuses=(1,), on_terminal=True)
    piped = bench.probe(configuration, kind="text", statuses=(1,))
    bench.expect(len(shown.errors) > len(piped.errors), f"no progress: {shown.errors}")
    bench.expect(not quiet.errors, f"--quiet: {quiet.errors}")
    bench.expect(b"\r" not in piped.errors and piped.errors.count(b"\n") <= 2, f"progress in a file: {piped.errors}")
