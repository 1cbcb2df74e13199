extension Unicode.Scalar {
  /// Whether the scalar has the property White_Space (Unicode Standard, `PropList.txt`). Of ASCII characters, that is told
  /// from their numbers: the standard library's table takes 60 instructions for each.
  package var isWhiteSpace: Bool {
    isASCII ? self == " " || (0x09...0x0D).contains(value) : properties.isWhitespace
  }
}
