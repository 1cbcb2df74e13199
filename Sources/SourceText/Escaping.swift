extension Unicode.Scalar {
  /// Whether showing the scalar as it is could deceive the reader or control a terminal: C0 except tab, DEL, C1, and
  /// the bidirectional controls of Unicode Standard Annex 9; also line and paragraph separators, at which some
  /// terminals break lines, U+200B and U+FEFF, which are invisible, and U+FFFE and U+FFFF, which YAML forbids.
  package var mustBeEscaped: Bool {
    switch value {
    case 0x09: false
    case 0x00...0x1F, 0x7F...0x9F: true
    case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
    case 0x2028, 0x2029, 0x200B, 0xFEFF, 0xFFFE, 0xFFFF: true
    default: false
    }
  }

  /// A readable and harmless form of the scalar: `\u{202E}`.
  package var escapedForm: String { "\\u{\(String(value, radix: 16, uppercase: true))}" }
}

extension StringProtocol {
  /// The string as a part of a line for display: it cannot control a terminal or deceive the reader, as with
  /// ``escapedControls(keepingTabs:)``, or give a command to a CI server.
  package func escapedForDisplay(keepingTabs: Bool = false) -> String {
    escapedControls(keepingTabs: keepingTabs).withoutBracketCommands
  }

  /// The string with every scalar that could deceive the reader or control a terminal written as `\u{…}`; including
  /// tabs and line feeds if the text must stay on one line.
  package func escapedControls(keepingTabs: Bool = false, keepingLineFeeds: Bool = false) -> String {
    var text = String(self)
    if text.withUTF8({ $0.isPrintableASCII }) { return text }
    func isEscaped(_ scalar: Unicode.Scalar) -> Bool {
      switch scalar {
      case "\t": !keepingTabs
      case "\n": !keepingLineFeeds
      default: scalar.mustBeEscaped
      }
    }
    guard text.unicodeScalars.contains(where: isEscaped) else { return text }
    return text.unicodeScalars.reduce(into: "") { text, scalar in
      if isEscaped(scalar) {
        text += scalar.escapedForm
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
  }
}
