"""A client that sends and receives messages as they are, so that it can also send wrong ones."""

import json
import select
import subprocess
import time
from pathlib import Path

# What a client needs to get everything: diagnostics on demand, with all that they can have.
PULLING = {
    "general": {"positionEncodings": ["utf-8", "utf-16"]},
    "textDocument": {
        "diagnostic": {
            "relatedDocumentSupport": True,
            "relatedInformation": True,
            "codeDescriptionSupport": True,
            "dataSupport": True,
            "tagSupport": {"valueSet": [1]},
        },
        "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}},
        "completion": {"completionItem": {"snippetSupport": True}},
    },
    "workspace": {"workspaceEdit": {"documentChanges": True}},
}
# How long an answer may take, in seconds.
PATIENCE = 30


class Client:
    """A server that was started in a folder."""

    def __init__(self, program, folder, capabilities=None, settings=None, start=True):
        """Starts a server, and initializes it unless the test does that."""
        self.folder = Path(folder)
        self.process = subprocess.Popen(
            [program, "lsp"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=folder,
            bufsize=0,
        )
        self.buffer = b""
        self.last = 0
        self.unasked = []
        if start:
            self.initialize(PULLING if capabilities is None else capabilities, settings)

    def initialize(self, capabilities, settings=None):
        """Initializes the server; returns what it can do."""
        parameters = {
            "processId": None,
            "rootUri": self.folder.as_uri(),
            "capabilities": capabilities,
            "initializationOptions": settings,
        }
        result = self.request("initialize", parameters)
        self.notify("initialized", {})
        return result

    # The wire

    def raw(self, content):
        """Sends bytes."""
        self.process.stdin.write(content)

    def send(self, message):
        """Sends a message with its header."""
        content = message if isinstance(message, bytes) else json.dumps(message).encode()
        self.raw(b"Content-Length: %d\r\n\r\n" % len(content) + content)

    def receive(self, patience=PATIENCE):
        """The next message; nothing at the end, or if none comes."""
        end = time.monotonic() + patience
        while True:
            head, separator, rest = self.buffer.partition(b"\r\n\r\n")
            if separator:
                length = int(head.split(b":")[1])
                if len(rest) >= length:
                    self.buffer = rest[length:]
                    return json.loads(rest[:length])
            ready, _, _ = select.select([self.process.stdout], [], [], max(0, end - time.monotonic()))
            piece = self.process.stdout.read(1 << 20) if ready else b""
            if not piece:
                return None
            self.buffer += piece

    def answer(self, number):
        """The answer to a request; other messages are kept."""
        while True:
            message = self.receive()
            assert message is not None, "no answer"
            if message.get("id") == number and "method" not in message:
                return message
            self.unasked.append(message)

    def ask(self, method, parameters):
        """Sends a request; returns its number."""
        self.last += 1
        self.send({"jsonrpc": "2.0", "id": self.last, "method": method, "params": parameters})
        return self.last

    def request(self, method, parameters):
        """The result of a request."""
        message = self.answer(self.ask(method, parameters))
        assert "error" not in message, message["error"]
        return message["result"]

    def refusal(self, method, parameters):
        """The error of a request."""
        message = self.answer(self.ask(method, parameters))
        assert "error" in message, message
        return message["error"]

    def notify(self, method, parameters):
        """Sends a notification."""
        self.send({"jsonrpc": "2.0", "method": method, "params": parameters})

    # Documents

    def uri(self, name):
        """The URI of a file in the folder."""
        return (self.folder / name).as_uri()

    def open(self, name, text, version=1):
        """Opens a document."""
        document = {"uri": self.uri(name), "languageId": "yaml", "version": version, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": document})

    def change(self, name, text, version):
        """Gives a document another text."""
        parameters = {
            "textDocument": {"uri": self.uri(name), "version": version},
            "contentChanges": [{"text": text}],
        }
        self.notify("textDocument/didChange", parameters)

    def diagnostics(self, name):
        """The diagnostics of a document."""
        return self.request("textDocument/diagnostic", {"textDocument": {"uri": self.uri(name)}})["items"]

    def at(self, method, name, line, character, **further):
        """The result of a request about a place."""
        parameters = {"textDocument": {"uri": self.uri(name)}, "position": {"line": line, "character": character}}
        return self.request(f"textDocument/{method}", parameters | further)

    # The end

    def leave(self):
        """Shuts the server down; returns its exit status."""
        self.request("shutdown", None)
        self.notify("exit", None)
        return self.process.wait(PATIENCE)

    def kill(self):
        """Ends the server, if it is still there."""
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            pipe.close()
