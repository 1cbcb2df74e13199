"""Files with very many mistakes, and very many sites."""

from collections.abc import Mapping

from . import counting, gated, page
from . import mistakes as mistaken
from . import routing as routed
from .figure import Figure
from .kinds import KINDS
from .timing import PATIENCE, Timing, measure
from .workbench import Workbench

COUNT = 100_000
# Rounds for mistakes, and for sites.
ROUNDS = 5


def time(timings: Mapping[str, Timing]) -> list[str]:
    """How many times longer the wrong file takes than the right one, and whether the goal is met."""
    if "wrong" not in timings:
        return [f"more than {PATIENCE} s", "missed"]
    many = Figure("", timings["wrong"].seconds / timings["right"].seconds, mistaken.GOAL)
    return [many.shown(many.value), many.verdict]


def mistakes(bench: Workbench) -> None:
    """Compares files with a hundred thousand mistakes of each kind with those that have none, and writes the table."""
    counted = counting.figures(bench, mistaken.entries(bench, gated.MISTAKES))
    rows = []
    for (name, kind), few in zip(KINDS.items(), counted, strict=True):
        mistaken.verify(bench, name, COUNT)
        right, wrong = mistaken.commands(bench, name, COUNT)
        timings = measure(bench, {"right": right, "wrong": wrong}, ROUNDS)
        # The file is large, and no other kind needs it.
        mistaken.broken(bench, name, COUNT).unlink()
        link = f"[`{kind.rule}`](rules/{kind.rule}.md)"
        rows.append([name, link, few.shown(few.value), few.verdict, *time(timings)])
        print(rows[-1], flush=True)
    head = ["mistake", "rule", f"{gated.MISTAKES:,}, instructions", "goal: 2", f"{COUNT:,}, time", "goal: 2"]
    page.replace("mistakes", page.table(head, rows, left=2))


def routing(bench: Workbench) -> None:
    """Asks about the routing of a hundred thousand sites, and writes the table."""
    crowd = routed.Routing(bench, COUNT)
    timings = measure(bench, crowd.commands, ROUNDS)
    rows = [
        [name, f"{timing.seconds * 1000:,.0f}", f"{timing.peak / 1e6:,.0f}", str(timing.rounds)]
        for name, timing in timings.items()
    ]
    # Callgrind needs a minute for each second of the others.
    goals = counting.figures(bench, (entry for entry in routed.entries(bench, COUNT) if entry.goal is not None))
    others = counting.figures(bench, (entry for entry in routed.entries(bench, gated.SITES) if entry.goal is None))
    memory = timings["route --all-sites --format json"].peak / timings["build"].peak
    goals.append(Figure(f"memory of route --all-sites --format json ÷ build, {COUNT:,} sites", memory, 2))
    times = page.table([f"{COUNT:,} sites", "ms", "MB", "rounds"], rows)
    page.replace("routing", times + "\n\n" + page.figures([*goals, *others], "instructions, or memory"))
