import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let serverNameScheme = Rule.error(
    "server-name-scheme", fixable: true,
    summary: "The server name begins like a URL",
    explanation: """
      A server name is a host and a port, not a URL: `smtp://` would be looked up as part of the host. TLS does not
      depend on a scheme such as `smtps://` but on `useSSL`, which means STARTTLS on the given port.
      """,
    references: ["Kentico Xperience documentation, \"SMTP server properties\": server name"],
    bad: [
      .serverName("↓smtp://smtp.example.com:587"),
      .serverName("↓smtps://smtp.example.com"),
      .serverName("↓https://mail.example.com/send"),
      .serverName("↓smtp://mailer:secret@smtp.example.com:587"),
      .serverName("↓smtp://"),
    ],
    good: [.serverName("smtp.example.com:587")],
    check: .problem)

  static func reportScheme(_ place: NodeUse, scheme: String, cleaned: String?, _ context: RuleContext) {
    let lowercase = scheme.lowercased()
    context.report(
      at: place, "a server name has no scheme, but this one begins with \(shown(scheme, lowercase))",
      caption: "host and port only",
      help: "write the host, and the port if it is not 25: `smtp.example.com:587`"
        + (lowercase == "smtps" ? "; for TLS set `useSSL: true`" : ""),
      // Another scheme may have meant TLS, another port or a mail domain.
      fixes: lowercase == "smtp" ? context.cleaning(.safe, place, cleaned) : [])
  }

  private static func shown(_ scheme: String, _ lowercase: String) -> String {
    let isKnown = ["smtp", "smtps", "http", "https", "ftp", "tcp", "mailto"].contains(lowercase)
    return isKnown ? "`\(RuleContext.shortened(scheme))://`" : "a scheme"
  }
}
