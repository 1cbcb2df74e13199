"""The tools that are used for such files otherwise."""

import subprocess
import venv
from pathlib import Path

from .command import Command
from .workbench import HERE, ROOT

FOLDER = ROOT / ".build-peers"
TOOLS = FOLDER / "bin"
LIST = HERE / "peers.txt"
# Rules of ryl that report something in the files, or would ask for another style.
DISABLED = "line-length,document-start,document-end,braces,quoted-strings,key-ordering"


def install() -> None:
    """Installs the tools, in the versions of the list."""
    if not FOLDER.exists():
        venv.create(FOLDER, with_pip=True)
    subprocess.run([TOOLS / "pip", "install", "--quiet", "--disable-pip-version-check", "-r", LIST], check=True)


def versions() -> dict[str, str]:
    """The installed versions, by name."""
    lines = [line for line in LIST.read_text().splitlines() if not line.startswith("#")]
    return dict(line.split("==") for line in lines)


def commands(file: Path) -> dict[str, Command]:
    """What checks a file."""
    schema = ROOT / "schemas" / "smtpconf.schema.json"
    return {
        "ryl": Command.of(TOOLS / "ryl", "check", "--no-cache", "--enable", "ALL", "--disable", DISABLED, file),
        "PyYAML, jsonschema-rs": Command.of(TOOLS / "python", HERE / "peer.py", file),
        "check-jsonschema": Command.of(TOOLS / "check-jsonschema", "--quiet", "--schemafile", schema, file),
        "yamllint": Command.of(TOOLS / "yamllint", "-d", "relaxed", file),
    }


def verify(name: str, command: Command) -> None:
    """Makes sure that a tool finds nothing: what it finds would cost time as well."""
    result = subprocess.run(command.arguments, capture_output=True, text=True, cwd=ROOT)
    output = result.stdout + result.stderr
    assert result.returncode == 0 and not output, f"{name}: exit {result.returncode}\n{output[:500]}"
