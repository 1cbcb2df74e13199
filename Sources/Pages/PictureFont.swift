/// Text of a picture, as the style shows it.
enum PictureFont {
  /// The first line of a box: 13 pixels, semi-bold.
  case label
  /// The second line: 12 pixels.
  case note

  /// The width of an average character, in pixels.
  fileprivate var unit: Double {
    switch self {
    case .label: 9.6
    case .note: 7.8
    }
  }
}

extension String {
  /// The text, or its beginning and an ellipsis if it is probably wider than this.
  ///
  /// Widths are estimates on the safe side: no font is known here, and they differ between machines.
  func fitting(_ width: Double, _ font: PictureFont) -> String {
    let room = width / font.unit
    var used = 0.0
    // As much as fits with an ellipsis.
    var end = startIndex
    for index in indices {
      used += self[index].relativeWidth
      if used > room { return self[..<end] + "…" }
      if used + 1 <= room { end = self.index(after: index) }
    }
    return self
  }
}

extension Character {
  /// The width, where that of a lower-case letter is 1 at most.
  fileprivate var relativeWidth: Double {
    switch self {
    case "i", "j", "l", "I", "f", "r", "t", " ", ".", ",", ":", ";", "'", "|", "!", "-", "(", ")", "[", "]": 0.55
    case "m", "w", "M", "W", "%", "@": 1.4
    case "A"..."Z": 1.05
    case "…": 1
    default: isASCII ? 0.9 : 1.8
    }
  }
}
