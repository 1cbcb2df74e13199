import Analysis
import Diagnostics
import Language
import Linting
import Rules
import SourceText
import Testing

/// The effect of `--fix` on files: all fixes, and nothing else.
@Suite("Fixes")
struct FixTests {
  private static func fixed(_ text: String, _ selection: FixSelection = .all) -> String {
    let file = FixedFile(SourceFile(name: "a.yaml", text: text), making: selection)
    return String(decoding: file.text.bytes, as: UTF8.self)
  }

  @Test(
    "Safe fixes preserve the meaning; what is only probably meant must be requested",
    arguments: [
      ("serverName: h\n    enabled: yes", "serverName: h\n    enabled: true", nil),
      ("serverName: h\n    username: 0123", "serverName: h\n    username: \"0123\"", nil),
      ("serverName: \" h\"", "serverName: h", nil), ("serverName: smtp://h", "serverName: h", nil),
      ("serverName: ::1", "serverName: \"[::1]\"", nil),
      ("serverName: h:465\n    useSSL: true", nil, "serverName: h:587\n    useSSL: true"),
      ("serverName: h/inbox", nil, "serverName: h"), ("servername: h", nil, "serverName: h"),
      ("serverName: h\n    priority: high", nil, "serverName: h\n    priority: High"),
      ("serverName: h\n    username: ${A}", nil, "serverName: h\n    username: { env: A }"),
      ("serverName: h\n    username: { env: $A }", nil, "serverName: h\n    username: { env: A }"),
    ] as [(String, String?, String?)])
  func applicability(lines: String, safe: String?, unsafe: String?) {
    func document(_ lines: String) -> String {
      "version: 1\nservers:\n  a:\n    \(lines)\nglobal:\n  defaultServer: a\n"
    }
    #expect(Self.fixed(document(lines), .safe) == document(safe ?? lines))
    #expect(Self.fixed(document(lines), .all) == document(safe ?? unsafe ?? lines))
  }

  @Test("Both kinds are counted separately, including those of findings that are not shown")
  func counts() {
    var options = CheckOptions()
    options.findingLimit = 1
    let source = SourceFile(
      name: "a.yaml",
      text:
        "version: 1\nservers:\n  a: { serverName: h, enabled: yes, useSsl: true, pririty: Low }\nglobal: { servers: [a] }\n"
    )
    let report = Analysis(source, options: options).report
    #expect(report.diagnostics.count == 1)
    #expect(report.fixable == FixCounts(safe: 1, unsafe: 2))
    #expect(FixedFile(source, options: options, making: .safe).fixes == FixCounts(safe: 1))
    #expect(FixedFile(source, options: options, making: .all).fixes == FixCounts(safe: 1, unsafe: 2))
  }

  private static let broken = """
    # smtpconf: allow unused-server -- was needed once
    servers:   # all of them
      relay: &relay
        servername: smtp://smtp.example.com:587/   # the relay
        enabled: yes
        priority: high\t
        username: 0123
        password: { ENV: X }
        useSSL: "true"
      other:
        serverName: " other.example.com"
        pasword: { env: Y }
    global:
      defaultServer: Relay
      servers: [other, other]
    sites:
      shop:
        defaultServer: relay
        servers:
          - other
          - relay
          - other   # keep
    """ + "\n"

  private static let mended = """
    version: 1
    servers:   # all of them
      relay: &relay
        serverName: smtp.example.com:587   # the relay
        enabled: true
        priority: High\t
        username: "0123"
        password: { env: X }
        useSSL: true
      other:
        serverName: other.example.com
        password: { env: Y }
    global:
      defaultServer: relay
      servers: [other]
    sites:
      shop:
        defaultServer: relay
        servers:
          - other
          - other   # keep
    """ + "\n"

  @Test("Everything that can be fixed is, in one run")
  func everything() {
    #expect(Self.fixed(Self.broken) == Self.mended)
    #expect(Self.fixed(Self.mended) == Self.mended)
  }

  @Test("Line ends and a byte order mark stay as they are", arguments: ["\n", "\r\n", "\r"])
  func lineEnds(lineEnd: String) {
    let broken = "\u{FEFF}" + Self.broken.replacing("\n", with: lineEnd)
    let mended = "\u{FEFF}" + Self.mended.replacing("\n", with: lineEnd)
    #expect(Self.fixed(broken) == mended)
  }

  @Test(
    "A list item is removed with its comma or its line, but not if it has a comment",
    arguments: [
      ("[b, b]", "[b]"), ("[b , b, a]", "[b , a]"), ("[ a, b, b ]", "[ a, b ]"), ("[b,\n      b]", "[b]"),
      ("\n    - b\n    - b\n", "\n    - b\n"), ("\n    - b\n    - b # why\n", "\n    - b\n    - b # why\n"),
      ("\n    - b\n    - 'b'", "\n    - b"), ("[&x b, *x]", "[&x b, *x]"),
      ("[b, # one\n     b]", "[b, # one\n     b]"),
    ])
  func listItems(list: String, expected: String) {
    let head =
      "version: 1\nservers:\n  a: { serverName: a.example }\n  b: { serverName: b.example }\nglobal:\n  servers: "
    #expect(Self.fixed(head + list) == head + expected)
  }

  @Test(
    "Ambiguous values are not fixed",
    arguments: [
      "serverName: smtp.example.com:465", "serverName: smtps://smtp.example.com",
      "serverName: https://smtp.example.com",
      "serverName: u:p@smtp.example.com", "serverName: 2001:db8::1:25",
      "host: smtp.example.com\n    serverName: b.example",
    ])
  func uncertain(line: String) {
    let text = "version: 1\nservers:\n  a:\n    \(line)\nglobal:\n  defaultServer: a\n"
    #expect(Self.fixed(text) == text)
  }

  @Test("Port 465 becomes 587 if TLS is enabled")
  func submission() {
    let text =
      "version: 1\nservers:\n  a: { serverName: smtp.example.com:465, useSSL: true }\nglobal:\n  servers: [a]\n"
    #expect(Self.fixed(text) == text.replacing("465", with: "587"))
  }

  @Test(
    "A single id becomes a list if a list of ids is expected",
    arguments: [
      ("a", "[a]"), ("a, b", "[a, b]"), ("\"a\"", "[\"a\"]"), ("\"a,b\"", "\"a,b\""), ("a b", "a b"),
    ])
  func lists(list: String, expected: String) {
    let head =
      "version: 1\nservers:\n  a: { serverName: a.example }\n  b: { serverName: b.example }\nglobal:\n  servers: "
    #expect(Self.fixed(head + list) == head + expected)
  }

  @Test("The default server is not removed from the global list: sites may have another default")
  func globalDefault() {
    let text = "version: 1\nservers:\n  a: { serverName: a.example }\nglobal:\n  defaultServer: a\n  servers: [a]\n"
    #expect(Self.fixed(text) == text)
  }

  @Test("Findings that are not shown are fixed as well")
  func limit() {
    var options = CheckOptions()
    options.findingLimit = 2
    let servers = (1...50).map { "  s\($0): { serverName: s\($0).example.com, enabled: yes }\n" }.joined()
    let text =
      "version: 1\nservers:\n\(servers)global:\n  servers: [\((1...50).map { "s\($0)" }.joined(separator: ", "))]\n"
    let file = FixedFile(SourceFile(name: "a.yaml", text: text), options: options)
    #expect(file.unfixed.report.diagnostics.count == 2)
    #expect(file.unfixed.report.omitted == 48)
    #expect(file.fixes == FixCounts(safe: 50))
    #expect(file.checked.report.diagnostics.isEmpty)
  }

  @Test(
    "After fixing any example of a rule, nothing is left to fix, and there is no new error",
    arguments: RuleCatalog.rules.all)
  func stability(rule: Rule) {
    for example in rule.bad {
      for text in [example.unmarked.text, example.unmarked.text.replacing("\n", with: "\r\n")] {
        for selection in [FixSelection.safe, .all] {
          let file = FixedFile(SourceFile(name: "a.yaml", text: text), making: selection)
          let left = file.checked.report.diagnostics.compactMap(\.onlyFix).filter {
            selection == .all || $0.applicability == .safe
          }
          #expect(left.isEmpty, "\(rule.id):\n\(text)")
          #expect(file.checked.report.count(.error) <= file.unfixed.report.count(.error), "\(rule.id):\n\(text)")
          #expect(file.text.isChanged == (file.fixes.total > 0))
          #expect(FixedFile(file.checked.report.source, making: selection).fixes.total == 0)
        }
      }
    }
  }

  @Test("Everything outside of a fix is unchanged, byte for byte", arguments: RuleCatalog.rules.all)
  func restraint(rule: Rule) {
    for example in rule.bad {
      let source = SourceFile(name: "a.yaml", text: example.unmarked.text)
      let edits = FixedFile(source).unfixed.report.diagnostics.flatMap(\.fixes).flatMap(\.edits)
      for change in FixedFile(source, making: .all).text.changes {
        let isPart = edits.contains { $0.span.start <= change.span.start && change.span.end <= $0.span.end }
        // A later round may have fixed what the first one uncovered.
        let touchesPart = edits.contains { $0.span.start <= change.span.end && change.span.start <= $0.span.end }
        #expect(isPart || touchesPart, "\(rule.id): \(change)")
      }
    }
  }
}

extension Rule: CustomTestStringConvertible {
  package var testDescription: String { id.text }
}
