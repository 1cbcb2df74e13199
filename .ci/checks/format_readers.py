"""Reads every format of findings back, by the documented rules of the programs that read it.

    python3 -m checks.format_readers PROGRAM KIND REPORT FILE    reads a report on a file back

Each reader takes a report, the findings of the same run as format json has them, and the name of the file.
"""

import functools
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import junitparser


def places(findings, *severities):
    """The rule, the place and the severity of findings, all of them or those of some severities."""
    return [
        (f["rule"], f["start"]["line"], f["start"]["column"], f["severity"])
        for f in findings
        if not severities or f["severity"] in severities
    ]


# Azure Pipelines: a logging command begins with ##vso[, properties end with semicolons, and the agent unescapes in this
# order.
def azure_unescaped(text):
    """The text of a property or a message."""
    for escape, character in {"%3B": ";", "%0D": "\r", "%0A": "\n", "%5D": "]", "%AZP25": "%"}.items():
        text = text.replace(escape, character)
    return text


def azure_command(line):
    """The name, the properties and the message of a command; nothing for a plain line."""
    begin, end = line.find("##vso["), line.find("]")
    if begin < 0:
        return None
    assert begin == 0 and end > 0, line
    name, _, properties = line[len("##vso[") : end].partition(" ")
    pairs = [pair.split("=", 1) for pair in properties.split(";") if pair]
    return name, {key.lower(): azure_unescaped(value) for key, value in pairs}, azure_unescaped(line[end + 1 :])


def read_azure(text, findings, name):
    """Reads logging commands as the agent does."""
    lines = text.splitlines()
    commands = [command for command in map(azure_command, lines) if command]
    plain = [line for line in lines if not line.startswith("##vso[")]
    assert all(command[0] == "task.logissue" for command in commands)
    kinds = [properties["type"] for _, properties, _ in commands]
    assert kinds == sorted(kinds), "errors do not come first"
    assert all(properties["sourcepath"] == os.path.abspath(name) for _, properties, _ in commands)
    found = [(p["code"], int(p["linenumber"]), int(p["columnnumber"]), p["type"]) for _, p, _ in commands]
    assert sorted(found) == sorted(places(findings, "error", "warning"))
    messages = {finding["message"] for finding in findings}
    assert all(any(message.startswith(known) for known in messages) for _, _, message in commands)
    for kind in ("error", "warning"):
        own = [message for _, properties, message in commands if properties["type"] == kind]
        noted = [number for number, message in enumerate(own, 1) if re.search(r"\nand \d+ further ", message)]
        assert noted == ([10] if len(own) > 10 else []), noted
    assert len(plain) == len(places(findings, "info"))
    assert all(": info: " in line and line.startswith(f"{name}:") for line in plain)


# TeamCity: values are in quotes, `|` escapes, and every attribute has a limit.
SERVICE_MESSAGE = re.compile(r"##teamcity\[(\w+)((?: \w+='(?:[^|'\[\]]|\|['|nr\[\]]|\|0x[0-9A-F]{4})*')+)\]")
SERVICE_ATTRIBUTE = re.compile(r" (\w+)='((?:[^|']|\|.)*)'")
SERVICE_LIMITS = {
    "inspectionType": {"id": 255, "name": 255, "category": 255, "description": 4000},
    "inspection": {"typeId": 255, "message": 4000, "file": 4000},
}


def teamcity_unescaped(text):
    """The text of an attribute."""
    units = re.sub(
        r"\|0x([0-9A-F]{4})|\|(.)",
        lambda m: chr(int(m[1], 16)) if m[1] else {"n": "\n", "r": "\r"}.get(m[2], m[2]),
        text,
    )
    return units.encode("utf-16", "surrogatepass").decode("utf-16")


def read_teamcity(text, findings, name):
    """Reads service messages."""
    known, inspections = set(), []
    for line in text.splitlines():
        match = SERVICE_MESSAGE.fullmatch(line)
        assert match and line.isascii(), line
        kind, raw = match[1], dict(SERVICE_ATTRIBUTE.findall(match[2]))
        assert all(len(raw[key]) <= limit for key, limit in SERVICE_LIMITS[kind].items()), line
        values = {key: teamcity_unescaped(value) for key, value in raw.items()}
        if kind == "inspectionType":
            assert values["id"] not in known and values["category"] == "smtpconf" and values["description"], line
            known.add(values["id"])
        else:
            assert values["typeId"] in known, "a type is described only after its first use"
            assert values["file"] == name.removeprefix("./") or Path(name).is_absolute() or name.startswith(".."), line
            inspections.append((values["typeId"], int(values["line"]), values["SEVERITY"].lower()))
            message = findings[len(inspections) - 1]["message"]
            assert values["message"].startswith(message) or message.startswith(values["message"]), line
    assert inspections == [(rule, line, severity) for rule, line, _, severity in places(findings)]


def read_checkstyle(text, findings, name):
    """Reads XML as Checkstyle plugins do."""
    root = ElementTree.fromstring(text)
    assert root.tag == "checkstyle" and root.get("version")
    assert [child.tag for child in root] == ["file"] and root[0].get("name")
    assert all(error.tag == "error" for error in root[0])
    sources = [error.get("source").split(".") for error in root[0]]
    assert all(len(source) == 3 and source[0] == "smtpconf" and source[1] not in ("", "other") for source in sources)
    found = [
        (source[2], int(error.get("line")), int(error.get("column")), error.get("severity"))
        for source, error in zip(sources, root[0], strict=True)
    ]
    assert found == places(findings)
    assert all(
        error.get("message").startswith(finding["message"]) for error, finding in zip(root[0], findings, strict=True)
    )
    # No value contains a line end: each element has one line, the two with children have two, and there is a
    # declaration.
    assert len(text.splitlines()) == (5 + len(found) if found else 4)


# reviewdog reads protocol buffers in JSON, which do not accept unknown fields.
RDF_FIELDS = {
    "result": {"diagnostics", "source", "severity"},
    "source": {"name", "url"},
    "code": {"value", "url"},
    "diagnostic": {"message", "location", "severity", "source", "code", "suggestions", "original_output"},
    "location": {"path", "range"},
    "range": {"start", "end"},
    "position": {"line", "column"},
    "suggestion": {"range", "text"},
}


def known(kind, value):
    """A value, if it has no field that reviewdog does not know."""
    assert set(value) <= RDF_FIELDS[kind], f"{kind} with {set(value)}"
    return value


def line_starts(data):
    """The offsets at which lines begin."""
    return [0] + [match.end() for match in re.finditer(rb"\r\n|\n|\r", data)]


def offsets(span, starts):
    """The two offsets of a range."""
    return [
        starts[known("position", known("range", span)[end])["line"] - 1] + span[end]["column"] - 1
        for end in ("start", "end")
    ]


def applied(data, edits):
    """The data with some edits applied."""
    for start, end, text in sorted(edits, reverse=True):
        data = data[:start] + text.encode() + data[end:]
    return data


def read_rdjson(text, findings, name):
    """Reads reviewdog's diagnostics, and applies the suggested edits."""
    document, data = known("result", json.loads(text)), Path(name).read_bytes()
    starts = line_starts(data)
    assert known("source", document["source"])["name"] == "smtpconf"
    assert len(document["diagnostics"]) == len(findings)
    for diagnostic, finding in zip(document["diagnostics"], findings, strict=True):
        location = known("location", known("diagnostic", diagnostic)["location"])
        assert location["path"]
        assert known("code", diagnostic["code"])["value"] == finding["rule"]
        assert diagnostic["severity"] == {"error": "ERROR", "warning": "WARNING", "info": "INFO"}[finding["severity"]]
        assert diagnostic["message"].startswith(finding["message"])
        start, end = offsets(location["range"], starts)
        mark = 3 if data.startswith(b"\xef\xbb\xbf") else 0
        assert start == max(mark, finding["start"]["offset"]) and end == max(mark, finding["end"]["offset"])
        suggestions = diagnostic.get("suggestions", [])
        assert len(suggestions) <= len(finding["fixes"])
        if len(suggestions) == len(finding["fixes"]):
            for suggestion, fix in zip(suggestions, finding["fixes"], strict=True):
                edit = (*offsets(known("suggestion", suggestion)["range"], starts), suggestion["text"])
                edits = [(e["start"]["offset"], e["end"]["offset"], e["text"]) for e in fix["edits"]]
                assert applied(data, [edit]) == applied(data, edits), "a suggestion differs from the fix"
    severities = ["INFO", "WARNING", "ERROR"]
    worst = max((severities.index(d["severity"]) for d in document["diagnostics"]), default=None)
    assert document.get("severity") == (None if worst is None else severities[worst])


# SARIF: its official schema, if there is a copy, and how code scanning uses rules and fingerprints.
@functools.cache
def sarif_schema():
    """The schema in the file that SMTPCONF_SARIF_SCHEMA names; None if there is none."""
    file = Path(os.environ.get("SMTPCONF_SARIF_SCHEMA", "none"))
    return jsonschema.Draft4Validator(json.loads(file.read_text())) if file.exists() else None


def read_sarif(text, findings, name):
    """Reads a log of one run, and compares its results with the findings."""
    log = json.loads(text)
    if sarif_schema():
        errors = [error.message for error in sarif_schema().iter_errors(log)]
        assert not errors, errors[:3]
    run = log["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert len(run["results"]) == len(findings)
    for result, finding in zip(run["results"], findings, strict=True):
        region = result["locations"][0]["physicalLocation"]["region"]
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == finding["rule"]
        assert (region["startLine"], region["startColumn"]) == (finding["start"]["line"], finding["start"]["column"])
        assert (region["endLine"], region["endColumn"]) == (finding["end"]["line"], finding["end"]["column"])
        assert len(result.get("fixes", [])) == len(finding["fixes"])
    prints = [result["partialFingerprints"]["ruleAndPath/v1"] for result in run["results"]]
    assert len(set(prints)) == len(prints), "fingerprints are not unique"


# GitHub: one command per line, whose properties are escaped.
def github_unescaped(text):
    """The text of a property or a message."""
    return text.replace("%3A", ":").replace("%2C", ",").replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")


def read_github(text, findings, name):
    """Reads workflow commands."""
    commands = [line for line in text.splitlines() if line]
    assert len(commands) == len(findings)
    found = []
    for command in commands:
        match = re.fullmatch(r"::(error|warning|notice) ([^:]*)::(.*)", command)
        assert match, command
        properties = dict(part.split("=", 1) for part in match[2].split(","))
        assert len(github_unescaped(match[3])) <= 4096
        found.append((github_unescaped(properties["title"]), int(properties["line"])))
    assert sorted(found) == sorted((finding["rule"], finding["start"]["line"]) for finding in findings)


def read_gitlab(text, findings, name):
    """Reads a code quality report."""
    issues = json.loads(text)
    assert [(i["check_name"], i["location"]["lines"]["begin"]) for i in issues] == [
        (finding["rule"], finding["start"]["line"]) for finding in findings
    ]
    assert all(i["severity"] in {"info", "minor", "major", "critical", "blocker"} and i["description"] for i in issues)
    assert all(not i["location"]["path"].startswith("./") for i in issues)
    assert len({issue["fingerprint"] for issue in issues}) == len(issues), "fingerprints are not unique"


def read_junit(text, findings, name):
    """Reads test results, with a library for them."""
    suites = junitparser.JUnitXml.fromstring(text.encode())
    cases = [case for suite in suites for case in suite]
    failures = [case for case in cases if any(isinstance(result, junitparser.Failure) for result in case.result)]
    assert len(cases) == max(1, len(findings)) == suites.tests
    assert len(failures) == sum(finding["severity"] == "error" for finding in findings) == suites.failures


def read_concise(text, findings, name):
    """Reads one line per finding."""
    lines = text.splitlines()
    assert len(lines) == len(findings)
    for line, finding in zip(lines, findings, strict=True):
        start = finding["start"]
        prefix = f"{name}:{start['line']}:{start['column']}: {finding['severity']}: "
        assert line.startswith(prefix) and line.endswith(f" [{finding['rule']}]"), line


READERS = {
    "sarif": read_sarif,
    "github": read_github,
    "gitlab": read_gitlab,
    "junit": read_junit,
    "concise": read_concise,
    "azure": read_azure,
    "teamcity": read_teamcity,
    "checkstyle": read_checkstyle,
    "rdjson": read_rdjson,
}


def main(program, kind, report, name):
    """Reads a report on a file back."""
    found = subprocess.run(
        [program, "check", "--no-filesystem", "--quiet", "--format", "json", name], capture_output=True
    )
    READERS[kind](Path(report).read_bytes().decode(), json.loads(found.stdout)["diagnostics"], name)


if __name__ == "__main__":
    main(*sys.argv[1:])
