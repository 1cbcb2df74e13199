import Diagnostics
import JSONRPC
import Language
import LanguageServerProtocol
import Linting
import Rules
import SourceText

/// What can be inserted at a place of a document, also while the text around it is not YAML yet.
struct Completion {
  private let document: OpenDocument
  private let snapshot: Snapshot
  private let scanner: CursorScanner
  private let cursor: Int

  /// The completions at an offset.
  init(_ document: OpenDocument, at offset: Int, _ snapshot: Snapshot) {
    self.document = document
    self.snapshot = snapshot
    cursor = offset
    scanner = CursorScanner(document.text.source.bytes, cursor: offset)
  }

  /// The list, as JSON.
  var json: JSON {
    var found = scanner.role == .comment ? rules : (items: values, token: scanner.token)
    // A value needs a space after the colon.
    if scanner.role == .value, found.token.isEmpty, found.token.start > 0,
      document.text.source.bytes[found.token.start - 1] == UInt8(ascii: ":")
    {
      found.items = found.items.map { $0.prefixed(" ") }
    }
    let range = document.text.map.range(of: found.token, snapshot.client.encoding)
    let items = found.items.enumerated().map { $1.json(replacing: range, place: $0, for: snapshot.client) }
    return ["isIncomplete": false, "items": .array(items)]
  }

  /// The entries that the cursor is in, from the top level on.
  private var path: [CursorScanner.Entry] {
    var path: [CursorScanner.Entry] = []
    var next = scanner.parent
    while let index = next {
      path.append(scanner.entries[index])
      next = scanner.entries[index].parent
    }
    return path.reversed()
  }

  private var values: [CompletionItem] {
    let siblings = scanner.siblings
    switch (CursorSubject(path, document.kind.specification), scanner.role) {
    case (.keys(let mapping), .key), (.keys(let mapping), .item): return keys(of: mapping, without: siblings)
    case (.keys(let mapping), .value) where scanner.isFlow: return keys(of: mapping, without: siblings)
    case (.entries(let kind, _), .key): return names(kind, without: siblings).map(\.asKey)
    case (.mappings(let mapping), .key) where !scanner.isFlow:
      return keys(of: mapping, without: []).map { $0.prefixed("- ") }
    case (.mappings(let mapping), .item): return keys(of: mapping, without: [])
    case (.value(let key, let mapping), let role):
      if case .stringOrReference(_, let reference) = key.type, role == .key {
        return keys(of: reference, without: siblings)
      }
      let inList = role == .item
      return values(of: key, mapping, without: inList ? siblings : [], inList: inList, isBare: role == .key)
    default: return []
    }
  }

  // MARK: Keys

  private func keys(of mapping: MappingSpec, without taken: Set<String>) -> [CompletionItem] {
    let isLayer = scanner.entries.contains { $0.parent == nil && ["extends", "partial"].contains($0.text) }
    return mapping.keys.filter { !taken.contains($0.name) && (isLayer || !$0.isForLayers) }.map { key in
      let insert = scanner.hasColon ? (plain: key.name, snippet: nil) : Self.insert(key, inFlow: scanner.isFlow)
      return CompletionItem(
        key.name, .key, detail: key.title, documentation: KeyText(key).markdown, plain: insert.plain,
        snippet: insert.snippet)
    }
  }

  /// What is written for a key that is not there yet.
  private static func insert(_ key: KeySpec, inFlow: Bool) -> (plain: String, snippet: String?) {
    switch key.type {
    case .mapping, .entries: inFlow ? ("\(key.name): ", "\(key.name): { $0 }") : ("\(key.name):", nil)
    case .items: inFlow ? ("\(key.name): ", "\(key.name): [$0]") : ("\(key.name):", nil)
    case .list, .keyNames: ("\(key.name): ", "\(key.name): [$0]")
    case .stringOrReference where key === ServerKey.password.spec:
      ("\(key.name): ", "\(key.name): { env: ${1:NAME} \\}")
    case .version: ("\(key.name): \(languageVersion)", nil)
    case .flag: ("\(key.name): true", nil)
    default: ("\(key.name): ", nil)
    }
  }

  // MARK: Values

  private func values(
    of key: KeySpec, _ mapping: MappingSpec, without taken: Set<String>, inList: Bool, isBare: Bool
  ) -> [CompletionItem] {
    switch key.type {
    case .word(let words): return words.map { CompletionItem($0, .value, detail: Self.note($0, key)) }
    case .boolean: return ["true", "false"].map { CompletionItem($0, .value, detail: Self.note($0, key)) }
    case .flag: return [CompletionItem("true", .value)]
    case .version: return [CompletionItem("\(languageVersion)", .value)]
    case .serverOrNull:
      return names(.server, without: []) + [CompletionItem("null", .value, detail: "no default server")]
    case .stringOrReference(_, let reference):
      return zip(reference.keys, reference.forms).map { key, form in
        CompletionItem(
          form, .value, detail: key.title, documentation: key.summary,
          snippet: "{ \(key.name): ${1:\(key.placeholder)} \\}")
      }
    case .keyNames:
      let names = mapping.keys.filter { !$0.isForLayers && !taken.contains($0.name) }
        .map { CompletionItem($0.name, .key, detail: $0.title) }
      return listed(names, inList: inList, isBare: isBare, allowsOne: false)
    case .list(let string), .oneOrMore(let string), .string(let string), .paths(let string, _):
      let allowsOne = if case .list = key.type { false } else { true }
      return listed(
        named(string.names, key, without: taken), inList: inList, isBare: isBare, allowsOne: allowsOne)
    case .mapping, .entries, .items, .wholeNumber, .mergeable, .key: return []
    }
  }

  private static func note(_ value: String, _ key: KeySpec) -> String? {
    switch key.defaultValue {
    case .string(value): "the default"
    case .boolean(let flag) where "\(flag)" == value: "the default"
    default: nil
    }
  }

  /// Items of a list, in brackets or after a dash if the list does not exist yet.
  private func listed(
    _ items: [CompletionItem], inList: Bool, isBare: Bool, allowsOne: Bool
  ) -> [CompletionItem] {
    if inList || allowsOne && !isBare { return items }
    return isBare ? items.map { $0.prefixed("- ") } : items.map { $0.bracketed }
  }

  private func named(
    _ named: StringType.Named?, _ key: KeySpec, without taken: Set<String>
  ) -> [CompletionItem] {
    switch named {
    case .entry(let kind): return names(kind, without: taken)
    case .file: return FileNames(document, scanner.token, cursor, snapshot).items
    case nil: return []
    }
  }

  /// The names of servers or sites, with what is known of each.
  private func names(_ kind: EntryKind, without taken: Set<String>) -> [CompletionItem] {
    KnownNames(document, snapshot).items(kind).filter { !taken.contains($0.label) }
  }

  // MARK: Rules

  /// The rules that a comment can suppress, if the cursor is where they are named.
  private var rules: (items: [CompletionItem], token: ByteSpan) {
    let bytes = document.text.source.bytes
    let start = scanner.token.start
    let here = ByteSpan(cursor, cursor)
    guard cursor > start else { return ([], here) }
    let text = String(decoding: bytes[start..<cursor], as: UTF8.self)
    let command = "# smtpconf:"
    guard text.hasPrefix(command) else { return ([], here) }
    let rest = text.dropFirst(command.count).drop { $0 == " " || $0 == "\t" }
    guard rest.hasPrefix("allow ") else {
      guard "allow".hasPrefix(rest) else { return ([], here) }
      return ([CompletionItem("allow", .value, plain: "allow ")], ByteSpan(cursor - rest.utf8.count, cursor))
    }
    let list = rest.dropFirst("allow ".count)
    if list.contains(" --") || list.contains(" until") { return ([], here) }
    let names = list.split(separator: ",", omittingEmptySubsequences: false)
      .map { name in String(name.drop { $0 == " " || $0 == "\t" }) }
    let last = names.last ?? ""
    let items = RuleCatalog.rules.all.filter { $0.isAdjustable && !names.dropLast().contains($0.id.text) }.map { rule in
      CompletionItem(rule.id.text, .rule, detail: rule.severity.rawValue, documentation: rule.summary)
    }
    return (items, ByteSpan(cursor - last.utf8.count, cursor))
  }
}

extension CompletionItem {
  /// The same, written after some text.
  fileprivate func prefixed(_ prefix: String) -> CompletionItem {
    CompletionItem(
      label, kind, detail: detail, documentation: documentation, plain: prefix + plain, snippet: prefix + snippet)
  }

  /// The same, written as a list of one.
  fileprivate var bracketed: CompletionItem {
    CompletionItem(
      label, kind, detail: detail, documentation: documentation, plain: "[\(plain)]", snippet: "[\(snippet)$0]")
  }

  /// The same, written as a key.
  fileprivate var asKey: CompletionItem {
    CompletionItem(label, kind, detail: detail, documentation: documentation, plain: plain + ":")
  }
}
