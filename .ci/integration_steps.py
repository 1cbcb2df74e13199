"""Runs the commands that the files in integrations/ hold, as their runners start them.

    integration_steps.py KIND NUMBER    the command of that number in the file for azure, jenkins or teamcity
    integration_steps.py reviewdog      the command in integrations/README.md, with `cat` in place of reviewdog

Exits as the command does.
"""
import os
import re
import subprocess
import sys
from pathlib import Path

FOLDER = Path(os.environ["REPOSITORY"]) / "integrations"


def azure():
    from ruamel.yaml import YAML
    steps = YAML(typ="safe").load((FOLDER / "azure-pipelines.yml").read_text())["steps"]
    return [step["bash"] for step in steps if "bash" in step]


def jenkins():
    text = (FOLDER / "Jenkinsfile").read_text()
    assert text.count("{") == text.count("}") and text.count("(") == text.count(")")
    return re.findall(r"^\s*sh '(.*)'$", text, re.MULTILINE)


def teamcity():
    text = (FOLDER / "teamcity-settings.kts").read_text()
    assert text.count("{") == text.count("}") and text.count("(") == text.count(")")
    return re.findall(r'^\s*scriptContent = "(.*)"$', text, re.MULTILINE)


def reviewdog():
    blocks = re.findall(r"^```sh\n(.*?)^```$", (FOLDER / "README.md").read_text(), re.MULTILINE | re.DOTALL)
    (block,) = [block for block in blocks if "reviewdog -f=rdjson" in block]
    return [re.sub(r"reviewdog -f=rdjson.*", "cat", block)]


kind, number = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 0
# Azure's agent and Jenkins stop at the first command that fails, and so does TeamCity's step, which has one only.
command = {"azure": azure, "jenkins": jenkins, "teamcity": teamcity, "reviewdog": reviewdog}[kind]()[number]
sys.exit(subprocess.run(["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", command]).returncode)
