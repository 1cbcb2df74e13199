"""Limits on threads, descriptors, and the size of files."""

import os
import resource

from .bench import FIXABLE, FIXED, NEW


def limited(kind, most):
    """Sets a limit in the process before it becomes the program."""
    return lambda: resource.setrlimit(kind, (most, most))


def without_threads(bench):
    """If no thread can be started, the first one does all the work."""

    def no_processes():
        os.setgid(65534)
        os.setuid(65534)
        resource.setrlimit(resource.RLIMIT_NPROC, (1, 1))

    with bench.work() as work:
        for number in range(5):
            work.write(f"{number}.smtp.yaml", FIXABLE)
        result = work.run("check", "--no-filesystem", "--format", "concise", ".", preexec_fn=no_processes)
        bench.expect(
            result.returncode == 1 and result.stdout.count("wrong-type") == 5,
            f"without a thread: {result.returncode} {result.stderr!r}",
        )


def limits(bench):
    """Limits on descriptors, memory and file size cause an error, never a trap, and no file is torn."""
    for count in range(3, 12):
        for arguments in (
            ["check", "--no-filesystem", "."],
            ["check", "--fix", "--no-filesystem", "1.smtp.yaml", "2.smtp.yaml"],
            ["build", "--no-filesystem", "b.yaml", "-o", "t.json"],
            ["init", "n.yaml"],
            ["check", "--no-filesystem", "--format", "json=r.json", "b.yaml"],
        ):
            with bench.work(b_yaml=NEW, t_json=bench.old_table) as work:
                for number in (1, 2):
                    work.write(f"{number}.smtp.yaml", FIXABLE)
                result = work.run(*arguments, preexec_fn=limited(resource.RLIMIT_NOFILE, count))
                what = f"{' '.join(arguments[:2])} with {count} descriptors"
                bench.expect(result.returncode in (0, 1, 2), f"{what}: exit {result.returncode}")
                bench.expect(
                    result.returncode != 2 or result.stderr.startswith("error: "), f"{what}: says {result.stderr!r}"
                )
                table = (work / "t.json").read_text()
                bench.expect(table in (bench.old_table, bench.new_table), f"{what}: the file is torn")
                if arguments[0] == "build":
                    bench.expect(
                        (result.returncode == 0) == (table == bench.new_table),
                        f"{what}: exit {result.returncode}, {table[:20]!r}",
                    )
                if arguments[1] == "--fix":
                    texts = [(work / f"{number}.smtp.yaml").read_text() for number in (1, 2)]
                    bench.expect(set(texts) <= {FIXABLE, FIXED}, f"{what}: the file is torn")
                    bench.expect(
                        (result.returncode == 0) == (texts == [FIXED, FIXED]),
                        f"{what}: exit {result.returncode}, {texts}",
                    )
                bench.expect(not work.temporaries(), f"{what}: left {work.temporaries()}")
    with bench.work(b_yaml=NEW, t_json=bench.old_table) as work:
        result = work.run(
            "build",
            "--no-filesystem",
            "b.yaml",
            "-o",
            "t.json",
            preexec_fn=limited(resource.RLIMIT_FSIZE, 10),
        )
        bench.expect(
            result.returncode == 2 and "too large" in result.stderr,
            f"a limit of file sizes: {result.returncode} {result.stderr!r}",
        )
        bench.expect(
            (work / "t.json").read_text() == bench.old_table and not work.temporaries(),
            "a limit of file sizes: leftovers",
        )
    with bench.work(f_yaml=FIXABLE) as work:
        result = work.run("check", "--no-filesystem", "--max-findings", str(2**63 - 1), "f.yaml")
        bench.expect(result.returncode == 1, f"as many findings as can be counted: {result.returncode}")
        os.mkfifo(work / "p")
        result = work.run("check", "--no-filesystem", "--fix", "p")
        bench.expect(result.returncode == 2 and "pipe" in result.stderr, f"a pipe to fix: {result.stderr!r}")
        for arguments in (["build", "f.yaml", "-o"], ["init"]):
            for name in ("new/", ".", "..", "./", "/", "none/new"):
                result = work.run(*arguments, name)
                bench.expect(
                    result.returncode in (1, 2) and sorted(os.listdir(work.path)) == ["f.yaml", "p"],
                    f"{arguments[0]} {name}: {result.stderr!r}",
                )
