import Diagnostics
import Language
import LocatedYAML
import Routing
import SourceText

/// Reads a file of expectations. A wrong entry does not hide the others, and is not read itself.
struct RoutingTestReader {
  private(set) var file: RoutingTestSuite
  private let values: FieldReader
  private let problems: Problems
  private var tree: YAMLTree { problems.tree }

  init(_ source: SourceFile, _ problems: Problems) {
    file = RoutingTestSuite(source: source)
    self.problems = problems
    values = FieldReader(problems)
  }

  /// The one version of the language there is.
  static let languageVersion = 1

  /// Reads the whole document.
  mutating func read() {
    guard let written = tree.root else { return }
    let root = values.nodeUse(written)
    guard let fields = values.fields(of: root, DocumentKey.self, in: .document) else { return }
    readVersion(fields, at: root)
    if let configuration = fields[.configuration] {
      file.configuration = values.text(configuration, key: DocumentKey.configuration.rawValue, expected: "a file name")
    }
    if let tests = fields[.tests] {
      file.tests = values.items(tests, key: DocumentKey.tests.rawValue, of: "tests").compactMap(readTest)
    }
    if let invariants = fields[.invariants] {
      file.invariants =
        values.items(invariants, key: DocumentKey.invariants.rawValue, of: "invariants").compactMap(readInvariant)
    }
    if fields.isMissing(.tests), fields.isMissing(.invariants) {
      problems.report(
        "missing-key", at: fields.firstKey ?? root, "nothing is expected here",
        caption: "neither `tests` nor `invariants`",
        help: "`tests` asks single questions, `invariants` says what holds for all sites; one of them is enough")
    }
  }

  private func readVersion(_ fields: Fields<DocumentKey>, at root: NodeUse) {
    guard let version = fields[.version] else {
      if fields.isMissing(.version) {
        problems.report(
          "missing-key", at: fields.firstKey ?? root, "the file has no `version`", caption: "a key is missing",
          help: "`version: \(Self.languageVersion)` says which version of this language the file is written in")
      }
      return
    }
    guard let number = values.integer(version, key: DocumentKey.version.rawValue) else { return }
    guard number.value != Self.languageVersion else { return }
    problems.report(
      "invalid-value", at: version, "there is no version `\(problems.shown(version))` of this language",
      caption: "not a version", help: "write `version: \(Self.languageVersion)`")
  }

  // MARK: Tests

  private func readTest(_ item: NodeUse) -> RoutingTest? {
    guard let fields = values.fields(of: item, TestKey.self, in: .test) else { return nil }
    let name = fields[.name].map { values.text($0, key: TestKey.name.rawValue, expected: "a text") }
    let scope = readScope(fields, of: item)
    let busy = fields[.busy].map { values.texts($0, key: TestKey.busy.rawValue) } ?? []
    let down = fields[.down].map { values.texts($0, key: TestKey.down.rawValue) } ?? []
    let expectations = readExpectations(fields, of: item)
    // What is wrong has been reported; a question that is known in parts is not asked.
    guard !fields.hasUnknown, let scope, let busy, let down, let expectations, name.map({ $0 != nil }) ?? true else {
      return nil
    }
    return RoutingTest(
      span: tree.place(of: item.node), name: name ?? nil, scope: scope, busy: busy, down: down,
      expectations: expectations)
  }

  private func readScope(_ fields: Fields<TestKey>, of item: NodeUse) -> Located<Scope>? {
    switch (fields[.site], fields[.global]) {
    case (nil, nil):
      guard fields.isMissing(.site), fields.isMissing(.global) else { return nil }
      problems.report(
        "missing-key", at: fields.firstKey ?? item, "the test does not say whose mail it is about",
        caption: "neither `site` nor `global`",
        help: "write `site: NAME`, or `global: true` for mail that belongs to no site")
    case (.some, let global?):
      problems.report(
        "invalid-value", at: global, "the test has `site` and `global`", caption: "mail of no site",
        help: "keep one of the two: mail belongs to a site, or to none")
    case (let site?, nil):
      guard let name = values.text(site, key: TestKey.site.rawValue, expected: "the name of a site") else { return nil }
      return name.map { .site($0) }
    case (nil, let global?):
      guard let isGlobal = values.boolean(global, key: TestKey.global.rawValue) else { return nil }
      if isGlobal { return problems.located(.global, at: global) }
      problems.report(
        "invalid-value", at: global, "`global` can only be `true`", caption: "whose mail is it then?",
        help: "write `global: true` for mail that belongs to no site, or name one: `site: NAME`")
    }
    return nil
  }

  private func readExpectations(_ fields: Fields<TestKey>, of item: NodeUse) -> [Expectation]? {
    guard let expect = fields[.expect] else {
      if fields.isMissing(.expect), !fields.hasUnknown {
        problems.report(
          "missing-key", at: fields.firstKey ?? item, "the test expects nothing", caption: "`expect` is missing",
          help: "write what is expected: `expect: { server: NAME }`; or `chain`, `outcome`, `never`")
      }
      return nil
    }
    guard let expected = values.fields(of: expect, ExpectationKey.self, in: .expectation) else { return nil }
    var expectations: [Expectation?] = []
    if let server = expected[.server] {
      let id = values.text(server, key: ExpectationKey.server.rawValue, expected: "the id of a server")
      expectations.append(id.map { .server($0) })
    }
    if let chain = expected[.chain] {
      let ids = values.texts(chain, key: ExpectationKey.chain.rawValue)
      expectations.append(ids.map { .chain($0, span: tree.place(of: chain.node)) })
    }
    if let outcome = expected[.outcome] { expectations.append(readOutcome(outcome).map { .outcome($0) }) }
    if let never = expected[.never] {
      let ids = values.texts(never, key: ExpectationKey.never.rawValue)
      expectations += ids?.map { .never($0) } ?? [nil]
    }
    if expectations.isEmpty, !expected.hasUnknown, !expected.isPartial {
      problems.report(
        "missing-key", at: expect, "`expect` expects nothing", caption: "nothing stands here",
        help: "write `server: NAME`, `chain: [FIRST, SECOND]`, `outcome: WORD` or `never: NAME`")
    }
    let known = expectations.compactMap { $0 }
    return expected.hasUnknown || known.isEmpty || known.count < expectations.count ? nil : known
  }

  private func readOutcome(_ value: NodeUse) -> Located<String>? {
    let key = ExpectationKey.outcome.rawValue
    guard let word = values.text(value, key: key, expected: Outcome.names.listed()) else { return nil }
    if Outcome.names.contains(word.value) { return word }
    let sameButCase = Outcome.names.first { $0.lowercased() == word.value.lowercased() }
    let suggestion = sameButCase ?? Suggestion.nearest(to: word.value, among: Outcome.names)
    problems.report(
      "invalid-value", at: value, "`\(key)` cannot be `\(problems.shown(value))`",
      caption: suggestion.map { "did you mean `\($0)`?" } ?? "not one of the words",
      help: "`\(key)` is \(Outcome.names.listed()): the product's names",
      fixes: sameButCase.map { problems.replacement(of: value, with: $0) } ?? [])
    return nil
  }

  // MARK: Invariants

  private func readInvariant(_ item: NodeUse) -> Invariant? {
    guard let fields = values.fields(of: item, InvariantKey.self, in: .invariant) else { return nil }
    let name = fields[.name].map { values.text($0, key: InvariantKey.name.rawValue, expected: "a text") }
    let exceptions = fields[.except].map { values.texts($0, key: InvariantKey.except.rawValue) } ?? []
    let law = readLaw(fields, of: item)
    guard !fields.hasUnknown, let law, let exceptions, name.map({ $0 != nil }) ?? true else { return nil }
    return Invariant(
      span: tree.place(of: item.node), name: name ?? nil, law: law,
      exceptions: exceptions.map { name in name.map { $0.lowercased() == "global" ? .global : .site($0) } })
  }

  private func readLaw(_ fields: Fields<InvariantKey>, of item: NodeUse) -> Invariant.Law? {
    let keys: [InvariantKey] = [.everySiteSurvivesLossOf, .noSiteUses, .everyChainEndsIn]
    let found = keys.compactMap { key in fields[key].map { (key: key, value: $0) } }
      .sorted { $0.value.node < $1.value.node }
    guard let first = found.first else {
      if !fields.hasUnknown, !fields.isPartial {
        problems.report(
          "missing-key", at: fields.firstKey ?? item, "the invariant demands nothing",
          caption: "what is to hold?", help: "write one of \(keys.map(\.rawValue).listed("and"))")
      }
      return nil
    }
    if let second = found.dropFirst().first {
      problems.report(
        "invalid-value", at: second.value, "the invariant demands two things",
        caption: "`\(second.key.rawValue)` beside `\(first.key.rawValue)`",
        help: "write two invariants, each with a `-` of its own: then each can fail alone")
      return nil
    }
    let key = first.key.rawValue
    switch first.key {
    case .noSiteUses: return values.texts(first.value, key: key).map { .noSiteUses($0) }
    case .everyChainEndsIn:
      return values.text(first.value, key: key, expected: "the id of a server").map { .everyChainEndsIn($0) }
    case .everySiteSurvivesLossOf, .name, .except: return readLoss(first.value, key: key)
    }
  }

  private func readLoss(_ value: NodeUse, key: String) -> Invariant.Law? {
    guard let count = values.integer(value, key: key) else { return nil }
    if count.value > 0 { return .everySiteSurvivesLoss(of: count) }
    problems.report(
      "invalid-value", at: value, "`\(key)` must be 1 or more", caption: "nothing is lost",
      help: "`\(key): 1` means: whichever single server is lost, every site has another")
    return nil
  }
}
