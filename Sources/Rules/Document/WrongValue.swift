import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

/// A value of the wrong type, and the text of the finding.
struct WrongValue {
  let place: NodeUse
  let key: String
  let expected: ExpectedType
  let context: RuleContext

  private var tree: YAMLTree { context.tree(of: place) }

  /// The scalar's text; nil for a collection, and if it must not be shown: then no part of the finding may depend on
  /// it.
  private var text: String? {
    tree.shape(of: place.node) == .scalar && !context.isSecret(place) ? tree.text(of: place.node) : nil
  }

  var wording: DiagnosticText {
    if found == .nothing, expected != .key { return nothing }
    // If only quotes are missing, the other possibilities are not mentioned.
    let described = canBeQuoted && expected == .stringOrReference ? "a string" : expected.described
    return DiagnosticText("\(subject) must be \(described), not \(foundWords)", caption: caption, help: help)
  }

  private var nothing: DiagnosticText {
    DiagnosticText(
      "\(subject) has no value", caption: "a value is missing",
      help: expected == .mergeable
        ? "merge a mapping, `<<: *name`, or leave the key out" : "write \(expected.described), or leave the key out")
  }
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

  private var foundWords: String {
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

  private var subject: String {
    switch expected {
    case .key: "a key"
    case _ where key.isEmpty: "the document"
    case .string where isItem: "an entry of `servers`"
    // An alias can bring the mapping of a server or site to a place where its id is secret.
    case .mapping where context.isSecret(place), .entry where context.isSecret(place): "`\(FileReport.mask)`"
    case .entry(let kind): "\(kind.rawValue) `\(RuleContext.shortened(key))`"
    default: "`\(RuleContext.shortened(key))`"
    }
  }

  /// Whether the value is an item of `servers` in a site or `global`: nothing else under that key must be a string.
  private var isItem: Bool { key == ScopeKey.servers.rawValue && expected == .string }

  private var isScalarWithoutQuotes: Bool {
    tree.shape(of: place.node) == .scalar && tree.style(of: place.node) == .plain
  }

  private var caption: String {
    switch found {
    case _ where expected == .boolean: meantBoolean.map { "write `\($0)`" } ?? "neither of them"
    case .mapping: "a mapping"
    case .list: "a list"
    case .nothing: "a value is missing"
    case .null: "null"
    case .boolean: canBeQuoted ? "needs quotes" : "a boolean"
    case .number: canBeQuoted ? "needs quotes" : "a number"
    case .string: expected == .list ? "needs brackets" : "a string"
    }
  }
}

extension ExpectedType {
  /// The type, in prose.
  fileprivate var described: String {
    switch self {
    case .mapping, .entry: "a mapping"
    case .list: "a list"
    case .string, .key: "a string"
    case .boolean: "`true` or `false`"
    case .integer: "the number `\(DeclarationReader.languageVersion)`"
    case .word(let words): words.listed()
    case .serverOrNull: "the id of a server, or `null`"
    case .stringOrReference: "a string, \(ReferenceKey.examples.listed())"
    case .mergeable: "a mapping, or a list of mappings"
    }
  }
}

// MARK: What to do

extension WrongValue {
  private var help: String {
    if tree.isTemplate(place.node) {
      return "`{{ … }}` looks like a template: fill it in first, and give smtpconf the result"
    }
    return switch expected {
    case .boolean: helpForBoolean
    case .string, .serverOrNull, .stringOrReference: helpForString
    case .word: "write one of these words as it stands here, capital letters included"
    case .integer: "the version is a plain whole number: `version: \(DeclarationReader.languageVersion)`"
    case .list: helpForList
    case .mapping: helpForMapping
    case .entry(let kind): helpForEntry(kind)
    case .mergeable: "merge a mapping by its alias, `<<: *name`, or several, `<<: [*first, *second]`"
    case .key: "a list or mapping cannot be a key; a text that begins with `[` or `{` needs quotes"
    }
  }

  private var helpForBoolean: String {
    if let boolean = meantBoolean, let text, text.lowercased() != boolean {
      return "YAML 1.2 knows `true` and `false` only; `yes`, `no`, `on` and `off` were booleans in YAML 1.1"
    }
    if let boolean = meantBoolean {
      return "write it in lower case and without quotes: `\(boolean)`; quotes make it a string"
    }
    return "write `true` or `false`; nothing else is a boolean in YAML 1.2"
  }

  /// The key, if it is one that says where a value is kept.
  private var reference: ReferenceKey? { ReferenceKey(rawValue: key) }

  private var helpForString: String {
    switch (expected, found) {
    case _ where key == ServerKey.serverName.rawValue:
      "host and port are one string: `serverName: smtp.example.com:587`"
    case _ where reference != nil: reference?.hint ?? ""
    case (_, .null): "leave the key out for no value at all; a string that reads `null` needs quotes"
    case (_, .number) where key != ServerKey.password.rawValue:
      "without quotes YAML reads a number, and a leading zero would be lost; in quotes every digit is kept"
    case (_, .boolean) where key != ServerKey.password.rawValue:
      "without quotes YAML reads a boolean; in quotes it is a string"
    case (.serverOrNull, .list): "one server can be the default; put the others into `servers`"
    case (.string, .mapping) where isItem:
      "name the server by its id alone: `- primary`; its settings stand in its declaration"
    case (.stringOrReference, _): "what is kept elsewhere is written \(ReferenceKey.examples.listed())"
    default: "write one text here, in quotes if need be"
    }
  }

  private var helpForList: String {
    found == .mapping
      ? "list the ids of the servers: `servers: [primary, bulk]`; servers are declared at the top level"
      : "a list is written in brackets, also for one item: `servers: [primary]`"
  }

  private var helpForMapping: String {
    if let hint = hintForMissingColon { return hint }
    switch key {
    case "":
      return "the file begins with the key `version`, and `servers`, `global` and `sites` stand in the same column"
    case RootKey.servers.rawValue:
      return
        "each server stands below `servers` under an id of its own: "
        + "`servers: { primary: { serverName: smtp.example.com } }`"
    case RootKey.global.rawValue:
      return "below `global` stand `defaultServer` and `servers`: `global: { defaultServer: primary }`"
    case RootKey.sites.rawValue:
      return "each site stands below `sites` under its name: `sites: { shop: { servers: [primary] } }`"
    default: return "write its keys below it, further to the right"
    }
  }

  private func helpForEntry(_ kind: EntryKind) -> String {
    if let hint = hintForMissingColon { return hint }
    switch kind {
    case .server where ServerKey(rawValue: key) != nil:
      return "`\(key)` is a key of a server: indent it below the id of the server that it belongs to"
    case .server:
      return "write its settings below it, further to the right, as in `serverName: \(hostName ?? "smtp.example.com")`"
    case .site where ScopeKey(rawValue: key) != nil:
      return "`\(key)` is a key of a site: indent it below the name of the site that it belongs to"
    case .site:
      let servers = listOfServers ?? "[primary]"
      return "write its settings below it, further to the right, as in `servers: \(servers)`"
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
      ? "a space is missing behind the colon: `\(word): value`"
      : "a colon is missing behind `\(word)`: `\(word): value`"
  }

  /// The key of the language that the string begins with, if a colon or a space follows it.
  private var leadingKey: String? {
    guard let text, isScalarWithoutQuotes else { return nil }
    let word = text.prefix { $0 != ":" && $0 != " " }
    let isKey =
      RootKey(rawValue: String(word)) != nil || ServerKey(rawValue: String(word)) != nil
      || ScopeKey(rawValue: String(word)) != nil
    return isKey && word.count < text.count ? String(word) : nil
  }

}

// MARK: Fixes

extension WrongValue {
  var fixes: [Fix] {
    switch expected {
    case .boolean: meantBoolean.map { context.replacement(.safe, of: place, with: $0, "write `\($0)`") } ?? []
    case .string, .serverOrNull, .stringOrReference:
      canBeQuoted ? context.wrapping(.safe, place, "\"", "\"", "write it in quotes") : []
    case .integer: isWrittenVersion ? context.replacement(.safe, of: place, with: version, "write `\(version)`") : []
    case .list: brackets
    case .mapping: space
    case .entry(.server): hostName == nil ? space : mappingOfHost
    case .entry(.site): listOfServers == nil ? space : mappingOfServers
    case .word, .mergeable, .key: []
    }
  }

  /// Whether quotes turn it into what was meant: they do for numbers and booleans, but a number is not a server's name,
  /// and a password in quotes would be the next error.
  private var canBeQuoted: Bool {
    switch expected {
    case .string, .serverOrNull, .stringOrReference:
      isScalarWithoutQuotes && (found == .number || found == .boolean) && key != ServerKey.serverName.rawValue
        && key != ServerKey.password.rawValue && reference == nil
    default: false
    }
  }

  /// The host, in the mapping that is missing around it.
  private var mappingOfHost: [Fix] {
    context.wrapping(.unsafe, place, "{ serverName: ", " }", "write `serverName:` before it")
  }

  /// The list of servers, in the mapping that is missing around it.
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

  private var version: String { String(DeclarationReader.languageVersion) }

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

  /// The space after a key's colon.
  private var space: [Fix] {
    let content = tree.contentSpan(of: place.node)
    guard let text, let word = leadingKey, text.dropFirst(word.count).first == ":",
      content == tree.span(of: place.node),
      content.length == text.utf8.count, isReadable(behind: word, of: text), isFirstOfLine(content.start),
      tree.source.bytes[content.range].allSatisfy({ (0x20..<0x7F).contains($0) })
    else { return [] }
    let behind = content.start + word.utf8.count + 1
    return [Fix(.safe, "add the space", [context.edit(ByteSpan(behind, behind), " ", in: tree)])]
  }

  /// Whether only blanks come before an offset: two keys of a block mapping cannot share a line (YAML 1.2.2, section
  /// 8.2).
  private func isFirstOfLine(_ offset: Int) -> Bool {
    let source = tree.source
    let lineStart = (source.bytes[..<offset].lastIndex { $0 != UInt8(ascii: " ") } ?? -1) + 1
    return source.isLineStart(lineStart)
  }

  /// Whether what follows the colon is a value of its own, and neither a comment nor a block of text.
  private func isReadable(behind word: String, of text: String) -> Bool {
    let value = text.dropFirst(word.count + 1)
    guard let first = value.unicodeScalars.first, !"#|>".unicodeScalars.contains(first) else { return false }
    return YAMLReading(SourceFile(name: "", text: "\(word): \(value)")).problems.isEmpty
  }
}
