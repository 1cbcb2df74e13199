"""Access control lists, owners and modes: users who could read a file before can still read it, and no others."""

import os
import stat

from .bench import (
    ACCESS,
    ALLOWED,
    DEFAULT,
    FIXABLE,
    FIXED,
    GROUP,
    LITERAL,
    MASK,
    NEW,
    NOBODY,
    ONE_READER,
    OTHER,
    OWNER,
    OWNING_GROUP,
    SOMEBODY,
    USER,
    Case,
    access_list,
    remove,
    rights,
)


def kept_rights(bench):
    """A file that is replaced keeps its owner, its mode, its access control list and its attributes."""
    writes = {
        "a.yaml": ["check", "--fix", "--no-filesystem", "a.yaml"],
        "t.json": ["build", "--no-filesystem", "b.yaml", "-o", "t.json"],
        "r.json": ["check", "--no-filesystem", "--format", "json=r.json", "b.yaml"],
    }
    for target, arguments in writes.items():
        for mode, user, acl in (
            (0o640, 0, ONE_READER),
            (0o660, SOMEBODY, ONE_READER),
            (0o640, SOMEBODY, None),
            (0o4755, 0, None),
        ):
            with bench.work(a_yaml=FIXABLE, b_yaml=NEW, t_json=bench.old_table, r_json="old") as work:
                file = work / target
                os.chown(file, user, GROUP)
                file.chmod(mode)
                if acl:
                    os.setxattr(file, ACCESS, acl)
                try:
                    os.setxattr(file, "user.note", b"kept")
                except OSError:
                    pass
                before, text = rights(file), file.read_text()
                result = work.run(*arguments)
                what = f"{' '.join(arguments[:2])} over mode {mode:o} with{'' if acl else 'out'} an ACL"
                bench.expect(result.returncode == 0 and file.read_text() != text, f"{what}: {result.stderr}")
                bench.expect(rights(file) == before, f"{what}: {before} became {rights(file)}")
                # Writing the same again must not change anything.
                work.run(*arguments)
                bench.expect(rights(file) == before, f"{what}, once more: {before} became {rights(file)}")


def rights_that_cannot_be_kept(bench):
    """A user who cannot preserve a file's rights neither opens it to others nor locks anybody out."""
    # The file's group is lost: the user's own group does not get its rights.
    with bench.work(a_yaml=NEW, t_json=bench.old_table) as work:
        work.path.chmod(0o777)
        os.chown(work / "t.json", SOMEBODY, GROUP)
        (work / "t.json").chmod(0o664)
        result = work.run("build", "--no-filesystem", "a.yaml", "-o", "t.json", **NOBODY)
        found = rights(work / "t.json")
        bench.expect(
            result.returncode == 0 and found[0] == oct(stat.S_IFREG | 0o644),
            f"a group that cannot be kept: {found} {result.stderr}",
        )
    # Users who can read the file would lose access.
    for mode, user, group in ((0o640, 0, GROUP), (0o600, SOMEBODY, 65534)):
        with bench.work(a_yaml=NEW, t_json=bench.old_table) as work:
            work.path.chmod(0o777)
            os.chown(work / "t.json", user, group)
            (work / "t.json").chmod(mode)
            result = work.run("build", "--no-filesystem", "a.yaml", "-o", "t.json", **NOBODY)
            bench.expect(
                result.returncode == 2 and "no longer read" in result.stderr,
                f"rights that cannot be kept: {result.stderr!r}",
            )
            bench.expect(
                (work / "t.json").read_text() == bench.old_table and not work.temporaries(),
                "rights that cannot be kept: written",
            )
    case = Case(
        "fix with an ACL",
        ["check", "--fix", "--no-filesystem", "a.yaml"],
        "a.yaml",
        {"a.yaml": FIXABLE},
        FIXABLE,
        FIXED,
    )
    folder = case.folder()
    os.setxattr(folder / "a.yaml", ACCESS, ONE_READER)
    result = bench.trace(case, folder, "-e", "trace=fsetxattr", "-e", "inject=fsetxattr:error=EPERM:when=1")
    bench.expect(
        result.returncode == 2 and "access control list" in result.stderr,
        f"an ACL that cannot be set: {result.stderr!r}",
    )
    bench.expect(
        case.content(folder) == FIXABLE and not case.leftovers(folder),
        "an ACL that cannot be set: the file has changed",
    )
    remove(folder)


def default_lists(bench):
    """A new file gets the folder's default rights, but a table with a password does not."""
    default = access_list(
        (OWNER, 7, None), (USER, 7, SOMEBODY), (OWNING_GROUP, 5, None), (MASK, 7, None), (OTHER, 0, None)
    )
    for text, allowed, is_private in ((NEW, [], False), (LITERAL, ALLOWED, True)):
        for before in (None, bench.old_table):
            with bench.work(a_yaml=text) as work:
                (work / "out").mkdir()
                if before:
                    work.write("out/t.json", before)
                    (work / "out/t.json").chmod(0o644)
                os.setxattr(work / "out", DEFAULT, default)
                work.write("out/made-by-another", "")
                result = work.run("build", "--no-filesystem", *allowed, "a.yaml", "-o", "out/t.json")
                mode, _, _, attributes = rights(work / "out/t.json")
                kind, age = "private" if is_private else "public", "replaced" if before else "new"
                what = f"a folder's default ACL, {kind}, {age}"
                bench.expect(result.returncode == 0, f"{what}: {result.stderr}")
                if is_private:
                    bench.expect(mode == "0o100600" and ACCESS not in attributes, f"{what}: {mode} {attributes}")
                elif before:
                    bench.expect(mode == "0o100644" and ACCESS not in attributes, f"{what}: {mode} {attributes}")
                else:
                    other = rights(work / "out/made-by-another")
                    bench.expect(
                        (mode, attributes) == (other[0], other[3]), f"{what}: {mode} {attributes}, not {other}"
                    )


def secrets_of_others(bench):
    """A table with a password is never written to a file that another user can read."""
    build = ["build", "--no-filesystem", *ALLOWED, "a.yaml", "-o", "t.json"]
    for text in ("", None):
        with bench.work(a_yaml=LITERAL) as work:
            if text is None:
                work.run(*build)
            else:
                work.write("t.json", text)
            os.chown(work / "t.json", SOMEBODY, SOMEBODY)
            result = work.run(*build)
            what = f"a password in {'the same table' if text is None else 'a file'} of another user"
            bench.expect(result.returncode == 2 and "another user" in result.stderr, f"{what}: {result.stderr!r}")
            bench.expect(text is None or (work / "t.json").read_text() == text, f"{what}: written")
    # Not even if it has the same content already, and an ACL lets others read it.
    for mode, acl in ((0o640, ONE_READER), (0o600, ONE_READER), (0o644, None)):
        with bench.work(a_yaml=LITERAL) as work:
            work.run(*build)
            if acl:
                os.setxattr(work / "t.json", ACCESS, acl)
            (work / "t.json").chmod(mode)
            result = work.run(*build)
            found = rights(work / "t.json")
            bench.expect(
                result.returncode == 0 and found[0] == "0o100600" and ACCESS not in found[3],
                f"an unchanged table with a password that others could read: {found} {result.stderr!r}",
            )
    with bench.work(a_yaml=LITERAL) as work:
        os.mkfifo(work / "t.json", 0o644)
        reader = os.open(work / "t.json", os.O_RDONLY | os.O_NONBLOCK)
        result = work.run(*build)
        bench.expect(
            result.returncode == 2 and os.read(reader, 10) == b"", f"a password into a pipe for all: {result.stderr!r}"
        )
        os.close(reader)
