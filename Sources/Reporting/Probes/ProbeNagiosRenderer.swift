package import ProbeResults

/// The result of a probe as one line for Nagios and what understands its plugins (Monitoring Plugins Development
/// Guidelines, "Plugin Output for Nagios").
package struct ProbeNagiosRenderer: Renderer {
  /// The state of a service.
  package enum State: Int32, Sendable {
    case ok = 0
    case warning = 1
    case critical = 2
    case unknown = 3

    fileprivate var name: String {
      switch self {
      case .ok: "OK"
      case .warning: "WARNING"
      case .critical: "CRITICAL"
      case .unknown: "UNKNOWN"
      }
    }
  }

  private let state: State

  /// Makes a renderer for a state.
  package init(_ state: State) {
    self.state = state
  }

  package func render(_ report: ProbeReport) -> String {
    let failed = report.entries.filter { $0.result.status == .failed }
    let first = failed.first.map { " (\($0.ids.joined(separator: ", ")): \($0.result.description))" } ?? ""
    // What follows `|` is data for programs, so it cannot be in the text.
    let text = "\(report.summary)\(first)".replacing("|", with: "/")
    return "SMTPCONF \(state.name) - \(text) | servers=\(report.entries.count) failed=\(failed.count) "
      + "waiting=\(report.waiting.count)\n"
  }
}
