import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let sslToIPAddress = Rule.adjustable(
    .warning, "ssl-to-ip-address",
    summary: "TLS to a server that is named by its IP address",
    explanation: """
      With `useSSL: true` the client verifies that the server's certificate was issued for the name it connects to. Few
      certificates name an IP address, so the verification will probably fail and nothing will be sent. Use the DNS name
      that the certificate was issued for.
      """,
    references: ["RFC 6125, section 6.4"],
    bad: [
      """
      version: 1
      servers:
        relay:
          serverName: ↓192.0.2.10:587
          useSSL: true
      global:
        defaultServer: relay
      """
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
      guard let endpoint = server.activeEndpoint, endpoint.name.host.isAddress, server.usesSSL == true else { return }
      let required = server.useSSL?.value
      let isRequiredLater = required.map { context.isLater($0, than: endpoint.at) } ?? false
      let labels =
        required.map { value in
          isRequiredLater
            ? [context.label(endpoint.at, "an address, not a name")]
            : [context.label(value, "this makes the client verify the certificate")]
        } ?? []
      context.report(
        at: isRequiredLater ? required ?? endpoint.at : endpoint.at,
        "few certificates name IP addresses: verification of `\(endpoint.name.host.description)` will probably fail",
        caption: isRequiredLater ? "makes the client verify the certificate" : "an address, not a name", labels: labels,
        help: "write the DNS name that the server's certificate was issued for")
    })
}
