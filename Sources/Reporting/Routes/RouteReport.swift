package import Routing
package import SourceText

/// The answers to a question about routing.
package struct RouteReport: Sendable {
  /// The question.
  package enum Question: Sendable, Equatable {
    /// One scope.
    case one
    /// All of them.
    case all
  }

  /// The question.
  package let question: Question

  /// The answers; for all scopes, the global one first.
  package let routes: [Route]

  /// The ids of the servers given as busy.
  package let busy: Set<String>

  /// The ids of the servers given as down.
  package let down: Set<String>

  /// The file in which the places of the answers are; nil for a routing table, which has no places.
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

  /// The place of the reason for a step: the file name, safe to show on a terminal, with line and column.
  func place(of step: Route.Step) -> (file: String, position: SourcePosition)? {
    guard let source, let lines, let span = step.place else { return nil }
    return (source.name.escapedControls(), lines.position(at: span.start))
  }
}
