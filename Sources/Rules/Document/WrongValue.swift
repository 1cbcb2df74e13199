import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

/// A value of the wrong type, and the text of the finding.
struct WrongValue {
  let place: NodeUse
  let subject: ValueSubject
  let expected: ValueType
  let context: RuleContext

  private var tree: YAMLTree { context.tree(of: place) }

  /// The scalar's text; nil for a collection, and for a secret, on which no part of the finding may depend.
  private var text: String? {
    tree.shape(of: place.node) == .scalar && !context.isSecret(place) ? tree.text(of: place.node) : nil
  }

  private var key: KeySpec? { subject.key }

  var wording: DiagnosticText {
    if found == .nothing, !isKey { return nothing }
    // If only quotes are missing, other possibilities do not matter.
    let noun = canBeQuoted ? expected.string?.noun ?? expected.noun : expected.noun
    return DiagnosticText("\(subjectText) must be \(noun), not \(foundText)", caption: caption, help: help)
  }

  private var nothing: DiagnosticText {
    DiagnosticText(
      "\(subjectText) has no value", caption: "a value is missing",
      help: isMerge
        ? "merge a mapping (`<<: *name`), or leave the key out" : "write \(expected.noun), or leave the key out")
  }

  private var isKey: Bool { if case .key = subject { true } else { false } }
  private var isMerge: Bool { if case .merge = subject { true } else { false } }
}

// MARK: What it is

extension WrongValue {
  fileprivate enum Found {
    case mapping, list, nothing, null, boolean, number, string
  }

  fileprivate var found: Found {
    switch tree.shape(of: place.node) {
    case .mapping: .mapping
    case .sequence: .list
    case .alias: .nothing
    case .scalar:
      switch tree.value(of: place.node) {
      case .null: tree.withText(of: place.node) { $0.isEmpty } ? .nothing : .null
      case .boolean: .boolean
      case .integer, .float: .number
      case .string: .string
      }
    }
  }

  private var foundText: String {
    let shown = context.shown(place)
    return switch found {
    case .mapping: "a mapping"
    case .list: "a list"
    case .nothing: "nothing"
    case .null: "`\(shown)`"
    case .boolean: "the boolean `\(shown)`"
    case .number: "the number `\(shown)`"
    case .string: "the string `\(shown)`"
    }
  }

  private var subjectText: String {
    switch subject {
    case .root: "the file"
    case .key: "a key"
    case .merge: "`<<`"
    case .mapping(let mapping): mapping.noun
    case .item(let key): "an entry of `\(key.name)`"
    // The id of a server or site may be part of a secret, if an alias brings its mapping there.
    case .value where isMappingInSecret, .entry where context.isSecret(place): "`\(FileReport.mask)`"
    case .value(let key): "`\(key.name)`"
    case .entry(let kind, let id): "\(kind.rawValue) `\(RuleContext.shortened(context.text(of: id)))`"
    }
  }

  private var isMappingInSecret: Bool {
    switch expected {
    case .mapping, .entries: context.isSecret(place)
    default: false
    }
  }

  private var isScalarWithoutQuotes: Bool {
    tree.shape(of: place.node) == .scalar && tree.style(of: place.node) == .plain
  }

  private var caption: String {
    switch (found, expected) {
    case (_, .boolean), (_, .flag): meantBoolean.map { "write `\($0)`" } ?? "not a boolean"
    case (.mapping, _): "a mapping"
    case (.list, _): "a list"
    case (.nothing, _): "a value is missing"
    case (.null, _): "null"
    case (.boolean, _): canBeQuoted ? "needs quotes" : "a boolean"
    case (.number, _): canBeQuoted ? "needs quotes" : "a number"
    case (.string, .list): "needs brackets"
    case (.string, _): "a string"
    }
  }
}

// MARK: What to do

extension WrongValue {
  private var help: String {
    if tree.isTemplate(place.node) {
      return "`{{ … }}` looks like a template: render it first, and run smtpconf on the result"
    }
    if case .entry(let kind, let id) = subject { return helpForEntry(kind, id) }
    return switch expected {
    case .boolean, .flag: helpForBoolean
    case .paths: key?.hint ?? "write the path of a file"
    case .keyNames: key?.hint ?? "write a list of keys"
    case .string, .oneOrMore, .serverOrNull, .stringOrReference: helpForString
    case .word: "write one of these words exactly as shown, including capital letters"
    case .version: RootKey.version.spec.hint
    case .wholeNumber: "write a number without quotes: `\(key?.name ?? ""): 1`"
    case .list: helpForList
    case .items(_, let noun): "write each \(noun) with a `-` before it"
    case .mapping, .entries: helpForMapping
    case .mergeable: "merge a mapping by its alias (`<<: *name`), or several (`<<: [*first, *second]`)"
    case .key: "a list or mapping cannot be a key; quote text that begins with `[` or `{`"
    }
  }

  private var helpForBoolean: String {
    if let boolean = meantBoolean, let text, text.lowercased() != boolean {
      return "YAML 1.2 has only `true` and `false`; `yes`, `no`, `on` and `off` were booleans in YAML 1.1"
    }
    if let boolean = meantBoolean {
      return "write it in lower case and without quotes: `\(boolean)`; quotes make it a string"
    }
    return "write `true` or `false`; nothing else is a boolean in YAML 1.2"
  }

  private var helpForString: String {
    if let key, isWrittenInOneWay { return key.hint }
    switch (expected, found) {
    case (_, .null): return "to leave the value empty, remove the key; a string that reads `null` needs quotes"
    case (_, .number) where canBeQuoted:
      return "without quotes YAML reads a number, and a leading zero would be lost; in quotes every digit is kept"
    case (_, .boolean) where canBeQuoted: return "without quotes YAML reads a boolean; in quotes it is a string"
    case (.serverOrNull, .list): return "only one server can be the default; list the others under `servers`"
    case (.string, .mapping) where isItem(of: .servers):
      return "write only the id of the server: `- primary`; its settings go in its declaration"
    case (.stringOrReference(_, let mapping), _):
      return "a value that is kept elsewhere is written as \(mapping.forms.listed())"
    default: return "write \(expected.noun), in quotes if necessary"
    }
  }

  /// Whether the key's own hint is the best advice, whatever was written.
  private var isWrittenInOneWay: Bool {
    guard let key else { return false }
    return key === ServerKey.serverName.spec || ReferenceKey.table.specs.contains { $0 === key }
  }

  private func isItem(of scopeKey: ScopeKey) -> Bool {
    if case .item(let key) = subject { key === scopeKey.spec } else { false }
  }

  private var helpForList: String {
    guard let key, let example = key.examples.first else { return "write a list in brackets" }
    if found == .mapping, key === ScopeKey.servers.spec {
      return "list the ids of the servers: `servers: [primary, bulk]`; servers are declared at the top level"
    }
    guard case .list(let items) = example, let item = items.first else { return key.hint }
    return "write a list in brackets, even for one item: `\(key.name): \(Literal.list([item]).yaml)`"
  }

  private var helpForMapping: String {
    if let hint = hintForMissingColon { return hint }
    switch expected {
    case .mapping(let mapping): return mapping.hint
    case .entries:
      guard let key, let example = key.examples.first else { return "write its keys below it, further to the right" }
      return "\(key.hint): `\(key.name): \(Self.shortest(example).yaml)`"
    default: return "write its keys below it, further to the right"
    }
  }

  /// The first entry of an example, with only its first key.
  private static func shortest(_ example: Literal) -> Literal {
    guard case .mapping(let entries) = example, let entry = entries.first, case .mapping(let members) = entry.value,
      let member = members.first
    else { return example }
    return .mapping([Literal.Member(key: entry.key, value: .mapping([member]))])
  }

  private func helpForEntry(_ kind: EntryKind, _ id: NodeUse) -> String {
    if let hint = hintForMissingColon { return hint }
    let name = context.text(of: id)
    switch kind {
    case .server where MappingSpec.server.key(name) != nil:
      return "`\(name)` is a key of a server: indent it below the id of the server it belongs to"
    case .server:
      return "for a server: write its settings below it, e.g. `serverName: \(hostName ?? "smtp.example.com")`"
    case .site where MappingSpec.site.key(name) != nil:
      return "`\(name)` is a key of a site: indent it below the name of the site it belongs to"
    case .site:
      return "for a site: write its settings below it, e.g. `servers: \(listOfServers ?? "[primary]")`"
    }
  }

  /// The name of a server, if it is given in place of the server's mapping.
  private var hostName: String? {
    guard found == .string, let text, text.contains("."), (try? ServerName(text)) != nil else { return nil }
    return text
  }

  /// The servers of a site, if an id or a list of ids is given in place of the site's mapping.
  private var listOfServers: String? {
    switch found {
    case .string: isListOfIDs && hostName == nil ? text.map { "[\($0)]" } : nil
    case .list:
      tree.isFlow(place.node) && !context.isSecret(place) ? tree.source.text(of: tree.contentSpan(of: place.node)) : nil
    default: nil
    }
  }

  /// A key without its colon, or without the space after it, is a string in YAML.
  private var hintForMissingColon: String? {
    guard let text, let word = leadingKey else { return nil }
    return text.dropFirst(word.count).first == ":"
      ? "a space is missing after the colon: `\(word): value`" : "a colon is missing after `\(word)`: `\(word): value`"
  }

  /// The key of the language that the string begins with, if a colon or a space follows it.
  private var leadingKey: String? {
    guard let text, isScalarWithoutQuotes else { return nil }
    let word = String(text.prefix { $0 != ":" && $0 != " " })
    let mappings: [MappingSpec] = [.root, .server, .site]
    return mappings.contains { $0.key(word) != nil } && word.count < text.count ? word : nil
  }
}

// MARK: Fixes

extension WrongValue {
  var fixes: [Fix] {
    if case .entry(let kind, _) = subject { return fixes(ofEntry: kind) }
    return switch expected {
    case .boolean: meantBoolean.map { context.replacement(.safe, of: place, with: $0, "write `\($0)`") } ?? []
    case .string, .serverOrNull, .stringOrReference:
      canBeQuoted ? context.wrapping(.safe, place, "\"", "\"", "write it in quotes") : []
    case .version: isWrittenVersion ? context.replacement(.safe, of: place, with: version, "write `\(version)`") : []
    case .list: brackets
    case .mapping, .entries: space
    case .items, .oneOrMore, .paths, .keyNames, .word, .flag, .wholeNumber, .mergeable, .key: []
    }
  }

  private func fixes(ofEntry kind: EntryKind) -> [Fix] {
    switch kind {
    case .server: hostName == nil ? space : mappingOfHost
    case .site: listOfServers == nil ? space : mappingOfServers
    }
  }

  /// Whether quotes turn it into what was meant. They do for numbers and booleans, but a number is not a server name, and
  /// a password in quotes would be the next error.
  private var canBeQuoted: Bool {
    switch expected {
    case .string, .oneOrMore, .serverOrNull, .stringOrReference:
      isScalarWithoutQuotes && (found == .number || found == .boolean) && key !== ServerKey.password.spec
        && !isWrittenInOneWay
    default: false
    }
  }

  /// Puts the mapping that is missing around the host.
  private var mappingOfHost: [Fix] {
    context.wrapping(.unsafe, place, "{ serverName: ", " }", "write `serverName:` before it")
  }

  /// Puts the mapping that is missing around the list of servers.
  private var mappingOfServers: [Fix] {
    let (open, close) = found == .list ? ("{ servers: ", " }") : ("{ servers: [", "] }")
    return context.wrapping(.unsafe, place, open, close, "write `servers:` before it")
  }

  private var meantBoolean: String? {
    switch text?.lowercased() {
    case "true", "yes", "on", "y": "true"
    case "false", "no", "off", "n": "false"
    default: nil
    }
  }

  private var version: String { String(languageVersion) }

  private var isWrittenVersion: Bool { text.map { [version, "\(version).0", "v\(version)"].contains($0) } ?? false }

  private var brackets: [Fix] {
    switch found {
    case .string where isListOfIDs: context.wrapping(.safe, place, "[", "]", "write it as a list")
    case .number, .boolean: context.wrapping(.safe, place, "[\"", "\"]", "write it as a list of one string")
    default: []
    }
  }

  /// Whether brackets turn the text into a list of ids: one id, or several separated by commas.
  private var isListOfIDs: Bool {
    guard let text else { return false }
    let items = text.split(separator: ",", omittingEmptySubsequences: false).map { $0.drop { $0 == " " } }
    return (items.count == 1 || isScalarWithoutQuotes)
      && items.allSatisfy { Array($0.utf8).withUnsafeBufferPointer(EntryID.isValid) }
  }

  /// Adds the space after a key's colon.
  private var space: [Fix] {
    let content = tree.contentSpan(of: place.node)
    guard let text, let word = leadingKey, text.dropFirst(word.count).first == ":",
      content == tree.span(of: place.node),
      content.length == text.utf8.count, isReadable(after: word, of: text), isFirstOfLine(content.start),
      tree.source.bytes[content.range].withUnsafeBufferPointer(\.isPrintableASCII)
    else { return [] }
    let colonEnd = content.start + word.utf8.count + 1
    return [Fix(.safe, "add the space", [context.edit(ByteSpan(colonEnd, colonEnd), " ", in: tree)])]
  }

  /// Whether only blanks come before an offset: two keys of a block mapping cannot share a line (YAML 1.2.2, section
  /// 8.2).
  private func isFirstOfLine(_ offset: Int) -> Bool {
    let source = tree.source
    let lineStart = (source.bytes[..<offset].lastIndex { $0 != UInt8(ascii: " ") } ?? -1) + 1
    return source.isLineStart(lineStart)
  }

  /// Whether the text after the colon is a complete value, and neither a comment nor a block of text.
  private func isReadable(after word: String, of text: String) -> Bool {
    let value = text.dropFirst(word.count + 1)
    guard let first = value.unicodeScalars.first, !"#|>".unicodeScalars.contains(first) else { return false }
    return YAMLReading(SourceFile(name: "", text: "\(word): \(value)")).problems.isEmpty
  }
}
