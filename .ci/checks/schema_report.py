"""Compares a report of check-jsonschema with what is expected of the files.

    … | python3 -m checks.schema_report MODE FILE…

The modes are `accepts`, `refuses`, `refuses at` (the places that the first line of the file names) and `cannot load`.
Prints the number of files that are as expected.
"""

import json
import sys
from pathlib import Path


def judge(report, mode, files):
    """Prints the files that are not as expected; returns the number of those that are."""
    complaints, unread = {}, set()
    for error in report.get("errors", []):
        complaints.setdefault(error["filename"], []).append((error["path"], error["message"]))
    for error in report.get("parse_errors", []):
        unread.add(error["filename"])
    accepted = set(report.get("successes", [])) | set(report.get("checked_paths", []))
    good = 0
    for file in files:
        if file not in accepted and file not in complaints and file not in unread:
            problem = "not in the report of check-jsonschema"
        elif mode == "accepts":
            problem = (
                "cannot be loaded" if file in unread else "; ".join(": ".join(c) for c in complaints.get(file, []))
            )
        elif mode == "cannot load":
            problem = "" if file in unread else "can be loaded"
        elif file in unread:
            problem = "cannot be loaded"
        elif file in accepted:
            problem = "accepted"
        elif mode == "refuses at":
            problem = wrong_places(file, complaints[file])
        else:
            problem = ""
        good += not problem
        if problem:
            print(f"  FAILED {file}: {problem[:500]}", file=sys.stderr)
    return good


def wrong_places(file, complaints):
    """The problem with the places of complaints; empty if the first line of the file names the same."""
    first = Path(file).read_text(encoding="utf-8").partition("\n")[0]
    prefix = "# refused at: "
    if not first.startswith(prefix):
        return f"the first line is not `{prefix}PATH`"
    expected, found = set(first[len(prefix) :].split()), {path for path, _ in complaints}
    return "" if expected == found else f"refused at {', '.join(sorted(found))}"


if __name__ == "__main__":
    print(judge(json.load(sys.stdin), sys.argv[1], sys.argv[2:]))
