"""For any file, what the editor shows is what `check` says."""

import json
import random
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
SAMPLES = sorted(
    file for folder in ("samples", "samples/broken", "samples/environments") for file in (ROOT / folder).glob("*.yaml")
)
SEVERITIES = {"error": 1, "warning": 2, "info": 3}


def checked(program, folder, names):
    """The findings of `check`, by file."""
    command = [program, "check", "--no-filesystem", "--format", "json", *names]
    output = subprocess.run(command, cwd=folder, capture_output=True, check=False).stdout
    found = {name: [] for name in names}
    for one in json.loads(output)["diagnostics"]:
        place = tuple((one[end]["line"] - 1, one[end]["offset"]) for end in ("start", "end"))
        found.setdefault(one["file"], []).append((place, one["rule"], one["message"], SEVERITIES[one["severity"]]))
    return {name: sorted(items) for name, items in found.items()}


def offset(text, place):
    """The line and the offset in bytes of a place whose characters are counted in bytes."""
    lines = text.replace(b"\r\n", b"\0\n").replace(b"\r", b"\n").split(b"\n")
    return place["line"], sum(len(line) + 1 for line in lines[: place["line"]]) + place["character"]


def shown(items, text):
    """Diagnostics in the form of the findings of `check`."""
    return sorted(
        (
            tuple(offset(text, one["range"][end]) for end in ("start", "end")),
            one["code"],
            one["message"],
            one["severity"],
        )
        for one in items
    )


def is_same(shown, expected):
    """Whether all findings are shown; of a file that is not YAML, more may be."""
    is_readable = not any(rule.startswith("yaml-") for _, rule, _, _ in expected)
    return shown == expected if is_readable else set(expected) <= set(shown)


@pytest.mark.parametrize("file", SAMPLES, ids=lambda file: file.name)
def test_samples(program, connect, file):
    """The samples, right and wrong ones, with the files that they extend on disk."""
    client = connect()
    client.folder = file.parent
    try:
        text = file.read_bytes().decode()
    except UnicodeDecodeError:
        pytest.skip("no editor can send bytes that are not UTF-8")
    client.open(file.name, text)
    expected = checked(program, file.parent, [file.name])[file.name]
    found = client.diagnostics(file.name)
    # Names in messages start at the folder of the workspace.
    if "extends" not in text:
        assert is_same(shown(found, text.encode()), expected)
    else:
        assert [(one["code"], one["severity"]) for one in found] == [
            (rule, severity) for _, rule, _, severity in sorted(expected)
        ]


WORDS = ["primary", "bulk", "trap", "Primary", "global", "*", "null", "0123", "é😀"]
LINES = [
    "    serverName: {word}.example.com",
    "    serverName: {word}:99999",
    "    priority: {word}",
    "    enabled: yes",
    "    username: {word}",
    "    password: {{ env: {word} }}",
    "    useSSL: true",
    "    pickupDirectory: /var/{word}",
    "    deliveryMethod: PickupDirectory",
    "    port: 25",
    "    # smtpconf: allow unused-server -- {word}",
]
SCOPES = ["    defaultServer: {word}", "    servers: [{word}, bulk]", "    servers: {word}", "    senderDomains: [a.b]"]


def generated(rng, head=""):
    """A configuration, which is rarely right."""
    lines = ["version: 1" if rng.random() < 0.9 else "version: 2"]
    if head:
        lines.append(head)

    def block(title, words, choices):
        lines.append(title)
        for word in rng.sample(words, rng.randint(1, 4)):
            lines.append(f'  "{word}":')
            for line in rng.sample(choices, rng.randint(1, 4)):
                lines.append(line.format(word=rng.choice(WORDS)))

    block("servers:", WORDS, LINES)
    lines += ["global:", "  defaultServer: " + rng.choice(WORDS)]
    block("sites:", ["shop", "blog", "Shop", "global"], SCOPES)
    if rng.random() < 0.15:
        lines.insert(rng.randint(1, len(lines)), rng.choice(["  useSS", "\t", "]", '"', "a: b: c", "x: {"]))
    return rng.choice(["\n", "\n", "\r\n", "\r"]).join([*lines, ""])


def test_generated(program, connect):
    """Generated configurations, one after the other in one document."""
    client = connect()
    rng = random.Random(4711)
    names, texts = [], []
    for number in range(150):
        names.append(f"{number}.smtp.yaml")
        texts.append(generated(rng))
        (client.folder / names[-1]).write_bytes(texts[-1].encode())
    expected = checked(program, client.folder, names)
    client.open("one.smtp.yaml", "")
    for version, (name, text) in enumerate(zip(names, texts, strict=True), 2):
        client.change("one.smtp.yaml", text, version)
        found = shown(client.diagnostics("one.smtp.yaml"), text.encode())
        assert is_same(found, expected[name]), f"{text}\n{found}\n{expected[name]}"


def test_layers(program, connect):
    """Generated overlays of generated bases: unsaved text has the findings that saved text has."""
    rng = random.Random(42)
    client = connect()
    for round_number in range(25):
        names = ["base.smtp.yaml", "middle.smtp.yaml", "top.smtp.yaml"]
        heads = ["", "extends: base.smtp.yaml", "extends: [middle.smtp.yaml]"]
        texts = [generated(rng, head).replace("\r\n", "\n").replace("\r", "\n") for head in heads]
        for name, text in zip(names, texts, strict=True):
            (client.folder / name).write_bytes(text.encode())
        expected = checked(program, client.folder, names)
        # The disk is out of date, the editor is not.
        for name, text in zip(names, texts, strict=True):
            (client.folder / name).write_text("version: 1\n")
            if round_number == 0:
                client.open(name, text)
            else:
                client.change(name, text, round_number + 1)
        for name, text in zip(names, texts, strict=True):
            found = shown(client.diagnostics(name), text.encode())
            assert is_same(found, expected[name]), f"{name}: {text}\n{found}\n{expected[name]}"
