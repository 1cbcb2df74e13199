"""Folders that cannot be listed, and names that are not UTF-8."""

import os
from pathlib import Path

from .bench import FIXABLE, FIXED, NEW, NOBODY


def folders_that_hide(bench):
    """A folder that cannot be read is an error, and does not hide others."""

    def tree():
        work = bench.work()
        for name in ("a", "b", "c"):
            (work / name).mkdir()
            work.write(f"{name}/{name}.smtp.yaml", FIXABLE)
        (work / "b/sub").mkdir()
        work.write("b/sub/deep.smtp.yaml", FIXABLE)
        return work

    for mode, hidden in (
        (0o700, ["b`"]),
        (0o711, ["b`"]),
        (0o733, ["b`"]),
        (0o744, ["b/sub`", "b/b.smtp.yaml`"]),
        (0o755, []),
    ):
        with tree() as work:
            (work / "b").chmod(mode)
            result = work.run("check", "--no-filesystem", "--format", "concise", ".", **NOBODY)
            bench.expect(result.returncode == (2 if hidden else 1), f"a folder {mode:o}: exit {result.returncode}")
            bench.expect(all(name in result.stderr for name in hidden), f"a folder {mode:o}: says {result.stderr!r}")
            bench.expect(
                "a/a.smtp.yaml:" in result.stdout and "c/c.smtp.yaml:" in result.stdout,
                f"a folder {mode:o} hides others",
            )
    with tree() as work:
        (work / "b/b.smtp.yaml").chmod(0o600)
        result = work.run("check", "--no-filesystem", "--format", "concise", ".", **NOBODY)
        bench.expect(
            result.returncode == 2 and result.stdout.count(".smtp.yaml:") == 3 and "b/b.smtp.yaml`" in result.stderr,
            f"an unreadable file among others: {result.stdout} {result.stderr}",
        )
    # A folder that may be written to, but not listed.
    with bench.work(ok_yaml=NEW) as work:
        (work / "drop").mkdir()
        work.write("drop/f.yaml", FIXABLE)
        os.chown(work / "drop/f.yaml", 65534, 65534)
        os.chown(work / "drop", 65534, 65534)
        (work / "drop").chmod(0o300)
        for arguments in (
            ["build", "--no-filesystem", "ok.yaml", "-o", "drop/t.json"],
            ["init", "drop/n.yaml"],
            ["check", "--fix", "--no-filesystem", "drop/f.yaml"],
            ["build", "--no-filesystem", "ok.yaml", "-o", "drop/t.json"],
            ["check", "--no-filesystem", "--format", "json=drop/r.json", "ok.yaml"],
        ):
            result = work.run(*arguments, **NOBODY)
            bench.expect(
                result.returncode == 0,
                f"{' '.join(arguments[:2])} in a folder that cannot be listed: {result.stderr!r}",
            )
        bench.expect((work / "drop/f.yaml").read_text() == FIXED, "a folder that cannot be listed: nothing is fixed")
        bench.expect(
            sorted(os.listdir(work / "drop")) == ["f.yaml", "n.yaml", "r.json", "t.json"],
            "a folder that cannot be listed: leftovers",
        )


def names(bench):
    """Names need not be UTF-8, on the command line or in a folder; two names of one file are one file."""
    with bench.work() as work:
        top = os.fsencode(work.path)
        os.mkdir(top + b"/d\xff")
        for name in (b"/d\xff/1.smtp.yaml", b"/b\xff.smtp.yaml", b"/b\xfe.smtp.yaml"):
            Path(os.fsdecode(top + name)).write_text(FIXABLE)
        result = work.run("check", "--no-filesystem", "--format", "concise", ".")
        bench.expect(
            result.returncode == 1 and result.stdout.count("wrong-type") == 3,
            f"names that are not UTF-8, in a folder: {result.stdout!r} {result.stderr!r}",
        )
        name = os.fsdecode(b"b\xff.smtp.yaml")
        result = work.run("check", "--no-filesystem", "--fix", name)
        bench.expect(
            result.returncode == 0 and (work / name).read_text() == FIXED,
            f"a name that is not UTF-8, fixed: {result.stderr!r}",
        )
        table, report = os.fsdecode(b"t\xff.json"), os.fsdecode(b"r\xff.json")
        result = work.run("build", "--no-filesystem", name, "--output=" + table, "--format", "json=" + report)
        bench.expect(
            result.returncode == 0 and (work / table).read_text() == bench.new_table and (work / report).exists(),
            f"a name that is not UTF-8, written: {result.stderr!r}",
        )
        result = work.run("check", os.fsdecode(b"none\xff.yaml"))
        bench.expect(
            result.returncode == 2 and "none\\xFF.yaml" in result.stderr,
            f"a name that is not UTF-8, not there: {result.stderr!r}",
        )
    for link in (os.symlink, os.link):
        for _ in range(20):
            with bench.work(a_smtp_yaml=FIXABLE) as work:
                link("a.smtp.yaml" if link is os.symlink else work / "a.smtp.yaml", work / "b.smtp.yaml")
                result = work.run("check", "--no-filesystem", "--fix", ".")
                texts = {(work / name).read_text() for name in ("a.smtp.yaml", "b.smtp.yaml")}
                bench.expect(
                    result.returncode == 0 and texts == {FIXED} and not work.temporaries(),
                    f"two names of one file: {result.stderr!r} {texts}",
                )
