extension String {
  /// The text in a buffer of the C library, up to the first NUL or to the end.
  package init(terminated text: [CChar]) {
    self.init(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
