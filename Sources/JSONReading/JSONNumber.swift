/// A number in JSON text.
package enum JSONNumber: Sendable, Equatable {
  /// A number without a fraction or an exponent that fits into 64 bits.
  case integer(Int)
  /// Any other number.
  case other(Double)

  /// The whole number, however it is written; nil if it has a fraction, or is too large.
  package var whole: Int? {
    switch self {
    case .integer(let number): number
    case .other(let number): Int(exactly: number)
    }
  }
}
