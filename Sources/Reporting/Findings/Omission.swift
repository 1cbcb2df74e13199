/// That findings were left out, in words.
struct Omission: CustomStringConvertible {
  /// How many findings were left out; more than none.
  private let count: Int

  init(_ count: Int) {
    self.count = count
  }

  /// The number, without what could be done about it.
  var sentence: String { count == 1 ? "1 further finding is not shown" : "\(count) further findings are not shown" }

  /// The number, and the option that shows all.
  var description: String { "\(sentence) (--max-findings 0 shows all)" }
}
