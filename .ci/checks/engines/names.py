"""Names of hosts that exist only in the tests: a hosts file, and a DNS server that knows no name at all."""

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

    def listen(self):
        """Answers every question with "no such name" (RFC 1035)."""
        server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        server.bind(("127.0.0.1", 53))
        threading.Thread(target=self._serve, args=[server], daemon=True).start()

    def add(self, name, address):
        """Makes a name known. The file stays the same one, because it is mounted."""
        with self._lock, self._hosts.open("a") as file:
            file.write(f"{address} {name}\n")

    @staticmethod
    def _serve(server):
        while True:
            question, client = server.recvfrom(4096)
            end = 12
            while question[end]:
                end += 1 + question[end]
            # The question with its type and class; no records. 0x8183: a response, recursion available, no such name.
            server.sendto(question[:2] + b"\x81\x83" + b"\x00\x01" + b"\x00\x00" * 3 + question[12 : end + 5], client)
