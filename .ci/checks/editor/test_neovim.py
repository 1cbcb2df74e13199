"""A whole session in Neovim with the file that users copy: open, fix, complete, rename across files, save."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
EDITORS = HERE.parents[2] / "editors"
FILES = {
    "production.smtp.yaml": """\
version: 1
servers:
  primary:
    serverName: smtp.example.com
    enabled: yes
  bulk: { serverName: bulk.example.com }
global: { defaultServer: primary }
sites:
  shop:
    servers: [primary, nothing]
""",
    "staging.smtp.yaml": """\
version: 1
extends: production.smtp.yaml
servers: { bulk: { priority: High } }
sites: { shop: { servers: [bulk] } }
""",
    "production.test.yaml": """\
version: 1
configuration: production.smtp.yaml
tests:
  - { site: shop, busy: [primary], expect: { server: bulk } }
""",
}


@pytest.mark.skipif(shutil.which("nvim") is None, reason="Neovim is not installed")
def test_session(program, tmp_path):
    """What Neovim shows, and what `check` and `test` say of the files that it saved."""
    for name, text in FILES.items():
        (tmp_path / name).write_text(text)
    seen = tmp_path / "seen"
    variables = {"SMTPCONF_PROGRAM": program, "SMTPCONF_EDITORS": str(EDITORS), "SMTPCONF_SEEN": str(seen)}
    command = ["nvim", "--headless", "--clean", "-n", "-c", f"luafile {HERE / 'session.lua'}"]
    run = subprocess.run(
        command,
        cwd=tmp_path,
        env=os.environ | variables | {"XDG_STATE_HOME": str(tmp_path / "state")},
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert seen.exists(), run.stderr.decode()
    assert seen.read_text().splitlines() == [
        "findings: undefined-server wrong-type",
        "after the fix: undefined-server",
        "completions: bulk",
        "after the completion: ",
        "lines with the new name: 2",
        "hover: shop: Available via primary",
    ]
    for name in FILES:
        assert "bulk:" not in (tmp_path / name).read_text()
    check = subprocess.run(
        [program, "check", "--format", "json", *FILES], cwd=tmp_path, capture_output=True, check=False
    )
    assert json.loads(check.stdout)["diagnostics"] == []
    subprocess.run([program, "test", "production.test.yaml"], cwd=tmp_path, check=True)
