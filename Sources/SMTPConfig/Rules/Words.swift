import Diagnostics
import LocatedYAML
import SourceText

/// What a finding says: the sentence, the few words beside the caret, and what to do.
struct Words: Equatable {
  var message: String
  var caption: String
  var help: String?

  init(_ message: String, caption: String = "", help: String? = nil) {
    self.message = message
    self.caption = caption
    self.help = help
  }
}

extension RuleContext {
  /// Reports a finding at a node.
  func report(
    at place: Occurrence, _ words: @autoclosure () -> Words, labels: @autoclosure () -> [Label] = [],
    fixes: @autoclosure () -> [Fix] = []
  ) {
    let span = tree.span(of: place.node)
    findings.add(of: rule, at: span, node: place.node, use: place.use, fixes: fixes) { fixes in
      Diagnostic(words(), of: rule, at: span, labels: labels(), fixes: fixes)
    }
  }

  /// Reports a finding at a place that is no node.
  func report(
    at span: ByteSpan, _ words: @autoclosure () -> Words, labels: @autoclosure () -> [Label] = [],
    fixes: @autoclosure () -> [Fix] = []
  ) {
    findings.add(of: rule, at: span, node: nil, use: nil, fixes: fixes) { fixes in
      Diagnostic(words(), of: rule, at: span, labels: labels(), fixes: fixes)
    }
  }
}

extension Diagnostic {
  fileprivate init(_ words: Words, of rule: Rule, at span: ByteSpan, labels: [Label], fixes: [Fix]) {
    self.init(
      rule: rule.id, severity: rule.severity, message: words.message, span: span, caption: words.caption,
      labels: labels, help: words.help, fixes: fixes)
  }
}

extension Unicode.Scalar {
  /// The character as a sentence names it: by its name where it cannot be seen, otherwise as it is, in backquotes.
  var inProse: String {
    switch self {
    case "\n": "a line break"
    case "\r": "a carriage return"
    case "\t": "a tab"
    case " ": "a space"
    case "`": "a backquote"
    case "\u{0}": "a NUL"
    case "\u{A0}": "a no-break space (\(codePoint))"
    case "\u{200B}": "a zero-width space (\(codePoint))"
    case "\u{FEFF}": "a byte order mark (\(codePoint))"
    case _ where properties.generalCategory == .control: "the control character \(codePoint)"
    case _ where properties.isWhitespace: "the white space \(codePoint)"
    case _ where isVisibleAlone: "`\(self)`"
    default: "the character \(codePoint)"
    }
  }

  /// The character's number as Unicode writes it: `U+00A0`.
  var codePoint: String {
    let digits = String(value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  private var isVisibleAlone: Bool {
    switch properties.generalCategory {
    case .format, .surrogate, .privateUse, .unassigned, .nonspacingMark, .enclosingMark, .spacingMark: false
    default: true
    }
  }
}

extension RuleContext {
  /// A repair of a block scalar (`|`, `>`) that ends in a line break which is not meant: `|-` leaves it out. None where
  /// the text holds another line break, or its end is spelt out already.
  func withoutFinalLineBreak(_ place: Occurrence) -> [Fix] {
    let content = tree.contentSpan(of: place.node)
    guard tree.style(of: place.node).isBlock, content == tree.span(of: place.node), endsInItsOnlyLineBreak(place) else {
      return []
    }
    let header = tree.source.bytes[content.range].prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
    guard !header.dropFirst().prefix(2).contains(where: { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-") }) else {
      return []
    }
    let indicator = header.first == UInt8(ascii: ">") ? ">-" : "|-"
    let behind = ByteSpan(content.start + 1, content.start + 1)
    return [Fix(.safe, "write `\(indicator)`, which leaves the line break at the end out", [TextEdit(behind, "-")])]
  }

  private func endsInItsOnlyLineBreak(_ place: Occurrence) -> Bool {
    tree.withText(of: place.node) { $0.firstIndex(of: UInt8(ascii: "\n")) == $0.count - 1 }
  }
}

extension RuleContext {
  /// The start of the text, behind a byte order mark: where a finding stands that is about the whole file.
  var startOfText: ByteSpan { ByteSpan(tree.source.textStart, tree.source.textStart) }

  /// A label at a place that is no node.
  func label(_ span: ByteSpan, _ message: String) -> Label { Label(span, message) }
}
