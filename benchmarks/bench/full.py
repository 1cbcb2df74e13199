"""The full run, which writes the tables of docs/benchmarks.md."""

import subprocess

from . import (
    comparison,
    counting,
    crowds,
    findings,
    gated,
    layers,
    machine,
    page,
    peers,
    targets,
)
from .figure import Figure
from .workbench import HERE, Workbench


def formats(found: list[Figure]) -> str:
    """The table of what findings cost, with a line for each format."""
    by_name = {figure.name: figure for figure in found}
    rows = []
    for kind, goal in findings.FORMATS.items():
        first, each = (by_name[f"{name}, {kind}"] for name in ("first finding in 90 KB", "each further finding"))
        rows.append([kind, f"{first.value:,.0f}", first.verdict, f"{each.value:,.0f}", f"{goal:,}", each.verdict])
    head = ["format", "the first one", "goal: 5,000,000", "each further one", "goal", ""]
    others = [figure for figure in found if not any(figure.name.endswith(f", {kind}") for kind in findings.FORMATS)]
    others += [figure for figure in found if "500 KB" in figure.name]
    return page.table(head, rows) + "\n\n" + page.figures(others, "other figures")


def run(bench: Workbench) -> None:
    """Measures everything, and writes each table when it is finished."""
    peers.install()
    page.replace("machine", page.table(["", ""], machine.rows(bench), left=2))
    comparison.run(bench)
    page.replace("findings", formats(counting.figures(bench, findings.entries(bench))))
    crowds.mistakes(bench)
    crowds.routing(bench)
    others = [*layers.entries(bench), *targets.entries(bench, gated.SITES_WITH_DOMAINS)]
    page.replace("others", page.figures(counting.figures(bench, others), "instructions"))
    editor = subprocess.run([HERE / "editor", bench.program], capture_output=True, text=True, check=True)
    page.replace("editor", editor.stdout)
