import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let notAnSMTPPort = Rule.adjustable(
    .warning, "not-an-smtp-port",
    summary: "The port belongs to another protocol",
    explanation: """
      Ports 80, 110, 143, 443, 993 and 995 belong to HTTP, POP3 and IMAP, with or without TLS. They get into a server
      name from another field of the same account's settings: the "incoming server" of a mail program is the one that it
      fetches mail from. An SMTP client that connects to such a server waits until it times out.

      SMTP servers listen on port 25, and on 587 for users who log in. If a server really speaks SMTP on such a port,
      for example to get through a firewall, suppress this rule with a comment that says so.
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
        at: endpoint.at, "port \(endpoint.name.port) belongs to \(other), not to SMTP", caption: "\(other)",
        help: "SMTP servers listen on port 25, and on 587 for users who log in")
    })
}
