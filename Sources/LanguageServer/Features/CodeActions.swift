import Analysis
import Diagnostics
import JSONRPC
import Language
import LanguageServerProtocol
import Linting
import LocatedYAML
import Reporting
import Rules
import SourceText

/// What can be done about the findings in a range of a document.
struct CodeActions {
  private let document: OpenDocument
  private let snapshot: Snapshot
  private let span: ByteSpan
  private let kinds: [String]?

  private var text: ParsedText { document.text }
  private var encoding: PositionEncoding { snapshot.client.encoding }

  /// More findings at one place are too many to offer something for each.
  private static let mostFindings = 8

  /// Actions for a range.
  ///
  /// - Parameters:
  ///   - document: The document.
  ///   - range: The range.
  ///   - kinds: The kinds that are wanted; nil for all.
  ///   - snapshot: The documents at this moment.
  init(_ document: OpenDocument, _ range: TextRange, kinds: [String]?, _ snapshot: Snapshot) {
    self.document = document
    self.snapshot = snapshot
    self.kinds = kinds
    span = document.text.map.span(of: range, snapshot.client.encoding)
  }

  /// The actions: what is certain first.
  var all: [CodeAction] {
    var actions: [CodeAction] = []
    if CodeAction.Kind.quickFix.isWanted(kinds) {
      let run = DiagnosticRun(of: document, snapshot)
      let found = zip(run.findings[document.uri] ?? [], run.items(of: document.uri)).filter { touches($0.0) }
      for (finding, item) in found.prefix(Self.mostFindings) {
        let json = item.json(for: snapshot.client)
        actions += fixes(of: finding, json)
        actions += [environment(finding, json), declaration(finding, json), suppression(finding, json, run)]
          .compactMap { $0 }
      }
    }
    if CodeAction.Kind.fixAll.isWanted(kinds), let everything = fixAll { actions.append(everything) }
    return actions
  }

  /// Whether a finding is in the range, or on the line of the cursor if nothing is selected.
  private func touches(_ finding: DiagnosticRun.Finding) -> Bool {
    let place = finding.offsets
    if place.start <= span.end, span.start <= place.end { return true }
    return span.isEmpty && text.map.lineNumber(at: place.start) == text.map.lineNumber(at: span.start)
  }

  // MARK: Fixes

  private func fixes(of finding: DiagnosticRun.Finding, _ json: JSON) -> [CodeAction] {
    finding.diagnostic.fixes.map { fix in
      CodeAction(
        title: fix.message.escapedForJSON.capitalizedFirst, kind: .quickFix,
        isPreferred: finding.diagnostic.onlyFix == fix && fix.applicability == .safe, diagnostic: json,
        edit: finding.places.edit(fix))
    }
  }

  /// All safe fixes of a configuration at once; nil if there is none.
  private var fixAll: CodeAction? {
    guard case .configuration = document.kind else { return nil }
    let files = SnapshotFiles(snapshot, recovering: false)
    let root = Workspace.Root(key: files.key(of: document), path: document.path, text.source)
    let changes = FixedFile(root, options: files.options, making: .safe).text.changes
    guard !changes.isEmpty else { return nil }
    let edit = changes.reduce(into: WorkspaceEdit()) { edit, change in
      add(change.span, String(decoding: change.added, as: UTF8.self), to: &edit)
    }
    return CodeAction(title: "Apply all safe fixes", kind: .fixAll, edit: edit)
  }

  private func add(_ span: ByteSpan, _ new: String, to edit: inout WorkspaceEdit) {
    edit.add(DocumentEdit(text.map.range(of: span, encoding), new), to: document.uri, version: document.version)
  }

  // MARK: Passwords

  /// Keeps a password elsewhere. What is written is not sent: a name stays where it is.
  private func environment(_ finding: DiagnosticRun.Finding, _ json: JSON) -> CodeAction? {
    guard finding.diagnostic.rule == "plaintext-password",
      let part = text.outline.part(at: finding.offsets.start)
    else { return nil }
    let content = text.tree.contentSpan(of: part.node)
    guard !text.tree.style(of: part.node).isBlock, content == text.tree.span(of: part.node), !content.isEmpty else {
      return nil
    }
    var edit = WorkspaceEdit()
    if text.tree.withText(of: part.node, Self.isEnvironmentName) {
      add(ByteSpan(content.start, content.start), "{ env: ", to: &edit)
      add(ByteSpan(content.end, content.end), " }", to: &edit)
      return CodeAction(
        title: "Replace `NAME` by `{ env: NAME }`", kind: .quickFix, diagnostic: json, edit: edit)
    }
    let server = part.owner.map { text.tree.text(of: $0) } ?? ""
    let name = Self.environmentName(for: server)
    add(content, "{ env: \(name) }", to: &edit)
    return CodeAction(
      title: "Replace the password by `{ env: \(name) }`", kind: .quickFix, diagnostic: json, edit: edit)
  }

  /// Whether a password looks like the name of a variable: capitals, digits and at least one `_`.
  private static func isEnvironmentName(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = text.first, first.isASCIICapital, text.contains(UInt8(ascii: "_")) else { return false }
    return text.allSatisfy { $0.isASCIICapital || $0.isASCIIDigit || $0 == UInt8(ascii: "_") }
  }

  private static func environmentName(for server: String) -> String {
    let name = server.unicodeScalars.map { scalar -> Character in
      scalar.isASCII && scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
        ? Character(String(scalar).uppercased()) : "_"
    }
    let isStart = name.first.map { $0.isLetter || $0 == "_" } ?? false
    return (isStart ? "" : "SMTP_") + String(name) + (name.isEmpty ? "PASSWORD" : "_PASSWORD")
  }

  // MARK: Servers

  /// Declares a server that is named and does not exist.
  private func declaration(_ finding: DiagnosticRun.Finding, _ json: JSON) -> CodeAction? {
    guard finding.diagnostic.rule == "undefined-server", case .configuration = document.kind,
      let part = text.outline.part(at: finding.offsets.start),
      text.tree.withText(of: part.node, EntryID.isValid)
    else { return nil }
    let id = text.tree.text(of: part.node)
    let new = NewServer(id, in: text)
    var edit = WorkspaceEdit()
    add(ByteSpan(new.offset, new.offset), new.text, to: &edit)
    return CodeAction(title: "Declare `\(id)`", kind: .quickFix, diagnostic: json, edit: edit)
  }

  // MARK: Suppressions

  /// A comment that suppresses a finding, if that is possible and hides nothing else.
  private func suppression(
    _ finding: DiagnosticRun.Finding, _ json: JSON, _ run: DiagnosticRun
  ) -> CodeAction? {
    let rule = finding.diagnostic.rule
    guard case .configuration = document.kind, rule != "unused-allowance",
      RuleCatalog.rules.rule(rule)?.isAdjustable == true
    else { return nil }
    let line = text.map.line(at: finding.offsets.start)
    let indentation = text.source.bytes[line.range].prefix(while: \.isBlank)
    let comment = "# smtpconf: allow \(rule) -- REASON"
    let new = String(decoding: indentation, as: UTF8.self) + comment + text.source.lineEnd
    guard suppresses(ByteSpan(line.start, line.start), new, rule, run) else { return nil }
    var edit = WorkspaceEdit()
    add(ByteSpan(line.start, line.start), new, to: &edit)
    return CodeAction(title: "Suppress \(rule) here", kind: .quickFix, diagnostic: json, edit: edit)
  }

  /// Whether text that is inserted at an offset takes away findings of a rule, and adds none.
  private func suppresses(_ place: ByteSpan, _ new: String, _ rule: RuleID, _ run: DiagnosticRun) -> Bool {
    var bytes = text.source.bytes
    bytes.insert(contentsOf: new.utf8, at: place.start)
    var changed = snapshot
    let revised = OpenDocument(
      document.uri, version: document.version, text: String(decoding: bytes, as: UTF8.self), folder: snapshot.home)
    changed.documents[document.uri] = revised
    let after = DiagnosticRun(of: revised, changed)
    func counts(_ run: DiagnosticRun) -> [RuleID: Int] {
      run.findings.values.joined().reduce(into: [:]) { $0[$1.diagnostic.rule, default: 0] += 1 }
    }
    let (old, now) = (counts(run), counts(after))
    return now.allSatisfy { $0.value <= old[$0.key] ?? 0 } && now[rule] ?? 0 < old[rule] ?? 0
  }
}

extension String {
  /// The string with a capital at its beginning.
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
