"""Follows the links of the documentation, and looks for what its site would load from elsewhere.

python3 -m checks.doc_links files          Markdown files of the repository: every link leads to a file and a heading
python3 -m checks.doc_links site FOLDER    pages of the site: every link leads to a file, and no other host is asked
"""

import os
import re
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import markdown
from pymdownx.slugs import slugify

from .tally import Tally

# The attributes with which an element of a page makes a browser load something.
LOADED = {
    "audio": "src",
    "embed": "src",
    "iframe": "src",
    "img": "src",
    "link": "href",
    "script": "src",
    "video": "src",
}


class Page(HTMLParser):
    """The links and the ids of a page, and what it loads from other hosts."""

    def __init__(self, text):
        """Reads the page."""
        super().__init__()
        self.links, self.ids, self.requests = [], set(), []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        """Records the link, the id and the loaded files of an element."""
        values = dict(attributes)
        self.ids.update(values[name] for name in ("id", "name") if values.get(name))
        if tag == "a" and values.get("href"):
            self.links.append(values["href"])
        source = values.get(LOADED.get(tag, "")) or ""
        if re.match(r"(https?:)?//", source) and values.get("rel") != "canonical":
            self.requests.append(source)


def rendered(file):
    """A Markdown file as a page, with the ids that code hosts generate for headings."""
    toc = {"slugify": slugify(case="lower")}
    html = markdown.markdown(
        file.read_text(encoding="utf-8"),
        extensions=["pymdownx.superfences", "tables", "toc"],
        extension_configs={"toc": toc},
    )
    return Page(html)


def markdown_files(top):
    """The Markdown files below a folder, except build folders and those of git."""
    for folder, folders, names in os.walk(top):
        folders[:] = [name for name in folders if name != ".git" and not name.startswith(".build")]
        yield from (Path(folder, name) for name in names if name.endswith(".md"))


def check_files(tally):
    """Every link of a Markdown file leads to a file of the repository, and to an existing heading."""
    top = Path.cwd()
    pages = {file: rendered(file) for file in markdown_files(top)}
    for file, page in sorted(pages.items()):
        for link in page.links:
            if re.match(r"[a-z]+:", link):
                continue
            path, _, anchor = link.partition("#")
            target = (file.parent / path).resolve() if path else file
            name = file.relative_to(top)
            tally.expect(target.is_relative_to(top) and target.exists(), f"{name}: {link} leads nowhere")
            if anchor and target in pages:
                tally.expect(anchor in pages[target].ids, f"{name}: {link} has no such heading")


def check_site(tally, site):
    """Every link of a page leads to a file of the site, and no page makes a request to another host."""
    pages = sorted(Path(site).rglob("*.html"))
    tally.expect(pages, f"{site} has no pages")
    for file in pages:
        page = Page(file.read_text(encoding="utf-8"))
        tally.expect(not page.requests, f"{file}: loads {', '.join(page.requests[:3])}")
        # Absolute links depend on where the site is served; only the page for missing pages needs them.
        for path in {unquote(re.sub("[?#].*", "", link)) for link in page.links if not re.match(r"[a-z]+:|/", link)}:
            tally.expect((file.parent / path).exists(), f"{file}: {path} leads nowhere")
    for sheet in sorted(Path(site).rglob("*.css")):
        found = re.findall(r"(?:url\(|@import\s*)[\"']?(https?:[^\"')]+)", sheet.read_text(encoding="utf-8"))
        tally.expect(not found, f"{sheet}: loads {', '.join(found[:3])}")


def main(kind, *arguments):
    """Runs the requested check, and returns the exit status."""
    tally = Tally()
    {"files": check_files, "site": check_site}[kind](tally, *arguments)
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
