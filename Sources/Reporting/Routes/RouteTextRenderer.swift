import Language
import Routing
import SourceText

/// Routes for people: the outcome, then each server with what is decided and why.
package struct RouteTextRenderer: RouteRenderer {
  private let style: TextStyle

  /// Makes a renderer of a style.
  package init(style: TextStyle) {
    self.style = style
  }

  /// One block a scope, an empty line between each two.
  package func render(_ report: RouteReport) -> String {
    report.routes.map { route in text([title(of: route)] + route.steps.flatMap { rows(of: $0, in: report) }) }
      .joined(separator: "\n")
  }

  private func title(of route: Route) -> Row {
    var row = Row("\(route.scope): ", .message)
    switch route.outcome {
    case .available(let server): row.append("\(route.outcome.name), \(server.id) takes it", .fix)
    case .temporarilyUnavailable: row.append("\(route.outcome.name), no server is free: the mail waits", .warning)
    case .permanentlyUnavailable: row.append("\(route.outcome.name), no server at all: the mail waits for ever", .error)
    }
    return row
  }

  private func rows(of step: Route.Step, in report: RouteReport) -> [Row] {
    let place = report.place(of: step).map { ", \($0.file.escapedForDisplay()):\($0.position.line)" } ?? ""
    let rest = step.decision == .disabled ? place : " — \(step.reason)\(place)"
    let texts = WordWrap.rows(
      of: step.decision.words + rest, first: style.width - Self.indent.utf8.count - step.server.id.utf8.count - 2,
      rest: style.width - 2 * Self.indent.utf8.count)
    var first = Row(Self.indent)
    first.append(step.server.id, step.decision.role)
    first.append(": " + (texts.first ?? ""), step.decision == .notNeeded ? .faint : .plain)
    return [first] + texts.dropFirst().map { Row(Self.indent + Self.indent + $0) }
  }

  private func text(_ rows: [Row]) -> String { rows.reduce(into: "") { $0 += $1.text(colour: style.colour) + "\n" } }

  private static let indent = "  "
}

extension Route.Step {
  /// Why the server is considered, as a person reads it: `High as the default server of (global)`.
  var reason: String {
    switch via {
    case .siteDefault: "\(priority.rawValue) as the default server of this site"
    case .globalDefault: "\(priority.rawValue) as the default server of \(Scope.global)"
    case .site: "\(priority.rawValue), listed by this site"
    case .global: "\(priority.rawValue), listed by \(Scope.global)"
    }
  }
}

extension Route.Decision {
  fileprivate var words: String {
    switch self {
    case .disabled: "disabled"
    case .busy: "busy"
    case .down: "refuses it, the next attempt goes to another"
    case .takes: "takes it"
    case .notNeeded: "not needed"
    }
  }

  fileprivate var role: Role {
    switch self {
    case .disabled, .notNeeded: .faint
    case .busy, .down: .warning
    case .takes: .fix
    }
  }
}
