"""Writes tables into docs/benchmarks.md."""

from collections.abc import Iterable, Sequence

from .figure import Figure
from .workbench import ROOT

PAGE = ROOT / "docs" / "benchmarks.md"


def table(head: Sequence[str], rows: Iterable[Sequence[str]], left: int = 1) -> str:
    """A table in Markdown; so many columns are text, and the others are numbers."""
    rule = ["---" if column < left else "--:" for column in range(len(head))]
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, rule, *rows))


def figures(found: Iterable[Figure], name: str = "") -> str:
    """Figures with their goals."""
    return table(
        [name, "measured", "goal", ""],
        ([figure.name, figure.shown(figure.value), figure.shown(figure.goal), figure.verdict] for figure in found),
    )


def replace(name: str, content: str) -> None:
    """Writes what is between the marks of this name."""
    begin, end = f"<!-- {name}: begin -->\n", f"<!-- {name}: end -->\n"
    before, marked, rest = PAGE.read_text().partition(begin)
    _, ended, after = rest.partition(end)
    assert marked and ended, f"{PAGE.name} has no place for {name}"
    PAGE.write_text(f"{before}{begin}{content.strip()}\n{end}{after}")
    print(f"{name}\n{content}\n", flush=True)
