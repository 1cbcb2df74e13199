import Language
package import Routing
import SourceText

/// Routes for people: the outcome, then each server with the decision and the reason.
package struct RouteTextRenderer: Renderer {
  private let style: TextStyle

  /// Makes a renderer of a style.
  package init(style: TextStyle) {
    self.style = style
  }

  /// One block for each scope, separated by empty lines.
  package func render(_ report: RouteReport) -> String {
    report.routes.map { route in text([title(of: route)] + route.steps.flatMap { rows(of: $0, in: report) }) }
      .joined(separator: "\n")
  }

  private func title(of route: Route) -> Row {
    var row = Row("\(route.scope): ", .message)
    switch route.outcome {
    case .available(let server): row.append("\(route.outcome.name) via \(server.id)", .fix)
    case .temporarilyUnavailable: row.append("\(route.outcome.name): no server is idle, mail waits", .warning)
    case .permanentlyUnavailable: row.append("\(route.outcome.name): no server, mail waits for ever", .error)
    }
    return row
  }

  private func rows(of step: Route.Step, in report: RouteReport) -> [Row] {
    let place = report.place(of: step).map { ", \($0.file.escapedForDisplay()):\($0.position.line)" } ?? ""
    let rest = step.decision == .disabled ? place : " — \(step.reason)\(place)"
    let texts = WordWrap.rows(
      of: step.decision.text + rest, first: style.width - Self.indent.utf8.count - step.server.id.utf8.count - 2,
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
  /// Why the server is considered, for people: `High (default server of global)`.
  package var reason: String {
    switch via {
    case .siteDefault: "\(priority.rawValue) (default server of this site)"
    case .globalDefault: "\(priority.rawValue) (default server of global)"
    case .site: "\(priority.rawValue) (listed by this site)"
    case .global: "\(priority.rawValue) (listed by global)"
    }
  }
}

extension Route.Decision {
  fileprivate var text: String {
    switch self {
    case .disabled: "disabled"
    case .busy: "busy"
    case .down: "down, next server tried"
    case .takes: "used"
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
