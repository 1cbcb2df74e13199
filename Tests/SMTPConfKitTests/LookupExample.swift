import SMTPConfKit

/// Checks a configuration and looks up the server for a site's mail while some servers are busy.
///
/// - Parameters:
///   - yaml: The text of the configuration.
///   - site: The name of the site, in upper or lower case.
///   - busy: The ids of the servers that are sending other messages.
/// - Returns: The answer, or the problems if the configuration has errors.
func lookUp(_ yaml: String, site: String, busy: Set<String>) -> [String] {
  let checked = Analysis(SourceFile(name: "smtpconf.yaml", text: yaml))
  guard let configuration = checked.configuration() else {
    return checked.report.diagnostics.map { "\($0.rule): \($0.message)" }
  }
  let router = Router(RoutingTable(configuration))
  switch router.chain(of: .site(site))?.outcome(busy: busy) {
  case .available(let server): return ["send through \(server.id)"]
  case .temporarilyUnavailable: return ["wait: every server is busy"]
  case .permanentlyUnavailable: return ["the site has no server"]
  case nil: return ["unknown site"]
  }
}
