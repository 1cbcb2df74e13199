import Diagnostics
import SourceText
import TestSupport
import Testing

@testable import Reporting

/// Reports on texts composed of everything that makes layout difficult.
struct RandomReport {
  /// Letters that occur only in secrets.
  static let secretLetters = "QXZJ"

  /// Bytes that users write, and some that they do not.
  private static let pieces: [[UInt8]] =
    [
      "a", "key: ", "value", " ", "\n", "\n", "\r\n", "\r", "\t", "漢字", "😀", "e\u{301}", "\u{202E}", "\u{1B}[31m",
      "\u{0}",
      "`code words`",
      "##vso[task.x]", "##", "[", "TeamCity", "::error::", "\n::", ":", "#",
      "\u{FEFF}", "\u{300}", "🇩🇪", "- [a, b]", "\u{2028}", "servers:\n  - corporate\n",
      String(repeating: "long ", count: 40),
    ].map { Array($0.utf8) } + [[0xFF], [0xE6, 0xBC], [0xC3]]

  private var random: SeededGenerator
  private var bytes: [UInt8] = []
  private var secrets: [SourceSpan] = []

  init(seed: Int) {
    random = SeededGenerator(seed: seed)
    for _ in 0..<Int.random(in: 0...60, using: &random) {
      if Int.random(in: 0..<6, using: &random) == 0 { appendSecret() } else { appendPiece() }
    }
  }

  mutating func make() -> FileReport {
    let source = SourceFile(name: text(4), bytes: bytes)
    let findings = (0..<Int.random(in: 0...3, using: &random)).map { _ in finding() }
    let omitted = Int.random(in: 0...1, using: &random) * 12
    return FileReport(source: source, diagnostics: findings, omitted: omitted, secrets: secrets)
  }

  private mutating func appendPiece() {
    bytes += Self.pieces.randomElement(using: &random) ?? []
  }

  private mutating func appendSecret() {
    let start = bytes.count
    let separators = ["", "\n", " ", "\u{301}", "漢"]
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      bytes += Array((Self.secretLetters + (separators.randomElement(using: &random) ?? "")).utf8)
    }
    secrets.append(SourceSpan(start, bytes.count))
  }

  private mutating func finding() -> Diagnostic {
    Diagnostic(
      rule: "some-rule", severity: Severity.allCases.randomElement(using: &random) ?? .error, message: text(12),
      span: span(), caption: text(6), labels: (0..<count(4)).map { _ in Label(span(), text(6)) },
      help: Bool.random(using: &random) ? text(12) : nil, fixes: (0..<count(2)).map { _ in fix() })
  }

  private mutating func fix() -> Fix {
    Fix(.safe, text(4), (0..<count(3)).map { _ in TextEdit(span(), text(3)) })
  }

  private mutating func count(_ limit: Int) -> Int { Int.random(in: 0...limit, using: &random) }

  /// Anywhere in the file, sometimes beyond it or inside a character.
  private mutating func span() -> SourceSpan {
    let start = Int.random(in: -2...bytes.count + 4, using: &random)
    let length = [0, 1, 3, 9, 400].randomElement(using: &random) ?? 0
    return SourceSpan(start, start + length)
  }

  private mutating func text(_ longest: Int) -> String {
    (0..<count(longest)).reduce(into: "") { text, _ in
      text += String(decoding: Self.pieces.randomElement(using: &random) ?? [], as: UTF8.self)
    }
  }
}

@Suite struct `Every report` {
  private static let seeds = Array(0..<400)

  /// The rows without escape sequences of ECMA-48.
  private func stripped(_ text: String) -> String {
    var kept = String.UnicodeScalarView()
    var isInSequence = false
    for scalar in text.unicodeScalars {
      if scalar == "\u{1B}" { isInSequence = true }
      if !isInSequence { kept.append(scalar) }
      if isInSequence, scalar == "m" { isInSequence = false }
    }
    return String(kept)
  }

  @Test(arguments: seeds) func `is no wider than the terminal`(seed: Int) {
    var random = RandomReport(seed: seed)
    let width = [40, 57, 80, 132][seed % 4]
    let text = plain(random.make(), width: width)
    for row in text.unicodeScalars.split(separator: "\n") {
      #expect(DisplayWidth.of(String(row)) <= width, "seed \(seed): \(String(row))")
    }
  }

  @Test(arguments: seeds) func `is the same text with and without colour`(seed: Int) {
    var random = RandomReport(seed: seed)
    let report = random.make()
    let coloured = TextRenderer(style: TextStyle(colour: true)).render([report])
    #expect(Array(stripped(coloured).utf8) == Array(plain(report).utf8))
  }

  @Test(arguments: seeds) func `shows no letter of a secret`(seed: Int) throws {
    var random = RandomReport(seed: seed)
    let report = random.make()
    let json = try JSONRenderer().render([report])
    for text in [plain(report), plain(report, width: 40), json] {
      #expect(!text.unicodeScalars.contains { RandomReport.secretLetters.unicodeScalars.contains($0) })
    }
  }

  @Test(arguments: seeds) func `cannot control a terminal`(seed: Int) {
    var random = RandomReport(seed: seed)
    #expect(!plain(random.make()).unicodeScalars.contains { $0 != "\n" && ($0.mustBeEscaped || $0 == "\t") })
  }

  @Test func `in colour begins with the colour of the severity`() {
    let sample = Sample("a: 1\n")
    let text = TextRenderer(style: TextStyle(colour: true)).render([sample.report(sample.span("1"), "here")])
    #expect(text.hasPrefix("\u{1B}[1;31merror[rule]\u{1B}[0m\u{1B}[1m: message\u{1B}[0m\n"))
    #expect(text.contains("\u{1B}[1;31m^\u{1B}[0m"))
  }
}
