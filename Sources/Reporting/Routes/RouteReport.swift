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

  /// The files in which the places of the answers are; nil for a routing table, which has no places.
  private let sources: SourceMap?

  /// The lines of these files, by the addresses of the files.
  private let lines: [Int: LineIndex]

  /// Makes a report from its parts.
  package init(
    _ question: Question, _ routes: [Route], busy: Set<String> = [], down: Set<String> = [], sources: SourceMap?
  ) {
    self.question = question
    self.routes = routes
    self.busy = busy
    self.down = down
    self.sources = sources
    var lines: [Int: LineIndex] = [:]
    if let sources {
      for place in routes.lazy.flatMap(\.steps).compactMap(\.place) {
        let file = sources.file(at: place)
        if lines[file.address] == nil { lines[file.address] = LineIndex(file) }
      }
    }
    self.lines = lines
  }

  /// The place of the reason for a step: the file name, safe to show on a terminal, with line and column.
  func place(of step: Route.Step) -> (file: String, position: SourcePosition)? {
    guard let sources, let span = step.place else { return nil }
    let file = sources.file(at: span)
    return lines[file.address].map { (file.name.escapedControls(), $0.position(at: file.bytes(of: span).start)) }
  }
}
