"""What the trials share: the program, a folder, the browser, and the counts."""

import json
import subprocess

from ..tally import Tally

ALLOW = ["--allow", "plaintext-password,site-without-servers,site-servers-all-disabled"]


class Desk(Tally):
    """Runs the program, and counts what is expected of its pages."""

    def __init__(self, program, folder, browser, is_recording):
        """Begins with nothing checked."""
        super().__init__()
        self.program, self.folder, self.browser, self.is_recording = program, folder, browser, is_recording

    def run(self, *arguments, text=None):
        """Runs the program in the folder, and returns its output."""
        command = [self.program, *map(str, arguments)]
        result = subprocess.run(command, capture_output=True, input=text, timeout=120, cwd=self.folder)
        assert result.returncode == 0, f"exit {result.returncode}: {arguments} {result.stderr[:500]}"
        return result.stdout

    def configuration(self, name, content):
        """Writes a configuration, given as an object or as text; returns the file."""
        file = self.folder / f"{name}.smtp.yaml"
        file.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        return file

    def page(self, file, *options):
        """Writes the page of a configuration or a table; returns the file."""
        page = self.folder / f"{file.name}.html"
        self.run("page", file, "-o", page, *ALLOW, *options)
        return page

    def routes(self, file, states):
        """What `route` says about all sites; `states` has the servers that are busy or down."""
        options = []
        for option in ("busy", "down"):
            servers = [server for server, state in states.items() if state == option]
            options += [f"--{option}", ",".join(servers)] if servers else []
        answer = json.loads(self.run("route", file, *ALLOW, "--all-sites", "--format", "json", *options))
        return {"(global)": answer["global"], **answer["sites"]}
