import Routing
import SourceText

/// Finds where the reasons for the steps of routes are written. The lines of a file are counted when it is first needed.
struct RoutePlaces {
  /// A place for people and programs.
  struct Place {
    /// The file's name, safe to show on a terminal.
    let file: String
    /// The line and the column.
    let position: SourcePosition
  }

  private struct CountedFile {
    let file: SourceFile
    let name: String
    let lines: LineIndex
  }

  private let sources: SourceMap?
  private var files: [Int: CountedFile] = [:]
  /// The file of the last place, in which the next one usually is.
  private var last: CountedFile?

  /// A finder of places in some files; nil for a routing table, which has no places.
  init(_ sources: SourceMap?) {
    self.sources = sources
  }

  /// The place of the reason for a step; nil if it has none.
  mutating func place(of step: Route.Step) -> Place? {
    guard let sources, let span = step.place else { return nil }
    if let last, last.file.contains(span) { return place(of: span, in: last) }
    let file = sources.file(at: span)
    let counted =
      files[file.address] ?? CountedFile(file: file, name: file.name.escapedControls(), lines: LineIndex(file))
    files[file.address] = counted
    last = counted
    return place(of: span, in: counted)
  }

  private func place(of span: SourceSpan, in file: CountedFile) -> Place {
    Place(file: file.name, position: file.lines.position(at: file.file.bytes(of: span).start))
  }
}
