"""Runs the commands that files for CI servers contain, as the servers' runners start them.

    python3 -m checks.steps REPOSITORY action INPUT=VALUE…    the steps of action.yml
    python3 -m checks.steps REPOSITORY gitlab JOB             the script of a job in the file for GitLab
    python3 -m checks.steps REPOSITORY azure NUMBER           the command of that number in a file; jenkins, teamcity
    python3 -m checks.steps REPOSITORY reviewdog              the command in the README, with `cat` in its place

Runs them in the current folder, and exits as the first that fails.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

from ruamel.yaml import YAML


def load(path):
    """The value of a YAML file."""
    return YAML(typ="safe").load(path.read_text())


def action(repository, *inputs):
    """The scripts of the action's steps, with the environment from the inputs."""
    definition = load(repository / "action.yml")
    given = dict(argument.split("=", 1) for argument in inputs)
    unknown = set(given) - set(definition["inputs"])
    assert not unknown, unknown
    values = {f"inputs.{name}": given.get(name, text["default"]) for name, text in definition["inputs"].items()}
    values |= {"github.action_path": str(repository), "github.action_repository": "", "github.action_ref": ""}
    for step in definition["runs"]["steps"]:
        if "uses" in step:
            continue
        assert "${{" not in step["run"], "a value is inserted into the script itself"
        names = {name: text.removeprefix("${{").removesuffix("}}").strip() for name, text in step["env"].items()}
        yield step["run"], {name: values[value] for name, value in names.items()}


def gitlab(repository, job):
    """The lines of a job's script."""
    for line in load(repository / "integrations/gitlab-ci.yml")[job]["script"]:
        yield line, {}


def azure(repository, number):
    """One of the steps that are scripts. The agent stops at the first command that fails."""
    steps = load(repository / "integrations/azure-pipelines.yml")["steps"]
    yield [step["bash"] for step in steps if "bash" in step][int(number)], {}


def quoted(pattern, file, number):
    """One of the commands in a file that is not YAML. Its brackets must at least be balanced."""
    text = file.read_text()
    assert text.count("{") == text.count("}") and text.count("(") == text.count(")")
    yield re.findall(pattern, text, re.MULTILINE)[int(number)], {}


def jenkins(repository, number):
    """One of the steps of the Jenkinsfile. Jenkins stops at the first command that fails."""
    return quoted(r"^\s*sh '(.*)'$", repository / "integrations/Jenkinsfile", number)


def teamcity(repository, number):
    """One of the steps of TeamCity's settings, which have only one command."""
    return quoted(r'^\s*scriptContent = "(.*)"$', repository / "integrations/teamcity-settings.kts", number)


def reviewdog(repository):
    """The block of the README that calls reviewdog."""
    readme = (repository / "integrations/README.md").read_text()
    blocks = re.findall(r"^```sh\n(.*?)^```$", readme, re.MULTILINE | re.DOTALL)
    (block,) = [block for block in blocks if "reviewdog -f=rdjson" in block]
    yield re.sub(r"reviewdog -f=rdjson.*", "cat", block), {}


KINDS = {
    "action": action,
    "azure": azure,
    "gitlab": gitlab,
    "jenkins": jenkins,
    "reviewdog": reviewdog,
    "teamcity": teamcity,
}


def main(repository, kind, *arguments):
    """Runs the commands one after another, and returns the first exit status that is not 0."""
    for script, environment in KINDS[kind](Path(repository), *arguments):
        shell = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
        status = subprocess.run(shell, env=os.environ | environment).returncode
        if status:
            return status
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
