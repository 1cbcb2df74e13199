extension Unicode.Scalar {
  /// Whether showing the scalar as it is could deceive or drive a terminal: C0 but tab, DEL, C1, and the bidirectional
  /// controls of Unicode Standard Annex 9; also line and paragraph separators, which some terminals break lines at, and
  /// U+200B and U+FEFF, which cannot be seen at all.
  package var mustBeEscaped: Bool {
    switch value {
    case 0x09: false
    case 0x00...0x1F, 0x7F...0x9F: true
    case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
    case 0x2028, 0x2029, 0x200B, 0xFEFF: true
    default: false
    }
  }

  /// The scalar written so that it can be read and does nothing: `\u{202E}`.
  package var escapedForm: String { "\\u{\(String(value, radix: 16, uppercase: true))}" }
}

extension StringProtocol {
  /// The text as a part of a line that people read: nothing in it drives or deceives a terminal, as with
  /// ``escapedControls(keepingTabs:)``, or commands a CI server.
  package func escapedForDisplay(keepingTabs: Bool = false) -> String {
    escapedControls(keepingTabs: keepingTabs).withoutBracketCommands
  }

  /// The text with every scalar that could deceive or drive a terminal written as `\u{…}`; tabs and line ends too
  /// where the text must stay on one line.
  package func escapedControls(keepingTabs: Bool = false) -> String {
    guard unicodeScalars.contains(where: { $0.mustBeEscaped || ($0 == "\t" && !keepingTabs) }) else {
      return String(self)
    }
    return unicodeScalars.reduce(into: "") { text, scalar in
      if scalar.mustBeEscaped || (scalar == "\t" && !keepingTabs) {
        text += scalar.escapedForm
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
  }
}
