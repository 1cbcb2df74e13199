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
    var text = ""
    forEachBlock(of: report) { text += $0 }
    return text
  }

  /// Writes the same.
  ///
  /// - Parameters:
  ///   - report: The question.
  ///   - sink: Receives the bytes, piece by piece.
  /// - Throws: What the sink throws.
  package func write(_ report: RouteReport, to sink: (UnsafeRawBufferPointer) throws -> Void) throws {
    var piece = ""
    func flush() throws {
      try piece.withUTF8 { try sink(UnsafeRawBufferPointer($0)) }
      piece.removeAll(keepingCapacity: true)
    }
    try forEachBlock(of: report) { block in
      piece += block
      if piece.utf8.count >= 1 << 16 { try flush() }
    }
    try flush()
  }

  private func forEachBlock(of report: RouteReport, _ body: (String) throws -> Void) rethrows {
    var places = report.places
    // Most steps come from `global`, and look the same for all sites.
    var made: [UInt64: String] = [:]
    var isFirst = true
    for route in report.routes {
      var block = (isFirst ? "" : "\n") + line(title(of: route))
      isFirst = false
      for step in route.steps {
        if let text = made[step.number] {
          block += text
        } else {
          let text = rows(of: step, &places).map(line).joined()
          block += text
          if step.isSameEverywhere { made[step.number] = text }
        }
      }
      try body(block)
    }
  }

  private func line(_ row: Row) -> String { row.text(colour: style.colour) + "\n" }

  private func title(of route: Route) -> Row {
    var row = Row("\(route.scope): ", .message)
    switch route.outcome {
    case .available(let server): row.append("\(route.outcome.name) via \(server.id)", .fix)
    case .temporarilyUnavailable: row.append("\(route.outcome.name): no server is idle, mail waits", .warning)
    case .permanentlyUnavailable: row.append("\(route.outcome.name): no server, mail waits for ever", .error)
    }
    return row
  }

  private func rows(of step: Route.Step, _ places: inout RoutePlaces) -> [Row] {
    let place = places.place(of: step).map { ", \($0.file.escapedForDisplay()):\($0.position.line)" } ?? ""
    let rest = step.decision == .disabled ? place : " — \(step.reason)\(place)"
    let texts = WordWrap.rows(
      of: step.decision.text + rest, first: style.width - Self.indent.utf8.count - step.serverID.utf8.count - 2,
      rest: style.width - 2 * Self.indent.utf8.count)
    var first = Row(Self.indent)
    first.append(step.serverID, step.decision.role)
    first.append(": " + (texts.first ?? ""), step.decision == .notNeeded ? .faint : .plain)
    return [first] + texts.dropFirst().map { Row(Self.indent + Self.indent + $0) }
  }

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
