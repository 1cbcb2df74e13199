extension Sequence<String> {
  /// The elements of a list in prose: "`a`, `b` or `c`".
  package func listed(_ conjunction: String = "or") -> String {
    let quoted = map { "`\($0)`" }
    guard let last = quoted.last, quoted.count > 1 else { return quoted.joined() }
    return quoted.dropLast().joined(separator: ", ") + " \(conjunction) " + last
  }
}
