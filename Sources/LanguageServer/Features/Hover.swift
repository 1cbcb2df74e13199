import Analysis
import Diagnostics
import JSONRPC
import Language
import LanguageServerProtocol
import Linting
import LocatedYAML
import Reporting
import Routing
import Rules
import SourceText

/// What is known about a place of a document: its findings, its key, and the server or site that it names.
struct Hover {
  private let document: OpenDocument
  private let snapshot: Snapshot
  private let offset: Int
  /// The configuration that the document is about; it is checked once, if it is needed.
  private let known: LazyShared<ConfigurationModel?>

  private var model: ConfigurationModel? { known.value }

  private var text: ParsedText { document.text }

  /// A place of a document.
  init(_ document: OpenDocument, at offset: Int, _ snapshot: Snapshot) {
    self.document = document
    self.snapshot = snapshot
    self.offset = offset
    known = LazyShared { document.configuration(in: snapshot).map { ConfigurationModel($0, snapshot) } }
  }

  /// What is shown, as JSON; `null` for nothing.
  var json: JSON {
    var sections = findings
    var range: TextRange?
    if let part = text.outline.part(at: offset) {
      sections.append(contentsOf: about(part))
      range = text.range(of: part.node, snapshot.client.encoding)
    } else if let rule = ruleInComment {
      sections.append(about(rule))
    }
    guard !sections.isEmpty else { return .null }
    let value = sections.joined(separator: "\n\n---\n\n")
    let kind: JSON = snapshot.client.readsMarkdown ? "markdown" : "plaintext"
    return JSON(members: ["contents": ["kind": kind, "value": .string(value)], "range": range?.json])
  }

  // MARK: Rules

  private var findings: [String] {
    let run = DiagnosticRun(of: document, snapshot)
    let most = 5
    let here = (run.findings[document.uri] ?? []).filter { $0.offsets.start <= offset && offset <= $0.offsets.end }
    return here.prefix(most).map { finding in
      let diagnostic = finding.diagnostic
      var lines = ["**\(diagnostic.severity.rawValue)**: \(MarkdownText.prose(diagnostic.message.escapedForJSON))"]
      if !diagnostic.caption.isEmpty { lines.append(MarkdownText.prose(diagnostic.caption.escapedForJSON)) }
      if let help = diagnostic.help { lines.append(MarkdownText.prose(help.escapedForJSON)) }
      if let name = diagnostic.configuration { lines.append("In the configuration \(MarkdownText.code(name)).") }
      lines.append(link(diagnostic.rule))
      return lines.joined(separator: "\n\n")
    }
  }

  private func link(_ rule: RuleID) -> String {
    let summary = RuleCatalog.description(of: rule.text).map { ": \($0.summary)" } ?? ""
    guard let page = snapshot.pages.page(of: rule) else { return "`\(rule)`\(summary)" }
    return "[`\(rule)`](\(page))\(summary)"
  }

  /// The rule in a comment that suppresses it.
  private var ruleInComment: RuleDescription? {
    let line = text.map.line(at: offset)
    let bytes = text.source.bytes
    let start =
      bytes[line.range].prefix(max(0, offset - line.start))
      .lastIndex { !$0.isASCIILetter && !$0.isASCIIDigit && $0 != UInt8(ascii: "-") }.map { $0 + 1 } ?? line.start
    let rest = bytes[start..<line.end]
    let word = rest.prefix { $0.isASCIILetter || $0.isASCIIDigit || $0 == UInt8(ascii: "-") }
    guard text.source.text(of: ByteSpan(line.start, start)).contains("# smtpconf:") else { return nil }
    return RuleCatalog.description(of: String(decoding: word, as: UTF8.self))
  }

  private func about(_ rule: RuleDescription) -> String { "\(link(rule.id))\n\n\(rule.explanation)" }

  // MARK: Keys, servers and sites

  private func about(_ part: Outline.Part) -> [String] {
    switch part.role {
    case .key(let key, _):
      var sections = ["**\(key.title)**\n\n\(KeyText(key).markdown)"]
      if key === RootKey.global.spec { sections += route(of: .global) }
      return sections + replaced(after: part.node, key)
    case .declaration(.server): return server(text.tree.text(of: part.node))
    case .declaration(.site): return route(of: .site(text.tree.text(of: part.node)))
    case .value(let key), .item(let key):
      let named = text.outline.occurrence(at: offset).map { name in
        name.kind == .server ? server(name.name) : route(of: .site(name.name))
      }
      if let named, !named.isEmpty { return named + replaced(at: part.node) }
      return ["**\(key.title)**\n\n\(KeyText(key).markdown)"] + replaced(at: part.node)
    }
  }

  private func server(_ id: String) -> [String] {
    guard let model, let found = model.server(id), let declarations = model.declarations else { return [] }
    var lines = ["**Server \(MarkdownText.code(id))**", MarkdownText.code(model.summary(of: found.declaration))]
    var uses: [String] = []
    if let global = declarations.global {
      if case .server(found.index, _) = global.defaultServer { uses.append("the default server of `global`") }
      if declarations.assignments[global.assignments].contains(where: { $0.server == found.index }) {
        uses.append("listed by `global`")
      }
    }
    let naming = declarations.sites.filter { site in
      if case .server(found.index, _) = site.defaultServer { return true }
      return declarations.assignments[site.assignments].contains { $0.server == found.index }
    }.map { declarations.documents.text(of: $0.key.node) }
    if !naming.isEmpty {
      uses.append("named by \(naming.count) \(naming.count == 1 ? "site" : "sites"): \(MarkdownText.list(naming))")
    }
    lines.append(uses.isEmpty ? "Nothing names it." : "It is " + uses.joined(separator: "; ") + ".")
    if let router = model.router {
      let using = router.siteNames.count { router.chain(ofSite: $0)?.ids.contains(id) ?? false }
      lines.append("It is in the chain of \(using) of \(router.siteNames.count) sites.")
    }
    return [lines.joined(separator: "\n\n")]
  }

  /// The chain of a site or `global`, in the words of `route`.
  private func route(of scope: Scope) -> [String] {
    let title = if case .site(let name) = scope { "**Site \(MarkdownText.code(name))**\n\n" } else { "" }
    guard let model else { return [] }
    guard let router = model.router else {
      return ["\(title)The chain is known after the errors in the declarations are fixed."]
    }
    let renderer = RouteTextRenderer(style: TextStyle(colour: false, width: 100))
    let rendered = renderer.render(RouteReport(.one(scope), router))
    guard !rendered.isEmpty else { return [] }
    return [title + MarkdownText.block(rendered.hasSuffix("\n") ? String(rendered.dropLast()) : rendered)]
  }

  // MARK: Layers

  /// What the value of a key replaces in the files that the document extends.
  private func replaced(after key: NodeID, _ spec: KeySpec) -> [String] {
    guard text.outline.mayReplace else { return [] }
    let end = text.tree.span(of: key).end
    return replaced { setting, span in span.start >= end && setting.path.last == spec.name }
  }

  /// What a value replaces in the files that the document extends.
  private func replaced(at node: NodeID) -> [String] {
    guard text.outline.mayReplace else { return [] }
    let span = text.tree.span(of: node)
    return replaced { _, place in place.start <= span.start && span.end <= place.end }
  }

  private func replaced(_ isMeant: (EffectiveSetting, ByteSpan) -> Bool) -> [String] {
    guard let model, let root = model.checked.files.last?.check.file.tree.source else { return [] }
    let settings = model.checked.settings.filter { root.contains($0.value.place) }
    let inOrder = settings.sorted { $0.value.place < $1.value.place }
    guard let setting = inOrder.first(where: { isMeant($0, root.bytes(of: $0.value.place)) }) else { return [] }
    let sources = SourceMap(model.checked.files.map(\.check.file.tree.source))
    let lines = setting.replaced.map { old in
      let file = sources.file(at: old.place)
      let line = LineIndex(file).position(at: file.bytes(of: old.place).start).line
      let value = old.value?.yaml ?? FileReport.mask
      return "Replaces \(MarkdownText.code(value)) in \(MarkdownText.code(file.name)), line \(line)."
    }
    return lines.isEmpty ? [] : [lines.joined(separator: "\n\n")]
  }
}

extension Outline {
  /// Whether the document extends others, so that its values may replace theirs.
  fileprivate var mayReplace: Bool {
    parts.contains { part in
      if case .key(let key, _) = part.role { key === RootKey.extends.spec } else { false }
    }
  }
}
