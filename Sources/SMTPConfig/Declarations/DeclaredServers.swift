import Diagnostics
import LocatedYAML

/// The servers that a document declares, for those who name another.
package final class DeclaredServers: Sendable {
  /// Their ids, in the order written; of many the first.
  package let ids: [Occurrence]
  private let words: WordList

  /// How many servers a wrong reference is compared with, so that many of both do not cost their product.
  private static let mostCompared = 1000

  init(_ ids: [Occurrence], in tree: YAMLTree) {
    self.ids = Array(ids.prefix(Self.mostCompared))
    words = WordList(self.ids.lazy.map { tree.text(of: $0.node) })
  }

  /// The server that a wrong id was probably meant for.
  package func nearest(to id: String) -> Occurrence? { words.nearest(to: id).map { ids[$0] } }
}
