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
}
