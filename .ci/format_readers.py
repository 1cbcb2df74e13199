"""Reads the formats azure, teamcity, checkstyle and rdjson back, by the documented rules of those who read them.

Each reader takes a report, the findings of the same run as format json has them, and the name of the file.
"""
import json
import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path


def places(findings, *severities):
    return [(f["rule"], f["start"]["line"], f["start"]["column"], f["severity"])
            for f in findings if not severities or f["severity"] in severities]


# Azure Pipelines: a logging command begins with ##vso[, properties end with semicolons, and the agent unescapes in this
# order.
def azure_unescaped(text):
    for escape, character in {"%3B": ";", "%0D": "\r", "%0A": "\n", "%5D": "]", "%AZP25": "%"}.items():
        text = text.replace(escape, character)
    return text


def azure_command(line):
    """The name, the properties and the message of a command; nothing for a plain line."""
    begin, end = line.find("##vso["), line.find("]")
    if begin < 0:
        return None
    assert begin == 0 and end > 0, line
    name, _, properties = line[len("##vso["):end].partition(" ")
    pairs = [pair.split("=", 1) for pair in properties.split(";") if pair]
    return name, {key.lower(): azure_unescaped(value) for key, value in pairs}, azure_unescaped(line[end + 1:])


def read_azure(text, findings, name):
    lines = text.splitlines()
    commands = [command for command in map(azure_command, lines) if command]
    plain = [line for line in lines if not line.startswith("##vso[")]
    assert all(command[0] == "task.logissue" for command in commands)
    kinds = [properties["type"] for _, properties, _ in commands]
    assert kinds == sorted(kinds), "errors do not come first"
    assert all(properties["sourcepath"] == str(Path(name).resolve()) for _, properties, _ in commands)
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


# TeamCity: values stand in quotes, `|` escapes, and everything has its limit.
SERVICE_MESSAGE = re.compile(r"##teamcity\[(\w+)((?: \w+='(?:[^|'\[\]]|\|['|nr\[\]]|\|0x[0-9A-F]{4})*')+)\]")
SERVICE_ATTRIBUTE = re.compile(r" (\w+)='((?:[^|']|\|.)*)'")
SERVICE_LIMITS = {"inspectionType": {"id": 255, "name": 255, "category": 255, "description": 4000},
                  "inspection": {"typeId": 255, "message": 4000, "file": 4000}}


def teamcity_unescaped(text):
    units = re.sub(r"\|0x([0-9A-F]{4})|\|(.)", lambda m: chr(int(m[1], 16)) if m[1] else {"n": "\n", "r": "\r"}.get(m[2], m[2]),
                   text)
    return units.encode("utf-16", "surrogatepass").decode("utf-16")


def read_teamcity(text, findings, name):
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
            assert values["typeId"] in known, "a type is told only after its first use"
            assert values["file"] == name.removeprefix("./") or Path(name).is_absolute() or name.startswith(".."), line
            inspections.append((values["typeId"], int(values["line"]), values["SEVERITY"].lower()))
            message = findings[len(inspections) - 1]["message"]
            assert values["message"].startswith(message) or message.startswith(values["message"]), line
    assert inspections == [(rule, line, severity) for rule, line, _, severity in places(findings)]


def read_checkstyle(text, findings, name):
    root = ElementTree.fromstring(text)
    assert root.tag == "checkstyle" and root.get("version")
    assert [child.tag for child in root] == ["file"] and root[0].get("name")
    assert all(error.tag == "error" for error in root[0])
    sources = [error.get("source").split(".") for error in root[0]]
    assert all(len(source) == 3 and source[0] == "smtpconf" and source[1] not in ("", "other") for source in sources)
    found = [(source[2], int(error.get("line")), int(error.get("column")), error.get("severity"))
             for source, error in zip(sources, root[0])]
    assert found == places(findings)
    assert all(error.get("message").startswith(finding["message"]) for error, finding in zip(root[0], findings))
    # No value holds a line end: each element has a line, the two that hold others have two, and there is a declaration.
    assert len(text.splitlines()) == (5 + len(found) if found else 4)


# reviewdog reads protocol buffers in JSON, which take no field that they do not know.
RDF_FIELDS = {
    "result": {"diagnostics", "source", "severity"}, "source": {"name", "url"}, "code": {"value", "url"},
    "diagnostic": {"message", "location", "severity", "source", "code", "suggestions", "original_output"},
    "location": {"path", "range"}, "range": {"start", "end"}, "position": {"line", "column"}, "suggestion": {"range", "text"},
}


def known(kind, value):
    assert set(value) <= RDF_FIELDS[kind], f"{kind} with {set(value)}"
    return value


def line_starts(data):
    return [0] + [match.end() for match in re.finditer(rb"\r\n|\n|\r", data)]


def offsets(span, starts):
    return [starts[known("position", known("range", span)[end])["line"] - 1] + span[end]["column"] - 1
            for end in ("start", "end")]


def applied(data, edits):
    for start, end, text in sorted(edits, reverse=True):
        data = data[:start] + text.encode() + data[end:]
    return data


def read_rdjson(text, findings, name):
    document, data = known("result", json.loads(text)), Path(name).read_bytes()
    starts = line_starts(data)
    assert known("source", document["source"])["name"] == "smtpconf"
    assert len(document["diagnostics"]) == len(findings)
    for diagnostic, finding in zip(document["diagnostics"], findings):
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
            for suggestion, fix in zip(suggestions, finding["fixes"]):
                edit = (*offsets(known("suggestion", suggestion)["range"], starts), suggestion["text"])
                edits = [(e["start"]["offset"], e["end"]["offset"], e["text"]) for e in fix["edits"]]
                assert applied(data, [edit]) == applied(data, edits), "a suggestion is not what the fix does"
    severities = ["INFO", "WARNING", "ERROR"]
    worst = max((severities.index(d["severity"]) for d in document["diagnostics"]), default=None)
    assert document.get("severity") == (None if worst is None else severities[worst])


READERS = {"azure": read_azure, "teamcity": read_teamcity, "checkstyle": read_checkstyle, "rdjson": read_rdjson}


def main():
    """format_readers.py PROGRAM KIND REPORT FILE: reads a report on a file back."""
    import subprocess
    import sys

    program, kind, report, name = sys.argv[1:]
    found = subprocess.run([program, "check", "--no-filesystem", "--quiet", "--format", "json", name], capture_output=True)
    READERS[kind](Path(report).read_bytes().decode(), json.loads(found.stdout)["diagnostics"], name)


if __name__ == "__main__":
    main()
