import Language
import LanguageServerProtocol
import SourceText

/// All places of one server or site: in a file, in those that belong to the same configurations, and in their tests.
struct NameUses {
  /// The places in one file.
  struct InFile {
    /// The file's index in the graph.
    let file: Int
    /// The places, in the order of the text.
    let occurrences: [Outline.Occurrence]
  }

  /// What is named.
  let kind: EntryKind
  /// The files that name it, in the order of the graph.
  let places: [InFile]
  /// All files of the configurations that name it, also those that do not.
  let concerned: Set<Int>

  /// Finds the places.
  ///
  /// Two files mean the same by a name if a configuration, or a test of one, consists of both. Overlays of one base that
  /// each declare a server of their own by the same name mean two servers.
  init(of name: String, _ kind: EntryKind, from file: Int, in graph: FileGraph) {
    let uses = graph.files.map { file in
      file.text.outline.occurrences.filter { $0.kind == kind && Self.isSame($0.name, name, kind) }
    }
    let closures = graph.files.indices.map { graph.closure(of: $0) }
    var found: Set<Int> = [file]
    var concerned: Set<Int> = [file]
    var isGrowing = true
    while isGrowing {
      isGrowing = false
      for closure in closures where closure.contains(where: found.contains) {
        let new = closure.filter { !uses[$0].isEmpty && !found.contains($0) }
        concerned.formUnion(closure)
        if !new.isEmpty {
          found.formUnion(new)
          isGrowing = true
        }
      }
    }
    self.kind = kind
    self.concerned = concerned
    places = found.sorted().compactMap { index in
      uses[index].isEmpty ? nil : InFile(file: index, occurrences: uses[index].sorted { $0.node < $1.node })
    }
  }

  /// Whether two names are of the same server or site: the case of letters counts in the ids of servers only.
  static func isSame(_ left: String, _ right: String, _ kind: EntryKind) -> Bool {
    kind == .server ? left == right : left.lowercased() == right.lowercased()
  }
}
