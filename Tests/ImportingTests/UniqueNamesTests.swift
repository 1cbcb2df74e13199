import Language
import TestSupport
import Testing

@testable import Importing

@Suite struct `Names that must differ` {
  private func names(_ wishes: [(String, Int)], limit: Int = .max) -> [String] {
    UniqueNames.names(for: wishes.map { .init(name: $0.0, id: $0.1) }, separator: "-", limit: limit)
  }

  @Test func `are kept if they do`() {
    #expect(names([("a", 1), ("b", 2)]) == ["a", "b"])
  }

  @Test func `get the numbers of all rows that have the same, whatever their case`() {
    #expect(names([("a", 1), ("b", 2), ("A", 3), ("a", 4)]) == ["a-1", "b", "A-3", "a-4"])
  }

  @Test func `get a number if another has become the same by its number`() {
    #expect(names([("a", 1), ("a", 2), ("a-1", 3), ("a-1-3", 4)]) == ["a-1", "a-2", "a-1-3", "a-1-3-4"])
  }

  @Test func `lose characters before the number if they are too long`() {
    #expect(names([("abcdef", 10), ("abcdefgh", 7)], limit: 6) == ["abc-10", "abcd-7"])
  }

  @Test(arguments: 0..<300) func `always differ, and have no number without need`(seed: Int) {
    var random = SeededGenerator(seed: seed)
    let parts = ["a", "A", "-", "1", "2", "b"]
    let wishes = (1...Int.random(in: 1...12, using: &random)).map { id in
      ((0..<Int.random(in: 1...5, using: &random)).compactMap { _ in parts.randomElement(using: &random) }.joined(), id)
    }
    let limit = [Int.max, 6].randomElement(using: &random) ?? 6
    let given = names(wishes, limit: limit)
    #expect(Set(given.map { $0.lowercased() }).count == wishes.count, "\(wishes): \(given)")
    for (wish, name) in zip(wishes, given) {
      let cut = String(wish.0.prefix(limit))
      #expect(name.count <= limit && (name == cut || name.hasSuffix("-\(wish.1)")))
      let others = zip(wishes, given).filter { $0.0.1 != wish.1 }
      let isAlone = !others.contains { other in
        [String(other.0.0.prefix(limit)), other.1].contains { $0.lowercased() == cut.lowercased() }
      }
      if isAlone { #expect(name == cut) }
    }
  }
}
