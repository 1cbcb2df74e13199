"""Files and links of other users in shared folders."""

import os

from .bench import FIXABLE, GROUP, NEW, SOMEBODY


def traps(bench):
    """Links and files of another user in a shared folder are not followed or overwritten, whatever the sysctls are."""
    writes = {
        "build": lambda name: ["build", "--no-filesystem", "a.yaml", "-o", name],
        "report": lambda name: ["check", "--no-filesystem", "--format", f"json={name}", "a.yaml"],
        "fix": lambda name: ["check", "--fix", "--no-filesystem", name],
    }

    def link(name, target, owner):
        os.symlink(target, name)
        os.lchown(name, owner, owner)

    for mode, folder_owner, owner, is_trap in (
        (0o1777, 0, SOMEBODY, True),
        (0o1770, 0, SOMEBODY, True),
        (0o1777, GROUP, SOMEBODY, True),
        (0o1777, SOMEBODY, SOMEBODY, False),
        (0o1777, 0, 0, False),
        (0o755, 0, SOMEBODY, False),
    ):
        for name, arguments in writes.items():
            for shape in ("link", "link to a link", "folder", "dangling", "file"):
                if name == "fix" and shape == "dangling":
                    continue
                with bench.work(a_yaml=NEW, victim=FIXABLE) as work:
                    sticky = work / "sticky"
                    sticky.mkdir()
                    (work / "real").mkdir()
                    target = "sticky/t"
                    if shape == "link":
                        link(sticky / "t", work / "victim", owner)
                    elif shape == "link to a link":
                        link(sticky / "t", work / "victim", owner)
                        os.symlink("sticky/t", work / "mine")
                        target = "mine"
                    elif shape == "folder":
                        link(sticky / "t", work.path, owner)
                        target = "sticky/t/victim"
                    elif shape == "dangling":
                        link(sticky / "t", work / "real/new", owner)
                    else:
                        (sticky / "t").write_text(FIXABLE)
                        os.chown(sticky / "t", owner, owner)
                    os.chown(sticky, folder_owner, folder_owner)
                    sticky.chmod(mode)
                    result = work.run(*arguments(target))
                    what = f"{name} by a {shape} of {owner} in a folder {mode:o} of {folder_owner}"
                    if is_trap:
                        bench.expect(
                            result.returncode == 2 and "another user" in result.stderr,
                            f"{what}: exit {result.returncode} {result.stderr!r}",
                        )
                        bench.expect(
                            (work / "victim").read_text() == FIXABLE and not os.listdir(work / "real"),
                            f"{what}: written",
                        )
                        if shape == "file":
                            bench.expect((sticky / "t").read_text() == FIXABLE, f"{what}: written")
                    else:
                        bench.expect(result.returncode in (0, 1), f"{what}: exit {result.returncode} {result.stderr!r}")
                    bench.expect(not work.temporaries(), f"{what}: left {work.temporaries()}")
    with bench.work() as work:
        (work / "sticky").mkdir()
        (work / "real").mkdir()
        link(work / "sticky/t", work / "real", SOMEBODY)
        (work / "sticky").chmod(0o1777)
        result = work.run("init", "sticky/t/n.yaml")
        bench.expect(
            result.returncode == 2 and not os.listdir(work / "real"),
            f"init by a folder of another user: {result.stderr!r}",
        )
        os.mkfifo(work / "sticky/pipe")
        os.chown(work / "sticky/pipe", SOMEBODY, SOMEBODY)
        work.write("a.yaml", NEW)
        result = work.run("build", "--no-filesystem", "a.yaml", "-o", "sticky/pipe")
        bench.expect(
            result.returncode == 2 and "another user" in result.stderr,
            f"build into a pipe of another user: {result.stderr!r}",
        )
