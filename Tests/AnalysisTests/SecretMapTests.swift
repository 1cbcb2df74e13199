import SourceText
import TestSupport
import Testing

@testable import Language
@testable import Linting
@testable import LocatedYAML

/// Documents composed of what can make text secret.
private struct RandomDocument {
  private static let keys = [
    "servers", "sites", "serverName", "username", "password", "passwrd", "east", "relay-1", "smtp_pass", "api_tokn",
    "priority", "host", "SERVERNAME", "sevrerName", "x", "global", "\"pass\\x77ord\"", "'secret'", "\"token\"", "relay",
    "a-very-long-name.with-secret-words.example.com", "a-very-long-name.without-such-words.example.com", "&k password",
    "*k ", "compassion", "pässword", "? token\n", "pw", "!!str pass",
  ]
  private static let values = [
    "hunter2", "'hunter2'", "\"hunter2\"", "", "~", "true", "smtp.example.com:25", "me:pw@smtp.example.com",
    "me@example.com",
    "\"me:pw\\x40h\"", "password:hunter2", "'password: hunter2'", "smtp pass \"hunter2\"", "hunter2 #1", "&k hunter2",
    "*k",
    "|\n        pass: x\n        y", "> # hunter2\n        z", "!vault hunter2", "[a, pass=b, 'token;c']",
    "{ env: HUNTER }",
    "{ x: { password: y } }", "{ file: a, b: c }", "secret|x", "token&x", "east:", "pass,x", "password\u{A0}x",
    "passwd=x",
    "relay-1", "relay-12", "relays-123", "relay-1234567", "a.b:c", "it is a secret place", "tokens", "pass?", "[]",
    "{}",
  ]

  /// A text of a few servers and sites, in block style.
  static func text(seed: Int) -> String {
    var random = SeededGenerator(seed: seed)
    func entry(_ indentation: Int, _ depth: Int) -> String {
      let blanks = String(repeating: " ", count: indentation)
      let key = keys.randomElement(using: &random) ?? "x"
      guard depth > 0, Int.random(in: 0..<3, using: &random) > 0 else {
        return "\(blanks)\(key): \(values.randomElement(using: &random) ?? "")\n"
      }
      let children = (0..<Int.random(in: 1...3, using: &random)).map { _ in entry(indentation + 2, depth - 1) }
      return "\(blanks)\(key):\n\(children.joined())"
    }
    let roots = ["servers:", "sites:", "x:"].map { root in
      root + "\n" + (0..<Int.random(in: 1...4, using: &random)).map { _ in entry(2, 2) }.joined()
    }
    return roots.shuffled(using: &random).joined()
  }
}

@Suite("Finding secrets")
struct SecretMapTests {
  /// The places that are found by looking at everything.
  private func plainSpans(_ reading: YAMLReading) -> [ByteSpan] {
    var collector = PlainSecretCollector(reading.tree)
    collector.collect()
    return collector.found
  }

  private func read(_ text: String) -> YAMLReading { YAMLReading(SourceFile(name: "test.yaml", text: text)) }

  @Test("Passing over what cannot matter hides the same places as examining everything", arguments: 0..<2000)
  func agreesWithPlainWay(seed: Int) {
    let text = RandomDocument.text(seed: seed)
    let tree = read(text).tree
    let plain = plainSpans(read(text)).filter { !$0.isEmpty }.sorted()
    let found = SecretCollector.secrets(of: tree).filter { !$0.isEmpty }.sorted()
    #expect(found == plain, "\(text)")
  }

  @Test("The random documents have secrets, and text that is not secret")
  func documentsMatter() {
    let found = (0..<100).map { SecretCollector.secrets(of: read(RandomDocument.text(seed: $0)).tree).count }
    #expect(found.count { $0 > 0 } > 50)
    #expect(found.contains(0))
  }

  @Test("What a key means is the same however often it was asked about before")
  func meanings() {
    let text = (0..<200).map { RandomDocument.text(seed: $0) }.map { read($0).tree }
    for tree in text {
      var meanings = KeyMeanings()
      for _ in 0..<2 {
        for node in tree.allNodes where tree.shape(of: node) == .scalar {
          #expect(meanings.meaning(of: node, in: tree).rawValue == KeyMeanings.Meaning(of: node, in: tree).rawValue)
        }
      }
    }
  }

  @Test("Looking at a part finds the secrets that touch it", arguments: 0..<1000)
  func parts(seed: Int) {
    let tree = read(RandomDocument.text(seed: seed)).tree
    guard !tree.hasAliases else { return }
    let all = SecretCollector.secrets(of: tree).filter { !$0.isEmpty }.sorted()
    let bytes = tree.source.bytes
    let lineStarts = [0] + bytes.indices.filter { bytes[$0] == UInt8(ascii: "\n") }.map { $0 + 1 }
    for (place, start) in lineStarts.enumerated() {
      for end in [start, start + 3, start + 40] + lineStarts[place...] {
        let part = ByteSpan(start, end)
        let found = SecretCollector.secrets(of: tree, touching: part).filter { !$0.isEmpty }.sorted()
        #expect(touching(part, found) == touching(part, all), "\(part) of seed \(seed)")
        #expect(found.allSatisfy(all.contains), "nothing else is hidden")
      }
    }
  }

  private func touching(_ part: ByteSpan, _ spans: [ByteSpan]) -> [ByteSpan] {
    spans.filter { $0.start <= part.end && $0.end >= part.start }
  }

  private func clipped(_ spans: [ByteSpan], _ part: ByteSpan) -> [ByteSpan] {
    spans.filter(part.overlaps).map { ByteSpan(max($0.start, part.start), min($0.end, part.end)) }
  }

  /// A document in which lines are far apart, so that a place that is asked about is looked at alone.
  private func large(seed: Int) -> YAMLReading {
    var random = SeededGenerator(seed: seed)
    let lines = RandomDocument.text(seed: seed).split(separator: "\n", omittingEmptySubsequences: false)
    return read(
      lines.map { line in
        // The border of a block may be anywhere in a line.
        let comment = "#" + String(repeating: "x", count: Int.random(in: 3000...7000, using: &random))
        return "\(line)\n\(comment)\n"
      }.joined())
  }

  @Test("The first places that are asked about are hidden as if all were known", arguments: 0..<200)
  func placesAskedAbout(seed: Int) {
    let reading = large(seed: seed)
    let all = SecretMap(reading).spans
    var random = SeededGenerator(seed: seed)
    let count = reading.tree.source.bytes.count
    // Half of the places are near a secret.
    let places = (0..<40).map { _ in
      let near = Bool.random(using: &random) ? all.randomElement(using: &random) : nil
      let start = near.map { max(0, $0.start - 30) + Int.random(in: 0..<60, using: &random) }
      return start ?? Int.random(in: 0...count, using: &random)
    }
    for first in stride(from: 0, to: places.count, by: 10) {
      let map = SecretMap(reading)
      for start in places[first..<first + 10] {
        let place = ByteSpan(start, min(count, start + Int.random(in: 0..<20, using: &random)))
        #expect(clipped(map.spans(touching: place), place) == clipped(all, place), "\(place) of seed \(seed)")
        #expect(map.hide(place) == all.contains { $0.overlaps(place) }, "\(place) of seed \(seed)")
      }
      #expect(map.spans == all)
    }
  }
}
