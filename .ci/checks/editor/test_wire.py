"""Whatever comes over the wire: an error or a clean end, and never a crash."""

import json
import random
import subprocess
import time

import pytest

from .wire import PATIENCE, PULLING, Client

TEXT = "version: 1\nservers: { a: { serverName: a.example } }\nglobal: { defaultServer: a }\n"


def test_exit_status(connect):
    """0 after shutdown and exit; 1 without shutdown, and if the client is gone."""
    assert connect().leave() == 0
    client = connect()
    client.notify("exit", None)
    assert client.process.wait(PATIENCE) == 1
    client = connect()
    client.process.stdin.close()
    assert client.process.wait(PATIENCE) == 1


def test_life(connect):
    """Requests before `initialize` and after `shutdown` are refused; other notifications are ignored."""
    client = connect(start=False)
    assert client.refusal("textDocument/hover", {})["code"] == -32002
    client.notify("textDocument/didOpen", {})
    client.initialize(PULLING)
    assert client.refusal("initialize", {})["code"] == -32600
    assert client.refusal("no/such/method", {})["code"] == -32601
    client.notify("no/such/notification", {"x": [1]})
    client.request("shutdown", None)
    assert client.refusal("textDocument/hover", {})["code"] == -32600


@pytest.mark.parametrize(
    "content, code",
    [
        (b"", -32700),
        (b"{", -32700),
        (b"\xff\xfe", -32700),
        (b'"\xff"', -32700),
        (b"[" * 100_000, -32700),
        (b"[" + b"0," * 2_000_000 + b"0]", -32700),
        (b"[]", -32600),
        (b"1", -32600),
        (b'{"jsonrpc":"1.0","id":1,"method":"x"}', -32600),
        (b'{"jsonrpc":"2.0","id":[],"method":"x"}', -32600),
        (b'{"jsonrpc":"2.0","id":1,"method":{}}', -32600),
        (b'{"jsonrpc":"2.0","id":1,"method":"textDocument/hover","params":[1]}', -32602),
        (b'{"jsonrpc":"2.0","id":1,"method":"textDocument/hover","params":{"textDocument":7}}', -32602),
    ],
)
def test_wrong_messages(connect, content, code):
    """A wrong message gets an error, and the next one its answer."""
    client = connect()
    client.send(content)
    assert client.receive()["error"]["code"] == code
    client.open("a.smtp.yaml", TEXT)
    assert client.diagnostics("a.smtp.yaml") == []


@pytest.mark.parametrize(
    "headers", [b"garbage\r\n\r\n", b"Content-Length: x\r\n\r\n", b"\0" * 10_000, b"Content-Length: 1\r\n" * 300]
)
def test_broken_headers(connect, headers):
    """Headers that mean nothing get an error, and the server ends."""
    client = connect()
    client.raw(headers)
    assert client.receive()["error"]["code"] == -32700
    assert client.process.wait(PATIENCE) == 1


def test_too_large(connect):
    """A message over 64 MiB is refused and skipped."""
    client = connect()
    length = (64 << 20) + 1
    client.raw(b"Content-Length: %d\r\n\r\n" % length)
    client.raw(b" " * length)
    assert client.receive()["error"]["code"] == -32600
    client.open("a.smtp.yaml", TEXT)
    assert client.diagnostics("a.smtp.yaml") == []


def test_random_bytes(program, tmp_path):
    """Random bytes end the server at worst, with its own exit status."""
    rng = random.Random(7)
    for _ in range(30):
        client = Client(program, tmp_path)
        message = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "textDocument/hover", "params": {}}).encode()
        stream = bytearray(b"Content-Length: %d\r\n\r\n" % len(message) + message) * 5
        for _ in range(rng.randint(1, 20)):
            stream[rng.randrange(len(stream))] = rng.randrange(256)
        try:
            client.raw(bytes(stream))
            client.process.stdin.close()
        except BrokenPipeError:
            pass
        assert client.process.wait(PATIENCE) == 1
        assert client.process.stderr.read() == b""
        client.kill()


def test_cancel(connect):
    """A request that is cancelled while it waits gets an error, and the others their answers."""
    client = connect()
    client.open("a.smtp.yaml", TEXT)
    place = {"textDocument": {"uri": client.uri("a.smtp.yaml")}, "position": {"line": 0, "character": 0}}
    numbers = [client.ask("textDocument/hover", place) for _ in range(50)]
    client.notify("$/cancelRequest", {"id": numbers[-1]})
    client.notify("$/cancelRequest", {"id": 9999})
    answers = {number: client.answer(number) for number in numbers}
    assert all("result" in answers[number] for number in numbers[:-1])
    last = answers[numbers[-1]]
    assert "result" in last or last["error"]["code"] == -32800


def test_burst(connect):
    """Many changes at once are checked a few times, and what is shown last is about the last one."""
    client = connect(capabilities={})
    wrong = TEXT.replace("defaultServer: a", "defaultServer: b")
    client.open("a.smtp.yaml", TEXT)
    count = 300
    for version in range(2, count + 2):
        client.change("a.smtp.yaml", wrong if version % 2 else TEXT, version)
    client.request("shutdown", None)
    published = [one["params"] for one in client.unasked if one.get("method") == "textDocument/publishDiagnostics"]
    while not published or published[-1]["version"] != count + 1:
        message = client.receive()
        assert message, "the last version is not shown"
        published.append(message["params"])
    assert [one["code"] for one in published[-1]["diagnostics"]] == ["undefined-server"]
    assert [one["version"] for one in published] == sorted(one["version"] for one in published)


def test_work_does_not_block(connect):
    """While a large document is checked, the server still ends at once."""
    client = connect()
    sites = "".join(f"  site-{number}: {{ servers: [a] }}\n" for number in range(300_000))
    client.open("a.smtp.yaml", f"{TEXT}sites:\n{sites}")
    for _ in range(20):
        client.ask("textDocument/diagnostic", {"textDocument": {"uri": client.uri("a.smtp.yaml")}})
    start = time.monotonic()
    client.notify("exit", None)
    client.process.stdin.close()
    assert client.process.wait(PATIENCE) == 1
    assert time.monotonic() - start < 5


def test_output_is_gone(program, tmp_path):
    """Nobody reads the answers any more: the server ends."""
    client = Client(program, tmp_path)
    client.process.stdout.close()
    client.open("a.smtp.yaml", TEXT)
    for _ in range(3):
        try:
            client.ask("textDocument/hover", {})
        except BrokenPipeError:
            break
        time.sleep(0.2)
    client.process.stdin.close()
    assert client.process.wait(PATIENCE) == 1
    client.process.stderr.close()


def test_usage(program):
    """An argument that does not exist is an error; `--stdio` is what some editors add."""
    wrong = subprocess.run([program, "lsp", "--port", "1"], capture_output=True, check=False)
    assert wrong.returncode == 2
    right = subprocess.run([program, "lsp", "--stdio"], input=b"", capture_output=True, check=False)
    assert right.returncode == 1 and right.stderr == b""
