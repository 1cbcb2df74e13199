extension Sequence<String> {
  /// The elements of a list in prose: "`a`, `b` or `c`".
  package func listed(_ conjunction: String = "or") -> String {
    let quoted = map { "`\($0)`" }
    guard let last = quoted.last, quoted.count > 1 else { return quoted.joined() }
    return quoted.dropLast().joined(separator: ", ") + " \(conjunction) " + last
  }
}

extension [String] {
  /// The elements of a list in prose, with a word for those that are left out: "`a`, `b` or others"; without, if the
  /// word is nil.
  package func listed(_ conjunction: String, rest: String?) -> String {
    guard let rest else { return listed(conjunction) }
    return map { "`\($0)`" }.joined(separator: ", ") + " \(conjunction) \(rest)"
  }
}
