package import SourceText

/// The places of a report's files whose text must not be shown, found when they are asked for.
package struct HiddenPlaces: Sendable {
  private let find: @Sendable (SourceSpan?) -> [SourceSpan]

  /// Places that a function finds: all, or those that touch a place, sorted and disjoint.
  package init(_ find: @escaping @Sendable (_ place: SourceSpan?) -> [SourceSpan]) {
    self.find = find
  }

  /// Places in any order: a sorting error in a caller must not reveal a secret.
  package init(_ places: [SourceSpan]) {
    let all = places.filter { !$0.isEmpty }.sorted().reduce(into: [SourceSpan]()) { merged, span in
      if let last = merged.last, span.start < last.end {
        merged[merged.count - 1] = SourceSpan(last.start, max(last.end, span.end))
      } else {
        merged.append(span)
      }
    }
    find = { place in
      guard let place else { return all }
      return Array(all[all.partitioningIndex { $0.end >= place.start }...].prefix { $0.start <= place.end })
    }
  }

  /// All places, sorted and disjoint.
  package var all: [SourceSpan] { find(nil) }

  /// Those that touch a place.
  package func touching(_ place: SourceSpan) -> [SourceSpan] { find(place) }
}
