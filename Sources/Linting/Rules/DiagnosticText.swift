import Diagnostics
import LocatedYAML
import SourceText

/// The text of a finding: the message, the caption next to the caret, and the help.
package struct DiagnosticText: Equatable {
  /// What is wrong, in one sentence without a full stop.
  package var message: String
  /// A few words next to the caret: facts, not questions.
  package var caption: String
  /// What to do, and why.
  package var help: String?

  /// Makes a text from its parts.
  package init(_ message: String, caption: String = "", help: String? = nil) {
    self.message = message
    self.caption = caption
    self.help = help
  }
}

extension Diagnostic {
  init(_ text: DiagnosticText, of rule: Rule, at span: SourceSpan, labels: [Label], fixes: [Fix]) {
    self.init(
      rule: rule.id, severity: rule.severity, message: text.message, span: span, caption: text.caption,
      labels: labels, help: text.help, fixes: fixes)
  }
}

extension Unicode.Scalar {
  /// The character in prose: by its name if it is invisible, otherwise as it is, in backquotes.
  package var inProse: String {
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
  package var codePoint: String {
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
