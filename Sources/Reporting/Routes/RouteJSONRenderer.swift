import Language
import Routing

/// Routes for programs.
///
/// They are written piece by piece: for 100,000 sites, `JSONEncoder` needs ten times the memory.
package struct RouteJSONRenderer {
  /// Makes a renderer; the format has no options.
  package init() {}

  /// Writes the route of one scope, or for all scopes an object like a routing table: `global`, and `sites` by name.
  ///
  /// - Parameters:
  ///   - report: The question.
  ///   - sink: Receives the bytes, piece by piece.
  /// - Throws: What the sink throws.
  package func write(_ report: RouteReport, to sink: @escaping (UnsafeRawBufferPointer) throws -> Void) throws {
    var writer = JSONWriter(.compact, sink: sink)
    var steps = RouteJSONSteps(report.places)
    switch report.question {
    case .one:
      for route in report.routes {
        try writer.object { document in
          document.key("formatVersion")
          document.value(Self.formatVersion)
          Self.writeOutcome(of: route, to: &document)
          document.key("site")
          if case .site(let name) = route.scope { document.value(name) } else { document.null() }
          try steps.write(route.steps, to: &document)
        }
      }
    case .all: try Self.writeAll(report, &steps, to: &writer)
    }
    try writer.finish()
  }

  private static let formatVersion = 1

  private static func writeAll(
    _ report: RouteReport, _ steps: inout RouteJSONSteps, to writer: inout JSONWriter
  ) throws {
    var routes = report.routesByName
    try writer.object { document in
      document.key("formatVersion")
      document.value(formatVersion)
      if let global = routes.next() {
        document.key("global")
        try write(global, &steps, to: &document)
      }
      document.key("sites")
      try document.object { sites in
        while let route = routes.next() {
          guard case .site(var name) = route.scope else { continue }
          name.withUTF8 { sites.key($0) }
          try write(route, &steps, to: &sites)
        }
      }
    }
  }

  private static func write(_ route: Route, _ steps: inout RouteJSONSteps, to writer: inout JSONWriter) throws {
    try writer.object { entry in
      writeOutcome(of: route, to: &entry)
      try steps.write(route.steps, to: &entry)
    }
  }

  private static func writeOutcome(of route: Route, to entry: inout JSONWriter) {
    entry.key("outcome")
    entry.value(route.outcome.name)
    entry.key("server")
    if let server = route.outcome.server { entry.value(server.id) } else { entry.null() }
  }
}
