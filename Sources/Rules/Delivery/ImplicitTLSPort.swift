import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let implicitTLSPort = Rule.adjustable(
    .error, "implicit-tls-port", fixable: true,
    summary: "Port 465 requires implicit TLS, which the mail client does not support",
    explanation: """
      On port 465 a server expects a TLS handshake before anything else (implicit TLS). System.Net.Mail, the mail client
      of Kentico Xperience, supports STARTTLS only: with or without `useSSL`, it waits for the server's greeting first.
      Both sides wait until the client times out (after 100 seconds), at every attempt.

      Nearly all servers that listen on port 465 also listen on 587: use that port with `useSSL: true`.
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
      // The name is valid and contains its port, so it ends in the port's digits.
      let host = context.text(of: endpoint.at).dropLast(Port.submissions.description.count)
      let name = context.yaml("\(host)\(Port.submission)")
      context.report(
        at: endpoint.at, "port 465 requires implicit TLS, but the mail client supports STARTTLS only",
        caption: "would hang until it times out",
        help:
          "use port 587 with `useSSL: true` in \(context.name(of: server)): nearly every server that listens on 465 "
          + "also listens on 587",
        // Without `useSSL`, port 587 would send unencrypted; port 465 sends nothing.
        fixes: server.useSSL?.content == true
          ? context.replacement(.unsafe, of: endpoint.at, with: name, "use port 587") : [])
    })
}
