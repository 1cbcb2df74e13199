"""Compares figures with the recorded ones."""

import json
import sys

from .figure import Figure
from .workbench import HERE

RECORD = HERE / "ratios.json"
# A figure may be so many times the recorded one.
TOLERANCE = 1.05
# How much higher it may be although nothing has changed.
NOISE = 1.01


def limit(figure: Figure, recorded: float) -> float:
    """The most that a figure may be: a goal that was reached is kept."""
    allowed = recorded * TOLERANCE
    if figure.goal is None or recorded > figure.goal:
        return allowed
    return max(min(allowed, figure.goal), recorded * NOISE)


def compare(found: list[Figure]) -> int:
    """Prints all figures with the recorded ones and the goals; the exit status is 1 if one is too high."""
    recorded = json.loads(RECORD.read_text())
    failed = missed = 0
    width = max(len(figure.name) for figure in found)
    print(f"{'':{width}}  {'measured':>12}  {'recorded':>12}  {'goal':>12}")
    for figure in found:
        before = recorded.pop(figure.name, None)
        is_worse = before is None or figure.value > limit(figure, before)
        failed, missed = failed + is_worse, missed + figure.is_missed
        columns = "  ".join(f"{figure.shown(number, 3):>12}" for number in (figure.value, before, figure.goal))
        verdict = "TOO HIGH" if is_worse else "goal missed" if figure.is_missed else ""
        print(f"{figure.name:{width}}  {columns}  {verdict}".rstrip())
    for name in recorded:
        print(f"{name}: recorded, but no longer measured", file=sys.stderr)
    print(f"{len(found)} figures, {failed} too high, {missed} goals missed")
    if failed or recorded:
        print("if that is intended: benchmarks/run PROGRAM --record", file=sys.stderr)
    return int(failed > 0 or len(recorded) > 0)


def record(found: list[Figure]) -> None:
    """Records the figures."""
    rounded = {figure.name: round(figure.value, 3 if figure.is_ratio else None) for figure in found}
    RECORD.write_text(json.dumps(rounded, indent=2, ensure_ascii=False) + "\n")
