extension Sequence<String> {
  /// The elements of a list in prose: "`a`, `b` or `c`".
  package func listed(_ conjunction: String = "or") -> String {
    let names = Array(self)
    guard let last = names.last else { return "" }
    if names.count == 1 { return "`\(last)`" }
    return "\(names.dropLast().quoted) \(conjunction) `\(last)`"
  }
}

extension [String] {
  /// The elements of a list in prose, with a word for those that are left out: "`a`, `b` or others"; without, if the
  /// word is nil.
  package func listed(_ conjunction: String, rest: String?) -> String {
    guard let rest else { return listed(conjunction) }
    return "\(self[...].quoted) \(conjunction) \(rest)"
  }
}

extension ArraySlice<String> {
  /// The elements in backquotes, with commas between them.
  fileprivate var quoted: String {
    var text = ""
    text.reserveCapacity(reduce(0) { $0 + $1.utf8.count + 4 })
    for name in self {
      text += text.isEmpty ? "`" : "`, `"
      text += name
    }
    if !isEmpty { text += "`" }
    return text
  }
}
