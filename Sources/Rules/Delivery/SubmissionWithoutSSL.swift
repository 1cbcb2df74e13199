import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let submissionWithoutSSL = Rule.adjustable(
    .warning, "submission-without-ssl",
    summary: "Port 587 without TLS",
    explanation: """
      Port 587 is for mail submission. Nearly every server on this port requires STARTTLS and answers
      `530 Must issue a STARTTLS command first` to a client that continues without it; any other server accepts the mail
      unencrypted.

      Set `useSSL: true`.
      """,
    references: ["RFC 6409", "RFC 8314, section 4.1", "RFC 3207", "System.Net.Mail.SmtpClient.EnableSsl"],
    bad: [
      """
      version: 1
      servers:
        relay:
          serverName: ↓smtp.example.com:587
      global:
        defaultServer: relay
      """,
      """
      version: 1
      servers:
        relay:
          serverName: ↓smtp.example.com:587
          useSSL: false
      global:
        defaultServer: relay
      """,
    ],
    good: [
      """
      version: 1
      servers:
        relay:
          serverName: smtp.example.com:587
          useSSL: true
      global:
        defaultServer: relay
      """
    ],
    check: .server { server, context in
      guard let endpoint = server.activeEndpoint, endpoint.name.port == .submission, server.usesSSL == false else {
        return
      }
      let switched = server.useSSL?.value
      let isSwitchedLater = switched.map { context.isLater($0, than: endpoint.at) } ?? false
      let labels =
        switched.map { value in
          isSwitchedLater
            ? [context.label(endpoint.at, "expects TLS")] : [context.label(value, "TLS is switched off here")]
        } ?? []
      context.report(
        at: isSwitchedLater ? switched ?? endpoint.at : endpoint.at,
        "port 587 without `useSSL`: most servers on this port reject mail before STARTTLS",
        caption: isSwitchedLater ? "TLS is switched off here" : "expects TLS", labels: labels,
        help: "set `useSSL: true` in \(context.name(of: server)); without it, mail is rejected or sent unencrypted")
    })
}
