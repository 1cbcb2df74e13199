"""Ways to spoil the lines of a site or of a server. `{n}` in their text is the number of the site or the server."""

from collections.abc import Callable


def numbered(text: str, number: int) -> str:
    """Text with the number of a site or a server."""
    return text.replace("{n}", str(number))


def swap(old: str, new: str) -> Callable[[str, int], str]:
    """Text in place of other text."""

    def spoil(lines: str, number: int) -> str:
        return lines.replace(numbered(old, number), numbered(new, number), 1)

    return spoil


def add(line: str) -> Callable[[str, int], str]:
    """A line after the others."""
    return lambda lines, number: lines + numbered(line, number) + "\n"


def instead(*lines: str) -> Callable[[str, int], str]:
    """Lines in place of all but the first one."""
    rest = "".join(f"    {line}\n" for line in lines)
    return lambda old, number: old.partition("\n")[0] + "\n" + numbered(rest, number)


def without(key: str) -> Callable[[str, int], str]:
    """The lines without that of this key."""
    return lambda old, number: "".join(line for line in old.splitlines(True) if not line.startswith(f"    {key}:"))


def unchanged(lines: str, number: int) -> str:
    """The lines as they are."""
    return lines
