"""Pipes without a reader, and closed standard streams."""

import os
import signal
import subprocess

from .bench import remove


def with_broken_pipe_signal(action):
    """Ignores the signal of a broken pipe, or not, in the process before it becomes the program."""
    return lambda: signal.signal(signal.SIGPIPE, action)


def pipes(bench):
    """If the output has no reader, the program ends like other programs, without a message."""
    folder = bench.build_over.folder()
    for ignored in (False, True):
        for arguments in (
            ["build", "a.yaml"],
            ["build", "--compact", "a.yaml"],
            ["build", "a.yaml", "-o", "/dev/stdout"],
            ["check", "--format", "json", "a.yaml"],
            ["route", "--all-sites", "a.yaml"],
            ["--help"],
            ["rules"],
            ["schema"],
            ["init", "-"],
        ):
            read, write = os.pipe()
            os.close(read)
            result = subprocess.run(
                [bench.program, *arguments],
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=write,
                stderr=subprocess.PIPE,
                restore_signals=not ignored,
                timeout=60,
                preexec_fn=with_broken_pipe_signal(signal.SIG_IGN if ignored else signal.SIG_DFL),
            )
            os.close(write)
            what = f"{' '.join(arguments)} into a pipe without a reader, its signal {'ignored' if ignored else 'sent'}"
            bench.expect(result.stderr == b"", f"{what}: says {result.stderr!r}")
            bench.expect(result.returncode == (2 if ignored else -signal.SIGPIPE), f"{what}: exit {result.returncode}")
    # If standard output and standard error are closed, no file may take their numbers.
    for closed in (">&-", "2>&-", ">&- 2>&-", "<&- >&- 2>&-"):
        (folder / "t.json").write_text(bench.old_table)
        status = subprocess.run(
            ["sh", "-c", f'"$0" build --no-filesystem a.yaml -o t.json {closed}', bench.program], cwd=folder
        ).returncode
        bench.expect(
            status == 0 and (folder / "t.json").read_text() == bench.new_table, f"build with {closed}: exit {status}"
        )
    status = subprocess.run(
        ["sh", "-c", '"$0" build --no-filesystem a.yaml >&- 2>/dev/null', bench.program], cwd=folder
    ).returncode
    bench.expect(status == 2, f"a table for a closed output: exit {status}")
    remove(folder)
