import LocatedYAML
import SourceText

/// The servers that a configuration declares, to compare wrong references with.
package final class DeclaredServers: Sendable {
  /// Their ids in the order written; of very many, only the first ones.
  package let ids: [NodeUse]
  private let words: SuggestionIndex
  private let placesByLowercase: [String: Int]

  init(_ ids: [NodeUse], in documents: YAMLDocuments) {
    self.ids = Array(ids.prefix(SuggestionIndex.mostCompared))
    let texts = self.ids.map { documents.text(of: $0.node) }
    words = SuggestionIndex(texts)
    var places: [String: Int] = [:]
    places.reserveCapacity(texts.count)
    // The first of equal ids comes last.
    for place in texts.indices.reversed() { places[texts[place].lowercased()] = place }
    placesByLowercase = places
  }

  /// The server whose id differs from a wrong one only in case.
  package func sameButCase(as id: String) -> NodeUse? { placesByLowercase[id.lowercased()].map { ids[$0] } }

  /// The server that a wrong id probably means.
  package func nearest(to id: String) -> NodeUse? { words.nearest(to: id).map { ids[$0] } }
}
