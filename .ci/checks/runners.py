"""The commands that CI servers execute in the output of a program, from their documentation and their agents' code."""

import re
import unicodedata

ANYWHERE = re.compile(r"##(vso|teamcity)?\[", re.IGNORECASE)
COLOUR = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
INVISIBLE = {"\u00ad", "\u034f", "\u061c", "\u115f", "\u1160", "\u17b4", "\u17b5", "\u3164", "\uffa0"}
# How the intended commands of a format begin.
MEANT = {
    "github": re.compile(r"::(error|warning|notice) file="),
    "azure": re.compile(r"##vso\[task\.logissue type=(error|warning);"),
    "teamcity": re.compile(
        r"##teamcity\[(inspectionType id|inspection typeId|buildProblem description|message text)='"
    ),
}


def is_blank(character):
    """Whether a server skips a character at the beginning of a line."""
    return character.isspace() or character in INVISIBLE or unicodedata.category(character) == "Cf"


def is_obeyed(line):
    """Whether a line has a command in it, or begins with one."""
    start = 0
    while start < len(line) and is_blank(line[start]):
        start += 1
    return bool(ANYWHERE.search(line)) or line.startswith("::", start)


def obeyed(output, kind=None):
    """The lines in an output that a server would act on, besides the intended commands of the format."""
    found = []
    for line in re.split(r"\r\n|\n|\r", output.decode("utf-8", "replace")):
        meant = MEANT[kind].match(line) if kind in MEANT else None
        rest = line[meant.end() :] if meant else line
        if is_obeyed(rest) or is_obeyed(COLOUR.sub("", rest)):
            found.append(line)
    return found
