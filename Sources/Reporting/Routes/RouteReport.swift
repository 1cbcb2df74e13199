package import Routing
package import SourceText

/// The answers to a question about routing.
package struct RouteReport: Sendable {
  /// What was asked.
  package enum Question: Sendable, Equatable {
    /// One scope.
    case one
    /// All of them.
    case all
  }

  /// What was asked.
  package let question: Question

  /// The answers; of all scopes the global one first.
  package let routes: [Route]

  /// The ids of the servers that were said to be busy.
  package let busy: Set<String>

  /// The ids of those that were said to refuse.
  package let down: Set<String>

  /// The file whose places the answers name; nil for a routing table, which has none to name.
  package let source: SourceFile?

  private let lines: LineIndex?

  /// Makes a report from its parts.
  package init(
    _ question: Question, _ routes: [Route], busy: Set<String> = [], down: Set<String> = [], source: SourceFile?
  ) {
    self.question = question
    self.routes = routes
    self.busy = busy
    self.down = down
    self.source = source
    lines = source.map { LineIndex($0) }
  }

  /// Where the reason of a step is written: the file, without what could drive a terminal, with line and column.
  func place(of step: Route.Step) -> (file: String, position: SourcePosition)? {
    guard let source, let lines, let span = step.place else { return nil }
    return (source.name.escapedControls(), lines.position(at: span.start))
  }
}

/// A format in which routes are handed out.
package protocol RouteRenderer: Sendable {
  /// The whole document, line end included.
  ///
  /// - Throws: What an encoder throws.
  func render(_ report: RouteReport) throws -> String
}
