import SourceText

/// The servers that chains of a table mention, numbered in the order of their first mention.
struct MentionedServers {
  /// A link of a chain.
  struct Mention {
    /// The site, by its place among those that were read; nil for `global`.
    let site: Int?
    /// The place in its chain.
    let place: Int
  }

  /// Where each was mentioned first.
  private(set) var firstMentions: [Mention] = []
  private var texts: [UInt8] = []
  /// The end of each id in the texts.
  private var ends: [Int] = []
  private var places = HashIndex()

  /// The number of a server.
  mutating func number(of id: UnsafeBufferPointer<UInt8>, at mention: Mention) -> Int {
    let hash = HashIndex.hash(UnsafeRawBufferPointer(id))
    let known = texts.withUnsafeBufferPointer { texts in
      places.position(hash) { UnsafeBufferPointer(rebasing: texts[range(of: $0)]).hasSameBytes(as: id) }
    }
    if let known { return known }
    places.insert(hash, ends.count)
    texts.append(contentsOf: id)
    ends.append(texts.count)
    firstMentions.append(mention)
    return ends.count - 1
  }

  /// The ids, by the numbers of the servers.
  var ids: [String] { ends.indices.map { String(decoding: texts[range(of: $0)], as: UTF8.self) } }

  private func range(of number: Int) -> Range<Int> { (number == 0 ? 0 : ends[number - 1])..<ends[number] }
}
