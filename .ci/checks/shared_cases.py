"""Writes the shared cases as JSON, for the schemas: `python3 -m checks.shared_cases CASES FOLDER`.

The folder gets what the schemas are to accept, to refuse, and the tables.
"""

import json
import sys
from pathlib import Path

from .core_yaml import read_yaml

# Rules that a schema cannot express: about other lines, the disk, comments, advice. Files that break the rules of YAML
# itself are left out.
BEYOND = {
    "duplicate-id",
    "undefined-server",
    "plaintext-password",
    "implicit-tls-port",
    "site-without-servers",
    "site-servers-all-disabled",
    "invalid-allowance",
}
NO_YAML = {"yaml-syntax", "yaml-encoding", "yaml-limit", "yaml-tag", "multiple-documents", "duplicate-key"}


def export_cases(source, target):
    """Writes the cases as JSON: those that the schemas must accept, those they must refuse, and the tables."""
    for folder in ("accepts", "refuses", "tables"):
        (target / folder).mkdir()
    for file in sorted(source.glob("*.json")):
        case = json.loads(file.read_text(encoding="utf-8"))
        if case.get("rule") in NO_YAML:
            continue
        document = read_yaml(file.with_suffix(".smtp.yaml").read_bytes())
        structural = not case["valid"] and case["exit"] == 1 and case["rule"] not in BEYOND
        if case.get("rule") == "value-too-long" and max(map(ord, json.dumps(document, ensure_ascii=False))) > 0xFFFF:
            structural = False  # smtpconf counts UTF-16 code units, a schema counts characters
        out = target / ("refuses" if structural else "accepts") / file.name
        out.write_text(json.dumps(document), encoding="utf-8")
        if case["valid"]:
            (target / "tables" / file.name).write_text(case["table"], encoding="utf-8")


if __name__ == "__main__":
    export_cases(Path(sys.argv[1]), Path(sys.argv[2]))
