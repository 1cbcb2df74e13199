import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let credentialsWithoutSSL = Rule.adjustable(
    .warning, "credentials-without-ssl",
    summary: "Credentials are sent unencrypted",
    explanation: """
      Without `useSSL` the session is not encrypted, and an SMTP login only encodes the password in Base64: anyone on
      the path to the server can read it and send mail with it.

      Set `useSSL: true`: the session is then upgraded with STARTTLS before the login, and the server's certificate is
      verified. Servers on the same machine (`localhost`, 127.0.0.0/8, ::1) are not reported.
      """,
    references: ["RFC 4954, section 4", "RFC 8314, section 4.1", "RFC 3207", "System.Net.Mail.SmtpClient.EnableSsl"],
    bad: [
      """
      version: 1
      servers:
        relay:
          serverName: smtp.example.com
          ↓username: mailer
          password: { env: RELAY_PASSWORD }
      global:
        defaultServer: relay
      """,
      """
      version: 1
      servers:
        relay:
          serverName: smtp.example.com
          useSSL: false
          ↓username: mailer
          password: { env: RELAY_PASSWORD }
      global:
        defaultServer: relay
      """,
    ],
    good: [
      """
      version: 1
      servers:
        relay:
          serverName: smtp.example.com
          useSSL: true
          username: mailer
          password: { env: RELAY_PASSWORD }
        local:
          serverName: localhost:2525
          username: mailer
          password: { env: LOCAL_PASSWORD }
      global:
        servers: [relay, local]
      """
    ],
    check: .server { server, context in
      guard let endpoint = server.activeEndpoint, !endpoint.name.host.isLoopback, server.usesSSL == false else {
        return
      }
      guard let username = server.username, username.content != nil, server.password?.content != nil else { return }
      var labels = [context.label(endpoint.at, "sent to this server")]
      var place = username.key
      if let useSSL = server.useSSL {
        if context.isLater(useSSL.value, than: place) {
          labels.append(context.label(place, "the login"))
          place = useSSL.value
        } else {
          labels.append(context.label(useSSL.value, "TLS is switched off here"))
        }
      }
      context.report(
        at: place, "the password of \(context.user(username)) is sent unencrypted",
        caption: "no TLS", labels: labels,
        help: "set `useSSL: true` in \(context.name(of: server)) to encrypt the login")
    })
}
