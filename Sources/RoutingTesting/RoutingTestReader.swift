import Analysis
import Language
import LocatedYAML
import Routing
import SourceText

/// Reads a routing test file. A wrong entry is left out and does not hide the others.
struct RoutingTestReader {
  private(set) var suite: RoutingTestSuite
  private let yaml: CheckedYAML
  private let values: ValueReader
  private var tree: YAMLTree { yaml.tree }

  init(_ source: SourceFile, _ yaml: CheckedYAML) {
    suite = RoutingTestSuite(source: source)
    self.yaml = yaml
    values = yaml.values
  }

  /// Reads the whole document.
  mutating func read() {
    guard let written = tree.root else { return }
    let root = values.nodeUse(written)
    guard let keys = values.keys(TestFileKey.self, of: root, .root, in: .testFile) else { return }
    if let version = keys[.version] { values.readVersion(version.value, of: TestFileKey.version.spec) }
    if let configuration = keys[.configuration] { suite.configuration = text(configuration, TestFileKey.configuration) }
    if let tests = keys[.tests] {
      suite.tests = (values.items(tests.value, of: TestFileKey.tests.spec) ?? []).compactMap(readTest)
    }
    if let invariants = keys[.invariants] {
      suite.invariants = (values.items(invariants.value, of: TestFileKey.invariants.spec) ?? [])
        .compactMap(readInvariant)
    }
    _ = hasRequiredKeys(keys, of: root, in: .testFile)
  }

  /// Whether no required key of a mapping is certainly missing; those that are missing are reported.
  private func hasRequiredKeys<Key: DeclarationKey>(
    _ keys: KnownKeys<Key>, of mapping: NodeUse, in specification: MappingSpec
  ) -> Bool {
    let missing = specification.requirements.filter { requirement in
      Key.allCases.allSatisfy { key in !requirement.keys.contains { $0 === key.spec } || keys.isMissing(key) }
    }
    // If an entry has an unknown key, it was probably meant as the missing one.
    let isExcused = keys.isPartial || keys.hasUnknown && specification != .testFile
    guard !missing.isEmpty, !isExcused else { return missing.isEmpty }
    values.report(.missingKeys(missing, at: .at(values.firstKey(of: mapping)), in: specification))
    return false
  }

  // MARK: Values

  private func located<Value: Sendable>(_ value: Value, at place: NodeUse) -> Located<Value> {
    Located(value, place, tree.place(of: place.node), isSecret: yaml.isSecret(place))
  }

  private func text(_ entry: MappingEntry, _ key: some DeclarationKey) -> Located<String>? {
    values.text(entry.value, of: key.spec).map { located(tree.text(of: $0), at: entry.value) }
  }

  /// One string, or a list of strings; nil if anything in it is wrong.
  private func texts(_ entry: MappingEntry, _ key: some DeclarationKey) -> [Located<String>]? {
    let value = entry.value
    guard !tree.isFaulty(value.node) else { return nil }
    if values.isNothing(value.node) { return [] }
    guard tree.shape(of: value.node) == .sequence else { return text(entry, key).map { [$0] } }
    let items = tree.children(of: value.node).map { written in
      let item = values.nodeUse(written, use: value.use)
      return values.item(item, of: key.spec).map { located(tree.text(of: $0), at: item) }
    }
    let texts = items.compactMap { $0 }
    return texts.count == items.count ? texts : nil
  }

  // MARK: Tests

  private func readTest(_ item: NodeUse) -> RoutingTest? {
    guard let keys = values.keys(TestKey.self, of: item, .mapping(.test), in: .test) else { return nil }
    let isComplete = hasRequiredKeys(keys, of: item, in: .test)
    let name = keys[.name].map { text($0, TestKey.name) }
    let scope = readScope(keys)
    let busy = keys[.busy].map { texts($0, TestKey.busy) } ?? []
    let down = keys[.down].map { texts($0, TestKey.down) } ?? []
    let expectations = keys[.expect].flatMap { readExpectations($0.value) }
    // Problems have been reported; a test that is only partly known is not run.
    guard isComplete, !keys.hasUnknown, let scope, let busy, let down, let expectations, name.map({ $0 != nil }) ?? true
    else { return nil }
    return RoutingTest(
      span: tree.place(of: item.node), name: name ?? nil, scope: scope, busy: busy, down: down,
      expectations: expectations)
  }

  private func readScope(_ keys: KnownKeys<TestKey>) -> Located<Scope>? {
    switch (keys[.site], keys[.global]) {
    case (nil, nil): return nil
    case (let site?, nil): return text(site, TestKey.site)?.map { .site($0) }
    case (nil, let global?):
      return values.flag(global.value, of: TestKey.global.spec).map { _ in located(.global, at: global.value) }
    case (.some, let global?):
      let problem = ValueProblem.excluded(TestKey.global.spec, by: TestKey.site.spec, in: .test)
      values.report(.invalidValue(global.value, .value(of: TestKey.global.spec), problem))
      return nil
    }
  }

  private func readExpectations(_ value: NodeUse) -> [Expectation]? {
    guard let keys = values.keys(ExpectationKey.self, of: value, .value(of: TestKey.expect.spec), in: .expectation),
      hasRequiredKeys(keys, of: value, in: .expectation)
    else { return nil }
    var expectations: [Expectation?] = []
    if let server = keys[.server] { expectations.append(text(server, ExpectationKey.server).map { .server($0) }) }
    if let chain = keys[.chain] {
      let span = tree.place(of: chain.value.node)
      expectations.append(texts(chain, ExpectationKey.chain).map { .chain($0, span: span) })
    }
    if let outcome = keys[.outcome] {
      let kind = values.word(Outcome.Kind.self, outcome.value, of: ExpectationKey.outcome.spec)
      expectations.append(kind.map { .outcome(located($0, at: outcome.value)) })
    }
    if let never = keys[.never] { expectations += texts(never, ExpectationKey.never)?.map { .never($0) } ?? [nil] }
    let known = expectations.compactMap { $0 }
    return keys.hasUnknown || known.isEmpty || known.count < expectations.count ? nil : known
  }

  // MARK: Invariants

  private func readInvariant(_ item: NodeUse) -> Invariant? {
    guard let keys = values.keys(InvariantKey.self, of: item, .mapping(.invariant), in: .invariant),
      hasRequiredKeys(keys, of: item, in: .invariant)
    else { return nil }
    let name = keys[.name].map { text($0, InvariantKey.name) }
    let exceptions = keys[.except].map { texts($0, InvariantKey.except) } ?? []
    let law = readLaw(keys)
    guard !keys.hasUnknown, let law, let exceptions, name.map({ $0 != nil }) ?? true else { return nil }
    return Invariant(
      span: tree.place(of: item.node), name: name ?? nil, law: law,
      exceptions: exceptions.map { name in name.map { $0.lowercased() == "global" ? .global : .site($0) } })
  }

  private func readLaw(_ keys: KnownKeys<InvariantKey>) -> Invariant.Law? {
    let found = InvariantKey.laws.compactMap { key in keys[key].map { (key: key, entry: $0) } }
      .sorted { $0.entry.value.node < $1.entry.value.node }
    guard let first = found.first else { return nil }
    if let second = found.dropFirst().first {
      let problem = ValueProblem.excluded(second.key.spec, by: first.key.spec, in: .invariant)
      values.report(.invalidValue(second.entry.value, .value(of: second.key.spec), problem))
      return nil
    }
    switch first.key {
    case .noSiteUses: return texts(first.entry, first.key).map { .noSiteUses($0) }
    case .onlyUses: return texts(first.entry, first.key).map { .onlyUses($0) }
    case .everyChainEndsIn: return text(first.entry, first.key).map { .everyChainEndsIn($0) }
    case .everySiteSurvivesLossOf, .name, .except:
      return values.wholeNumber(first.entry.value, of: first.key.spec, minimum: 1)
        .map { .everySiteSurvivesLoss(of: located($0, at: first.entry.value)) }
    }
  }
}
