import SourceText

/// The number of columns that a terminal uses for a character.
enum DisplayWidth {
  /// The width of a string in columns, counted scalar by scalar as terminals do.
  static func of(_ text: String) -> Int {
    var text = text
    return text.withUTF8 { $0.isASCII } ? text.utf8.count : text.unicodeScalars.reduce(0) { $0 + of($1) }
  }

  /// The width of a scalar that is shown as it is: 0 if it combines with the previous scalar, 2 if East Asian
  /// typography or emoji fonts draw it double, otherwise 1.
  static func of(_ scalar: Unicode.Scalar) -> Int {
    if scalar.isASCII { return 1 }
    let properties = scalar.properties
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return 0
    default: break
    }
    if isWide(scalar) || (properties.isEmojiPresentation && !isRegionalIndicator(scalar)) { return 2 }
    let isInvisible = properties.isDefaultIgnorableCodePoint && scalar != softHyphen
    return isInvisible || isConjoiningJamo(scalar) ? 0 : 1
  }

  /// Default-ignorable by its properties, but drawn by terminals.
  private static let softHyphen: Unicode.Scalar = "\u{AD}"

  /// Regional indicators come in pairs, and a pair, a flag, is as wide as one emoji.
  private static func isRegionalIndicator(_ scalar: Unicode.Scalar) -> Bool {
    (0x1F1E6...0x1F1FF).contains(scalar.value)
  }

  /// Vowels and final consonants of Hangul, which join the syllable's wide first consonant.
  private static func isConjoiningJamo(_ scalar: Unicode.Scalar) -> Bool {
    (0x1160...0x11FF).contains(scalar.value) || (0xD7B0...0xD7FF).contains(scalar.value)
  }

  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    guard scalar.value >= 0x1100 else { return false }
    return wideRanges.contains { $0.contains(scalar.value) }
  }

  /// The classes W and F of Unicode Standard Annex 11, East Asian Width, Unicode 16, without emoji, which the standard
  /// library knows; gaps of unassigned code points within a script are closed.
  private static let wideRanges: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2329...0x232A, 0x2630...0x2637, 0x268A...0x268F, 0x2E80...0x303E, 0x3041...0x3247,
    0x3250...0xA4CF, 0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6B,
    0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF, 0x1D300...0x1D376, 0x1F200...0x1F265,
    0x20000...0x2FFFD, 0x30000...0x3FFFD,
  ]
}
