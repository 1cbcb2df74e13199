"""Many processes that write one file at once, and signals in the middle of many files."""

import os
import signal
import subprocess
import threading
import time

from .bench import FIXABLE, FIXED, OLD, remove


def at_once(bench):
    """Fifty processes build two different tables into one file, while others read it."""
    folder = bench.build_over.folder()
    (folder / "b.yaml").write_text(OLD)
    done = threading.Event()
    torn = []

    def read():
        while not done.is_set():
            content = (folder / "t.json").read_text()
            if content not in (bench.old_table, bench.new_table):
                torn.append(content)

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for _ in range(4):
        builds = [
            subprocess.Popen(
                [bench.program, "build", "--no-filesystem", "ab"[number % 2] + ".yaml", "-o", "t.json"],
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
            )
            for number in range(50)
        ]
        for build in builds:
            words = build.communicate()[1]
            bench.expect(build.returncode == 0, f"fifty at once: exit {build.returncode} {words}")
    done.set()
    for reader in readers:
        reader.join()
    bench.expect(not torn, f"fifty at once: {len(torn)} torn tables were read")
    bench.expect(
        sorted(os.listdir(folder)) == ["a.yaml", "b.yaml", "t.json"], f"fifty at once: left {os.listdir(folder)}"
    )
    remove(folder)


def fixed_at_once(bench):
    """Thirty processes fix one file in the same way, and none of them fails."""
    with bench.work(a_yaml=FIXABLE) as work:
        for _ in range(3):
            work.write("a.yaml", FIXABLE)
            fixers = [
                subprocess.Popen(
                    [bench.program, "check", "--fix", "--no-filesystem", "a.yaml"],
                    cwd=work.path,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.PIPE,
                )
                for _ in range(30)
            ]
            for fixer in fixers:
                words = fixer.communicate()[1]
                bench.expect(fixer.returncode == 0, f"thirty fixes at once: exit {fixer.returncode} {words}")
            bench.expect((work / "a.yaml").read_text() == FIXED, "thirty fixes at once: not fixed")
            bench.expect(
                sorted(os.listdir(work.path)) == ["a.yaml"], f"thirty fixes at once: left {os.listdir(work.path)}"
            )


def ended_among_many(bench):
    """A signal while many files are fixed at once leaves each of them complete, and no other files."""
    for number in range(24):
        with bench.work() as work:
            for file in range(60):
                work.write(f"{file}.smtp.yaml", FIXABLE)
            process = subprocess.Popen(
                [bench.program, "check", "--fix", "--no-filesystem", "-q", "."],
                cwd=work.path,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            time.sleep(0.003 * number)
            end = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)[number % 3]
            process.send_signal(end)
            what = f"{end.name} after {3 * number} ms of sixty fixes"
            bench.expect(process.wait(timeout=10) in (0, -end), f"{what}: exit {process.returncode}")
            texts = {file.read_text() for file in work.path.glob("*.yaml")}
            bench.expect(texts <= {FIXABLE, FIXED}, f"{what}: a file is torn")
            bench.expect(not work.temporaries(), f"{what}: left {work.temporaries()}")
