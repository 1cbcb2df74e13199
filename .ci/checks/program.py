"""Information that a built program gives about itself."""

import json
import subprocess


def finding_formats(program):
    """The names of the formats of `check`, in their order."""
    help_text = subprocess.run([program, "--experimental-dump-help"], capture_output=True, check=True).stdout
    commands = json.loads(help_text)["command"]["subcommands"]
    check = next(command for command in commands if command["commandName"] == "check")
    option = next(one for one in check["arguments"] if any(name["name"] == "format" for name in one.get("names") or []))
    return option["completionKind"]["list"]["values"]
