import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let notAnSMTPPort = Rule.adjustable(
    .warning, "not-an-smtp-port",
    summary: "The port is another protocol's",
    explanation: """
      Ports 80, 110, 143, 443, 993 and 995 are those of HTTP, POP3 and IMAP, in clear or over TLS. They get into a server
      name from another line of the same account's settings: a program's "incoming server" is the one that mail is
      fetched from. A client that speaks SMTP to such a server waits until its time-out.

      Servers take mail on port 25, and from users who log in on 587. A server that really speaks SMTP on such a port,
      to get through a firewall for instance, can be allowed with a comment that says so.
      """,
    references: ["IANA, Service Name and Transport Protocol Port Number Registry", "RFC 6409, section 3.1"],
    bad: [
      .serverName("↓mail.example.com:443"),
      .serverName("↓mail.example.com:80"),
      .serverName("↓mail.example.com:993"),
    ],
    good: [.serverName("mail.example.com:587"), .serverName("mail.example.com:2525")],
    check: .server { server, context in
      guard let endpoint = server.activeEndpoint, let other = endpoint.name.port.foreignProtocol else { return }
      context.report(
        at: endpoint.at, "port \(endpoint.name.port) is the port of \(other), not of SMTP", caption: "\(other)",
        help: "SMTP servers take mail on port 25, and on 587 from users who log in")
    })
}
