import Diagnostics
import Language
import Linting
import Routing

extension EngineRules {
  static let targetUnsupportedTLS = Rule.error(
    "target-unsupported-tls",
    summary: "TLS to a server with an IPv6 address, through HAProxy",
    explanation: """
      With HAProxy in front of a server, Postfix connects to an address of its own machine, and compares the server's
      certificate with the address in the configuration. It cannot do so for IPv6 addresses.

      Write the DNS name of the server, or use the target `postfix`.
      """,
    references: ["Postfix documentation, \"TLS_README\": secure server certificate verification"],
    bad: [.server("serverName: ↓\"[2001:db8::25]:587\"\nuseSSL: true", for: .postfixHAProxy)],
    good: [
      .server("serverName: \"[2001:db8::25]:587\"\nuseSSL: true", for: .postfix),
      .server("serverName: \"[2001:db8::25]:2525\"", for: .postfixHAProxy),
    ],
    check: .engine { input, context in
      guard input.engine == .postfixHAProxy, let routing = EngineView(input.view) else { return }
      for (declared, server) in routing.servers {
        guard case .network(let endpoint, _, true) = server.delivery, case .ipv6 = endpoint.host,
          let place = declared.serverName?.value
        else { continue }
        context.report(
          at: place, "\(input.engine.title) cannot verify the certificate of an IPv6 address",
          caption: "an IPv6 address",
          help: "write the DNS name that the server's certificate was issued for")
      }
    })
}
