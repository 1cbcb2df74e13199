"""Names of hosts that exist only in the tests: a hosts file, and a DNS server that knows only what a test tells it."""

import socket
import threading

LOCAL = "127.0.0.1 localhost\n::1 localhost\n"


class Names:
    """The hosts file of the tests, and a DNS server on this machine."""

    def __init__(self, hosts, resolver):
        """Writes both files, which are to be mounted over those of the system, and answers from now on."""
        self._hosts = hosts
        self._hosts.write_text(LOCAL)
        resolver.write_text("nameserver 127.0.0.1\noptions timeout:1 attempts:2\n")
        self._lock = threading.Lock()
        # What the DNS server knows: IPv4 addresses by name, and the names about which it fails, or says nothing.
        self.records, self.failing, self.silent = {}, set(), set()

    def listen(self):
        """Answers questions from now on; without other orders each with "no such name" (RFC 1035)."""
        server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        server.bind(("127.0.0.1", 53))
        threading.Thread(target=self._serve, args=[server], daemon=True).start()

    def add(self, name, address):
        """Makes a name known. The file stays the same one, because it is mounted."""
        with self._lock, self._hosts.open("a") as file:
            file.write(f"{address} {name}\n")

    def forget(self, name):
        """Makes a name unknown again."""
        with self._lock:
            lines = self._hosts.read_text().splitlines(keepends=True)
            self._hosts.write_text("".join(line for line in lines if line.split()[1:] != [name]))

    def _serve(self, server):
        while True:
            question, client = server.recvfrom(4096)
            if answer := self._answer(question):
                server.sendto(answer, client)

    def _answer(self, question):
        labels, end = [], 12
        while question[end]:
            labels.append(question[end + 1 : end + 1 + question[end]].decode().lower())
            end += 1 + question[end]
        name, kind = ".".join(labels), question[end + 1 : end + 3]
        if name in self.silent:
            return None
        # A response, and recursion is available: 0 no error, 2 the server failed, 3 no such name.
        status = 2 if name in self.failing else 0 if name in self.records else 3
        addresses = self.records.get(name, []) if kind == b"\x00\x01" else []
        records = b"".join(
            b"\xc0\x0c" + b"\x00\x01\x00\x01" + b"\x00" * 4 + b"\x00\x04" + socket.inet_aton(address)
            for address in addresses
        )
        head = question[:2] + bytes([0x81, 0x80 | status]) + b"\x00\x01" + bytes([0, len(addresses)]) + b"\x00" * 4
        return head + question[12 : end + 5] + records
