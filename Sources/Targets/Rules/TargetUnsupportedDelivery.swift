import Diagnostics
import Language
import Linting
import Routing

extension EngineRules {
  static let targetUnsupportedDelivery = Rule.error(
    "target-unsupported-delivery",
    summary: "A delivery method that the mail engine does not have",
    explanation: """
      The folder that IIS defines, and folders of Windows, exist only there: a mail engine on another system cannot write to
      them. nullmailer sends over the network only.

      Send through another server, or build the routing table for the platform itself.
      """,
    bad: [
      .server("deliveryMethod: ↓PickupDirectoryFromIIS", for: .postfix),
      .server("deliveryMethod: ↓PickupDirectory\npickupDirectory: 'C:\\mail\\pickup'", for: .postfixHAProxy),
      .server("deliveryMethod: ↓PickupDirectory\npickupDirectory: /var/spool/pickup", for: .nullmailer),
    ],
    good: [.server("deliveryMethod: PickupDirectory\npickupDirectory: /var/spool/pickup", for: .postfix)],
    check: .engine { input, context in
      guard let routing = EngineView(input.view) else { return }
      for (declared, server) in routing.servers {
        guard let method = declared.deliveryMethod?.value, let reason = reason(server.delivery, input.engine) else {
          continue
        }
        context.report(
          at: method, "\(input.engine.title) cannot use \(context.name(of: declared)): \(reason)",
          caption: "not for this engine",
          help: "use a Network server, or disable this one in the file for \(input.engine.title)")
      }
    })

  private static func reason(_ delivery: Delivery, _ engine: MailEngine) -> String? {
    switch delivery {
    case .network: nil
    case .pickupDirectory where engine == .nullmailer: "it writes mail to a folder"
    case .pickupDirectory(let path): path.hasPrefix("/") ? nil : "its folder is one of Windows"
    case .pickupDirectoryFromIIS: "its folder is defined in IIS"
    }
  }
}
