import Language
import Routing
import SourceText

/// Routes for programs.
package struct RouteJSONRenderer: Renderer {
  /// Makes a renderer; the format has no options.
  package init() {}

  /// The route of one scope, or for all scopes an object like a routing table: `global`, and `sites` by name.
  /// - Throws: What `JSONEncoder` throws, which never happens for strings and whole numbers.
  package func render(_ report: RouteReport) throws -> String {
    switch report.question {
    case .one: try JSONText.line(report.routes.first.map { OneRoute($0, in: report) })
    case .all: try JSONText.line(AllRoutes(report))
    }
  }
}

private struct OneRoute: Encodable {
  let formatVersion = 1
  /// The site's name, `null` for `global`.
  let site: NullableText
  let outcome: String
  let server: NullableText
  let steps: [StepEntry]

  init(_ route: Route, in report: RouteReport) {
    site = NullableText(siteOf: route.scope)
    let entry = RouteEntry(route, in: report)
    outcome = entry.outcome
    server = entry.server
    steps = entry.steps
  }
}

private struct AllRoutes: Encodable {
  let formatVersion = 1
  var global: RouteEntry?
  var sites: [String: RouteEntry] = [:]

  init(_ report: RouteReport) {
    for route in report.routes {
      let entry = RouteEntry(route, in: report)
      switch route.scope {
      case .global: global = entry
      case .site(let name): sites[name] = entry
      }
    }
  }
}

private struct RouteEntry: Encodable {
  let outcome: String
  let server: NullableText
  let steps: [StepEntry]

  init(_ route: Route, in report: RouteReport) {
    outcome = route.outcome.name
    server = NullableText(text: route.outcome.server?.id)
    steps = route.steps.map { StepEntry($0, in: report) }
  }
}

private struct StepEntry: Encodable {
  let decision: String
  /// Nil, and not in the document, for a routing table.
  let place: PlaceEntry?
  let priority: String
  let server: String
  let via: String

  init(_ step: Route.Step, in report: RouteReport) {
    decision = step.decision.rawValue
    place = report.place(of: step).map { PlaceEntry(file: $0.file, line: $0.position.line, column: $0.position.column) }
    priority = step.priority.rawValue
    server = step.server.id
    via = step.via.rawValue
  }
}

private struct PlaceEntry: Encodable {
  let file: String
  let line: Int
  let column: Int
}
