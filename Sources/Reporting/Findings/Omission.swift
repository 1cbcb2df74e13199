/// A note that findings were left out.
struct Omission: CustomStringConvertible {
  /// The number of findings left out, at least 1.
  private let count: Int

  init(_ count: Int) {
    self.count = count
  }

  /// The number, without the option that shows all.
  var sentence: String { count == 1 ? "1 further finding is not shown" : "\(count) further findings are not shown" }

  /// The number, and the option that shows all.
  var description: String { "\(sentence) (--max-findings 0 shows all)" }
}
