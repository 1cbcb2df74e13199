"""Names are text, whatever is in them, and pages load nothing."""

import html
import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from ..runners import obeyed

HOSTILE = [
    "</title><script>alert(1)</script>",
    "</script><script>document.title='changed'</script>",
    "<!--<script>",
    "--><img src=x onerror=alert(1)>",
    '"onload="alert(1)',
    "'><svg/onload=alert(1)>",
    "##vso[task.setvariable variable=PATH]x",
    "##[group]x",
    "::add-mask::x",
    "\u202etxt.exe\u2066",
    "a\u2028b\u2029c",
    "\x1b[31mred",
    "&lt;b&gt;&amp;#60;",
    "javascript:alert(1)",
    "]]>",
    "\ufffe\uffff",
    "tab\tline\nend",
]
SECRETS = ["hunter2", "the-user", "SECRET_NAME"]
# Nothing but these elements may be there, however the names are written.
COUNT = """
return {
  scripts: document.scripts.length,
  images: document.images.length,
  handlers: [...document.querySelectorAll("*")].filter(
    (element) => element.getAttributeNames().some((name) => name.startsWith("on"))).length,
  title: document.title,
  heading: document.querySelector("h1").textContent,
  subtitle: document.querySelector(".subtitle").textContent,
};
"""


def configuration(folder):
    """A configuration with a folder that has a hostile name, and with secrets."""
    return f"""version: 1
servers:
  a: {{ serverName: a.example.com, username: the-user, password: hunter2, useSSL: true }}
  b: {{ deliveryMethod: PickupDirectory, pickupDirectory: {folder} }}
  c: {{ serverName: c.example.com, username: {{ env: SECRET_NAME }}, password: {{ file: /run/SECRET_NAME }} }}
global: {{ servers: [a, b] }}
sites: {{ s: {{ servers: [b, c] }} }}
"""


def run(desk):
    """Hostile titles, dates, file names and folders; then requests and secrets of all pages."""
    for number, text in enumerate(HOSTILE):
        hostile_page(desk, number, text)
    hostile_folder(desk)
    agency = Path("samples/agency.smtp.yaml").resolve()
    same = [desk.run("page", agency) for _ in range(2)]
    desk.expect(same[0] == same[1], "the same input gives the same bytes")
    without_scripts(desk, agency)


def expect_silence(desk, what):
    """No request but the page itself, nothing in the console, no dialog, no command for a CI server."""
    address = desk.browser.driver.current_url.partition("#")[0]
    requests = [url for url in desk.browser.requests() if url.partition("#")[0] != address]
    # The icon is empty, and a part of the page.
    desk.expect([url for url in requests if url != "data:,"] == [], f"{what}: it requests {requests}")
    messages = desk.browser.messages()
    desk.expect(messages == [], f"{what}: the console says {messages}")


def hostile_page(desk, number, text):
    """A page with a hostile title, date and file name."""
    name = re.sub(r"[/\x00]", "_", text)
    file = desk.configuration(f"x{name}", configuration("/var/spool/mail"))
    page = desk.folder / f"hostile-{number}.html"
    # A title is an argument, which cannot begin with a hyphen without the equals sign.
    options = [f"--title={text}", f"--date={text}", "--allow", "plaintext-password"]
    page.write_bytes(desk.run("page", file.name, *options))
    desk.expect(obeyed(page.read_bytes()) == [], f"{text!r}: a CI server would obey {obeyed(page.read_bytes())}")
    desk.browser.open(page)
    for row in desk.browser.find_all(".server"):
        row.click()
    found = desk.browser.script(COUNT)
    desk.expect(found["scripts"] == 2 and found["images"] == 0, f"{text!r}: {found}")
    desk.expect(found["handlers"] == 0, f"{text!r}: it has handlers: {found}")
    shown = visible(text)
    desk.expect(found["heading"] == shown and found["title"].strip() == " ".join(shown.split()), f"{text!r}: {found}")
    desk.expect(found["subtitle"] == f"{visible(file.name)} · {shown}", f"{text!r}: {found}")
    expect_silence(desk, repr(text))
    content = page.read_text(encoding="utf-8")
    for secret in SECRETS:
        desk.expect(secret not in content, f"the page contains {secret}")
    file.unlink()


def visible(text):
    """The text with everything visible that could deceive a reader."""
    return re.sub(
        "[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]",
        lambda match: f"\\u{{{ord(match[0]):X}}}",
        text,
    )


def hostile_folder(desk):
    """Folders are shown in the list; pages of changes and pictures show more. All of them are text."""
    for number, text in enumerate(HOSTILE):
        folder = "/" + re.sub(r"[\x00-\x1f\\\ufffe\uffff\u2028\u2029]", "", text)
        quoted = "'" + folder.replace("'", "''") + "'"
        file = desk.configuration(f"folder-{number}", configuration(quoted))
        old = desk.configuration("old", configuration("/var/old"))
        allow = ["--allow", "plaintext-password"]
        outputs = {
            "page": desk.run("page", file, *allow),
            "diff": desk.run("diff", old, file, "--format", "html", *allow),
            "svg": desk.run("route", file, "--all-sites", "--format", "svg", *allow),
        }
        for kind, output in outputs.items():
            desk.expect(obeyed(output) == [], f"{kind} of {folder!r}: {obeyed(output)}")
            if kind == "svg":
                desk.expect(len(list(ElementTree.fromstring(output).iter())) > 10, f"{kind} of {folder!r} is XML")
                continue
            page = desk.folder / "folder.html"
            page.write_bytes(output)
            desk.browser.open(page)
            found = desk.browser.script(COUNT)
            desk.expect(found["scripts"] == (2 if kind == "page" else 0), f"{kind} of {folder!r}: {found}")
            desk.expect(found["handlers"] == found["images"] == 0, f"{kind} of {folder!r}: {found}")
            if kind == "diff":
                shown = desk.browser.find("main").text
                # Changes are worded for every format, some of which are shown as they are.
                expected = re.sub(r"(?i)##((vso|teamcity)?\[)", r"#\\u{23}\1", visible(folder))
                desk.expect(expected in shown, f"{kind} shows {folder!r}")
            expect_silence(desk, f"{kind} of {folder!r}")


def without_scripts(desk, file):
    """Without scripts, the answer, the picture, the losses and every site are there."""
    desk.browser.allow_scripts(False)
    try:
        desk.browser.open(desk.page(file))
        text = html.unescape(desk.browser.find("body").text)
        for part in (
            "Without agency-east and agency-west, mail of 6 sites and global waits.",
            "8 sites and global → agency-west",
            "6 sites and global wait: (global), carpenter",
            "hospital, hospital-intranet",
            "High (default server of global)",
            "agency.smtp.yaml:",
            "smtp-west.example.net:587, STARTTLS",
        ):
            desk.expect(part in text, f"without scripts, the page says: {part}")
        desk.expect(len(desk.browser.find_all(".picture .server")) == 7, "the picture is there without scripts")
        hidden = [element for element in desk.browser.find_all("button") if element.is_displayed()]
        desk.expect(hidden == [], "no button is there that would do nothing")
        expect_silence(desk, "without scripts")
    finally:
        desk.browser.allow_scripts(True)
