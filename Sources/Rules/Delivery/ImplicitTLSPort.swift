import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let implicitTLSPort = Rule.adjustable(
    .error, "implicit-tls-port", fixable: true,
    summary: "Port 465 speaks TLS from the first byte, the client does not",
    explanation: """
      On port 465 a server waits for a TLS handshake before it says anything. System.Net.Mail knows STARTTLS only: it
      waits for the server's greeting first, with `useSSL` and without. Both wait, until the client's time-out (100
      seconds) ends every single attempt.

      Servers that listen on 465 nearly always listen on 587 as well: use that port with `useSSL: true`.
      """,
    references: [
      "RFC 8314, section 3.3", "RFC 3207", "System.Net.Mail.SmtpClient.EnableSsl: SMTP over SSL is not supported",
      "System.Net.Mail.SmtpClient.Timeout",
    ],
    bad: [
      """
      version: 1
      servers:
        relay:
          serverName: ↓smtp.example.com:465
          useSSL: true
      global:
        defaultServer: relay
      """,
      """
      version: 1
      servers:
        relay:
          serverName: ↓"[2001:db8::25]:465"
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
      guard let endpoint = server.activeEndpoint, endpoint.name.port == .submissions else { return }
      // The name is valid and its port written, so it ends in the port's digits.
      let host = context.text(of: endpoint.at).dropLast(Port.submissions.description.count)
      let name = context.yaml("\(host)\(Port.submission)")
      context.report(
        at: endpoint.at, "port 465 expects TLS from the first byte, but this client speaks STARTTLS only",
        caption: "would hang until the time-out",
        help:
          "use port 587 with `useSSL: true` in \(context.name(of: server)): nearly every server that listens on 465 "
          + "listens there as well",
        // Without `useSSL` the other port would send in clear what port 465 never did.
        fixes: server.useSSL?.content == true
          ? context.replacement(.unsafe, of: endpoint.at, with: name, "use port 587") : [])
    })
}
