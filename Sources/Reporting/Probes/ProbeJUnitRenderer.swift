package import ProbeResults
import Routing

/// The result of a probe as test results: a case for each server, and for each scope.
package struct ProbeJUnitRenderer: Renderer {
  /// Makes a renderer; the format has no options.
  package init() {}

  package func render(_ report: ProbeReport) -> String {
    let servers = report.entries.map { entry in
      JUnitSuite.Case(
        name: entry.ids.joined(separator: ", "), className: "servers",
        remarks: remark(
          entry.result.description, fails: entry.result.status == .failed, isWorthKnowing: entry.result.status != .ok))
    }
    let scopes = report.verdicts.map { verdict in
      JUnitSuite.Case(
        name: "\(verdict.scope)", className: "sites",
        remarks: remark(
          verdict.server.map { "sent by \($0)" } ?? "no server works", fails: verdict.server == nil,
          isWorthKnowing: !verdict.failed.isEmpty))
    }
    return JUnitSuite.document([JUnitSuite("servers", servers), JUnitSuite("sites", scopes)])
  }

  private func remark(_ text: String, fails: Bool, isWorthKnowing: Bool) -> [JUnitSuite.Case.Remark] {
    if fails { return [.failure(message: text, type: "failed", text: text)] }
    return isWorthKnowing ? [.output(text)] : []
  }
}
