import Diagnostics
import Language
import Linting
import Routing

extension EngineRules {
  static let targetOwnEndpoint = Rule.adjustable(
    .error, "target-own-endpoint",
    summary: "A server that is the mail engine itself",
    explanation: """
      Postfix listens on port 25 of this machine. A server `localhost` with that port is this Postfix: mail would be sent
      in a circle.

      Name the server that Postfix should send to. If another mail server listens there, suppress the rule with the
      reason.
      """,
    bad: [
      .server("serverName: ↓localhost", for: .postfix), .server("serverName: ↓127.0.0.1:25", for: .postfixHAProxy),
    ],
    good: [.server("serverName: localhost:2525", for: .postfix), .server("serverName: localhost", for: .nullmailer)],
    check: .engine { input, context in
      guard input.engine.isPostfix, let routing = EngineView(input.view) else { return }
      for (declared, server) in routing.servers {
        guard case .network(let endpoint, _, _) = server.delivery, endpoint.host.isLoopback, endpoint.port == .smtp,
          let place = declared.serverName?.value
        else { continue }
        context.report(
          at: place, "\(context.name(of: declared)) is port 25 of this machine, where Postfix itself listens",
          caption: "mail would be sent in a circle", help: "name the server that Postfix should send to")
      }
    })
}
