import Language
import Routing
import SourceText

/// The configuration of Postfix 3.6 or later, with or without HAProxy in front of every server.
///
/// Postfix tells sites apart by the domain of the envelope sender, and tries the servers of a chain in their order.
package struct PostfixTarget: Target {
  private let isGated: Bool
  private let settings: PostfixSettings

  /// Makes a target.
  ///
  /// - Parameters:
  ///   - isGated: Whether HAProxy gives every server one mail at a time.
  ///   - settings: The operator's own settings.
  package init(isGated: Bool, settings: PostfixSettings = PostfixSettings()) {
    self.isGated = isGated
    self.settings = settings
  }

  /// The files that it may write.
  static let paths: Set<String> = [
    "main.cf", "master.cf", "chains", "credentials", "tls-policy", "replies", "statuses", "drop-mail", "haproxy.cfg",
  ]

  package var name: String { isGated ? "postfix-haproxy" : "postfix" }

  package func files(of deployment: Deployment) throws(TargetProblem) -> [OutputFile] {
    let plan = PostfixPlan(deployment, isGated: isGated)
    let routes = PostfixRoutes(deployment, plan)
    let lengths = isGated ? routes.lengths : []
    let main = MainCF(globalRoute: routes.global, lengths: lengths)
    let services: MasterCF
    let credentials: String
    do throws(UnsupportedValue) {
      services = try MasterCF(plan, lengths: lengths, user: deployment.pickupUser)
      credentials = try Self.credentials(deployment, plan)
    } catch {
      throw .unsupported(error)
    }
    let conflicts = main.conflicts(settings.main) + services.conflicts(settings.master)
    if !conflicts.isEmpty { throw .overridden(conflicts) }
    var files = [
      OutputFile("chains", .shared, bytes: Array(PostfixText.head.utf8) + routes.map),
      OutputFile("credentials", .secret, text: credentials),
      OutputFile("tls-policy", .shared, text: Self.policies(plan)),
      OutputFile("replies", .shared, text: PostfixText.head + PostfixText.replies),
      OutputFile("statuses", .shared, text: PostfixText.head + PostfixText.statuses),
    ]
    if !plan.pickups.isEmpty { files.append(OutputFile("drop-mail", .program, text: PostfixText.dropMail)) }
    if isGated, plan.servers.count > plan.pickups.count {
      files.append(OutputFile("haproxy.cfg", .shared, text: HAProxyText(plan).text))
    }
    files.append(OutputFile("master.cf", .shared, bytes: services.content(settings.master)))
    // Written last: it names all others.
    files.append(OutputFile("main.cf", .shared, bytes: main.content(settings.main)))
    return files
  }

  private static func credentials(
    _ deployment: Deployment, _ plan: PostfixPlan
  ) throws(UnsupportedValue) -> String {
    var text = PostfixText.head
    for server in plan.servers {
      guard let login = deployment.login(to: server) else { continue }
      let value = try TexthashLogin(login, of: server.id)
      for hop in plan.hops(of: server) { text += "\(hop) \(value.text)\n" }
    }
    return text
  }

  /// TLS is required where the configuration says so, and the certificate must name the host itself: `secure` alone would
  /// accept names below it as well.
  private static func policies(_ plan: PostfixPlan) -> String {
    plan.servers.reduce(into: PostfixText.head) { text, server in
      guard case .network(let endpoint, _, true) = server.delivery else { return }
      let host = endpoint.host.description
      let policy =
        switch endpoint.host {
        case .name: "secure match=\(host) servername=\(host)"
        case .ipv4: "secure match=\(host)"
        case .ipv6: "secure match=nexthop"
        }
      for hop in plan.hops(of: server) { text += "\(hop) \(policy)\n" }
    }
  }
}

extension OutputFile {
  /// A file with a text.
  init(_ path: String, _ mode: Mode, text: String) { self.init(path, mode, bytes: Array(text.utf8)) }

  /// A file with a content.
  init(_ path: String, _ mode: Mode, bytes: [UInt8]) {
    self.init(path, mode) { sink in try bytes.withUnsafeBytes(sink) }
  }
}
