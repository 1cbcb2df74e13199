package import Diagnostics
package import LocatedYAML
package import SourceText

/// What a rule's check reports to, and what it may ask.
package final class RuleContext {
  /// The rule that is checking.
  let rule: Rule
  /// The document.
  package let tree: YAMLTree
  let findings: Findings

  init(rule: Rule, tree: YAMLTree, findings: Findings) {
    self.rule = rule
    self.tree = tree
    self.findings = findings
  }

  /// Reports a finding at a node, its anchor and tag included.
  ///
  /// - Parameters:
  ///   - place: The node; where it is reached through an alias, a label at the alias is added.
  ///   - message: What is wrong, in one sentence without a full stop; code in backquotes.
  ///   - caption: What is said beside the carets.
  ///   - labels: Other places that explain it.
  ///   - help: What to do and why.
  ///   - fixes: Repairs that are certain.
  ///
  /// Of many findings most are only counted, so nothing is worded before it is certain to be kept.
  package func report(
    at place: Occurrence, _ message: @autoclosure () -> String, caption: @autoclosure () -> String = "",
    labels: @autoclosure () -> [Label] = [], help: @autoclosure () -> String? = nil,
    fixes: @autoclosure () -> [Fix] = []
  ) {
    let span = tree.span(of: place.node)
    findings.add(of: rule, at: span, node: place.node, use: place.use, fixes: fixes) { fixes in
      Diagnostic(
        rule: rule.id, severity: rule.severity, message: message(), span: span, caption: caption(), labels: labels(),
        help: help(), fixes: fixes)
    }
  }

  /// Reports a finding at a place that is no node.
  package func report(
    at span: ByteSpan, _ message: @autoclosure () -> String, caption: @autoclosure () -> String = "",
    labels: @autoclosure () -> [Label] = [], help: @autoclosure () -> String? = nil,
    fixes: @autoclosure () -> [Fix] = []
  ) {
    findings.add(of: rule, at: span, node: nil, use: nil, fixes: fixes) { fixes in
      Diagnostic(
        rule: rule.id, severity: rule.severity, message: message(), span: span, caption: caption(), labels: labels(),
        help: help(), fixes: fixes)
    }
  }

  /// A label at a node.
  package func label(_ place: Occurrence, _ message: String) -> Label { Label(tree.span(of: place.node), message) }

  /// The text of a scalar as it may be shown, without quotes: cut where it is long, `****` where it is secret.
  package func shown(_ place: Occurrence) -> String { shown(tree.text(of: place.node), partOf: place) }

  /// A part of a scalar's text, or what was made of it, as it may be shown.
  package func shown(_ part: String, partOf place: Occurrence) -> String {
    isSecret(place) ? FileReport.mask : Self.shortened(part)
  }

  /// A piece of the source as it may be shown, for findings of a text that was not read as it was meant.
  package func shown(_ span: ByteSpan) -> String {
    isSecret(span) ? FileReport.mask : Self.shortened(tree.source.text(of: span))
  }

  /// A text that is no secret, cut where it is long.
  package static func shortened(_ text: String) -> String {
    let isLong = text.unicodeScalars.count > longestShown
    return isLong ? String(String.UnicodeScalarView(text.unicodeScalars.prefix(longestShown))) + "…" : text
  }

  /// Whether any part of the node's text must not be shown.
  package func isSecret(_ place: Occurrence) -> Bool { isSecret(tree.span(of: place.node)) }

  /// Whether an anchor of that name may be a password that was read as an anchor.
  package func isAnchorInSecret(_ name: String) -> Bool { findings.secrets.hideAnchor(name) }

  /// Whether any part of a piece of the source must not be shown.
  package func isSecret(_ span: ByteSpan) -> Bool { findings.secrets.hide(span) }

  private static let longestShown = 60

  // MARK: Fixes

  /// A fix that replaces a scalar's content; none if an anchor or a tag stands before it, because then others use
  /// it too or it is meant to be read otherwise.
  package func replacement(
    _ applicability: Applicability, of place: Occurrence, with text: String, _ message: String
  ) -> [Fix] {
    let content = tree.contentSpan(of: place.node)
    guard content == tree.span(of: place.node), !content.isEmpty, !tree.style(of: place.node).isBlock else { return [] }
    return [Fix(applicability, message, [TextEdit(content, text)])]
  }

  /// A fix that puts text around a node's content, under the same conditions.
  package func wrapping(
    _ applicability: Applicability, _ place: Occurrence, _ open: String, _ close: String, _ message: String
  ) -> [Fix] {
    let content = tree.contentSpan(of: place.node)
    guard content == tree.span(of: place.node), !content.isEmpty, isOnOneLine(content) else { return [] }
    let edits = [
      TextEdit(ByteSpan(content.start, content.start), open), TextEdit(ByteSpan(content.end, content.end), close),
    ]
    return [Fix(applicability, message, edits)]
  }

  /// A safe fix that takes a scalar out of a list: with its comma, or with its line; none if an anchor or a tag stands
  /// before it, an alias brings it here, or a comment after it would be lost.
  package func removal(ofListItem place: Occurrence) -> [Fix] {
    let item = tree.span(of: place.node)
    guard place.use == nil, tree.contentSpan(of: place.node) == item, !item.isEmpty, isOnOneLine(item) else {
      return []
    }
    let bytes = tree.source.bytes
    let before = bytes[..<item.start].lastIndex { !$0.isBlank && !$0.isLineEnd }
    let behind = bytes[item.end...].firstIndex { !$0.isBlank } ?? bytes.count
    guard let before else { return [] }
    switch bytes[before] {
    case UInt8(ascii: ","):
      return [Fix(.safe, "remove it", [TextEdit(ByteSpan(before, item.end), "")])]
    case UInt8(ascii: "[") where behind < bytes.count && bytes[behind] == UInt8(ascii: ","):
      let next = bytes[(behind + 1)...].firstIndex { !$0.isBlank } ?? bytes.count
      return [Fix(.safe, "remove it", [TextEdit(ByteSpan(item.start, next), "")])]
    case UInt8(ascii: "-") where behind == bytes.count || bytes[behind].isLineEnd:
      let lineStart = bytes[..<before].lastIndex { !$0.isBlank }.map { $0 + 1 } ?? 0
      guard tree.source.isLineStart(lineStart) else { return [] }
      return [Fix(.safe, "remove it", [TextEdit(tree.source.lines(from: lineStart, to: behind), "")])]
    default: return []
    }
  }

  /// A text as a YAML scalar: plain where that reads back as the same string, otherwise in double quotes.
  package func yaml(_ text: String) -> String {
    let isWord = text.utf8.allSatisfy { byte in
      byte.isASCIILetter || byte.isASCIIDigit || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
        || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ":") || byte == UInt8(ascii: "/")
    }
    let isSafe =
      isWord && text.utf8.first.map { $0.isASCIILetter || $0.isASCIIDigit } ?? false
      && text.utf8.last != UInt8(ascii: ":")
    let resolvesToString = Array(text.utf8).withUnsafeBufferPointer { CoreValue(plain: $0) == .string }
    if isSafe && resolvesToString { return text }
    let escaped = text.unicodeScalars.reduce(into: "") { result, scalar in
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return "\"\(escaped)\""
  }

  private func isOnOneLine(_ span: ByteSpan) -> Bool {
    !tree.source.bytes[span.start..<span.end].contains(where: \.isLineEnd)
  }
}

extension Sequence<String> {
  /// The words of a list as prose: "`a`, `b` or `c`".
  package func listed(_ conjunction: String = "or") -> String {
    let quoted = map { "`\($0)`" }
    guard let last = quoted.last, quoted.count > 1 else { return quoted.joined() }
    return quoted.dropLast().joined(separator: ", ") + " \(conjunction) " + last
  }
}

extension RuleContext {
  /// How many labels a finding carries at most: more nobody reads.
  package static let mostLabels = 5
  /// How many names a sentence lists at most.
  package static let mostListed = 9

  /// A user as messages name one: by the name, if it is written in the file.
  package func user(_ username: Declared<CredentialDeclaration>) -> String {
    if case .literal? = username.content { "`\(shown(username.value))`" } else { "this user" }
  }

  /// A server as messages name it: `servers.archive`.
  package func name(of server: ServerDeclaration) -> String { "servers.\(shown(server.id))" }
}

extension RuleContext {
  /// The names of servers as a list in prose, of which at most ``mostListed`` are named: "`a`, `b` or others".
  package func listed(_ servers: some Collection<ServerDeclaration>, _ conjunction: String = "or") -> String {
    let names = servers.prefix(Self.mostListed).map { shown($0.id) }
    guard servers.count > names.count else { return names.listed(conjunction) }
    return names.map { "`\($0)`" }.joined(separator: ", ") + " \(conjunction) others"
  }

  /// Labels at what disables these servers; of many the first.
  package func disabledLabels(_ servers: some Sequence<ServerDeclaration>) -> [Label] {
    servers.prefix(Self.mostLabels).compactMap { server in
      server.enabled.map { label($0.value, "`\(shown(server.id))` is disabled here") }
    }
  }

  /// A label at the place where a node is used, which is the alias where one brings it there.
  package func labelAtUse(_ place: Occurrence, _ message: String) -> Label {
    label(Occurrence(place.use ?? place.node), message)
  }
}
