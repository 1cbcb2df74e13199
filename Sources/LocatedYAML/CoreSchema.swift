import SourceText

/// The type of a plain scalar in the core schema (YAML 1.2.2, section 10.3.2).
///
/// The surprises of YAML 1.1 do not exist: `yes`, `on` and `1:30` are strings, and `017` is seventeen.
package enum CoreValue: Sendable, Equatable {
  case null
  case boolean(Bool)
  /// An integer; nil if it does not fit into 64 bits.
  case integer(Int?)
  case float
  case string
}

extension CoreValue {
  /// Resolves the text of a plain scalar.
  package init(plain text: UnsafeBufferPointer<UInt8>) {
    guard let first = text.first else {
      self = .null
      return
    }
    switch first {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
      self = Self.number(text)
    case UInt8(ascii: "~"), UInt8(ascii: "n"), UInt8(ascii: "N"):
      self = Self.isWord(text, "~", "null", "Null", "NULL") ? .null : .string
    case UInt8(ascii: "t"), UInt8(ascii: "T"):
      self = Self.isWord(text, "true", "True", "TRUE") ? .boolean(true) : .string
    case UInt8(ascii: "f"), UInt8(ascii: "F"):
      self = Self.isWord(text, "false", "False", "FALSE") ? .boolean(false) : .string
    default:
      self = .string
    }
  }

  private static func isWord(_ text: UnsafeBufferPointer<UInt8>, _ words: StaticString...) -> Bool {
    words.contains { word in
      word.utf8CodeUnitCount == text.count
        && text.elementsEqual(UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
    }
  }

  private static func number(_ text: UnsafeBufferPointer<UInt8>) -> CoreValue {
    if text.count > 2, text[0] == UInt8(ascii: "0"), let radix = radix(of: text[1]) {
      let digits = text.dropFirst(2)
      return digits.allSatisfy { $0.digitValue.map { $0 < radix } ?? false } ? .integer(value(digits, radix)) : .string
    }
    let isSigned = text[0] == UInt8(ascii: "+") || text[0] == UInt8(ascii: "-")
    let unsigned = text.dropFirst(isSigned ? 1 : 0)
    if !unsigned.isEmpty, unsigned.allSatisfy(\.isASCIIDigit) {
      let magnitude = value(unsigned, 10)
      return .integer(text[0] == UInt8(ascii: "-") ? magnitude.map(-) : magnitude)
    }
    return isFloat(unsigned, signed: isSigned) ? .float : .string
  }

  private static func radix(of letter: UInt8) -> Int? {
    switch letter {
    case UInt8(ascii: "o"): 8
    case UInt8(ascii: "x"): 16
    default: nil
    }
  }

  private static func value(_ digits: Slice<UnsafeBufferPointer<UInt8>>, _ radix: Int) -> Int? {
    var value = 0
    for digit in digits {
      let (product, overflow) = value.multipliedReportingOverflow(by: radix)
      let (sum, carry) = product.addingReportingOverflow(digit.digitValue ?? 0)
      if overflow || carry { return nil }
      value = sum
    }
    return value
  }

  /// `(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?`, `.inf` and `.nan`, after the sign.
  private static func isFloat(_ text: Slice<UnsafeBufferPointer<UInt8>>, signed: Bool) -> Bool {
    let whole = UnsafeBufferPointer(rebasing: text)
    if isWord(whole, ".inf", ".Inf", ".INF") { return true }
    if !signed, isWord(whole, ".nan", ".NaN", ".NAN") { return true }
    var rest = text
    let integerDigits = rest.dropDigits()
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      let fractionDigits = rest.dropDigits()
      if integerDigits + fractionDigits == 0 { return false }
    } else if integerDigits == 0 {
      return false
    }
    guard rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") else { return rest.isEmpty }
    rest = rest.dropFirst()
    if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
    return rest.dropDigits() > 0 && rest.isEmpty
  }
}

extension Slice<UnsafeBufferPointer<UInt8>> {
  /// Removes the leading decimal digits and returns their number.
  fileprivate mutating func dropDigits() -> Int {
    let rest = drop(while: \.isASCIIDigit)
    defer { self = rest }
    return count - rest.count
  }
}

extension UInt8 {
  fileprivate var digitValue: Int? {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(self - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): Int(self - UInt8(ascii: "a")) + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): Int(self - UInt8(ascii: "A")) + 10
    default: nil
    }
  }
}

extension YAMLTree {
  /// The value of a scalar, determined by its tag, style and text.
  package func value(of id: NodeID) -> CoreValue {
    let node = self[id]
    switch node.tag {
    case .string, .nonSpecific: return .string
    case .none where node.style != .plain: return .string
    default: return withText(of: id) { CoreValue(plain: $0) }
    }
  }

  /// Whether a node is a string.
  package func isString(_ id: NodeID) -> Bool {
    guard shape(of: id) == .scalar else { return false }
    return if case .string = value(of: id) { true } else { false }
  }
}

extension NodeList where Self: ~Copyable {
  /// Whether the scalar is valid for its tag.
  func fitsTag(_ id: NodeID) -> Bool {
    let plain = withDecodedText(of: self[id]) { CoreValue(plain: $0) }
    switch (self[id].tag, plain) {
    case (.none, _), (.nonSpecific, _), (.string, _), (.null, .null), (.boolean, .boolean), (.integer, .integer):
      return true
    case (.float, .float), (.float, .integer): return true
    default: return false
    }
  }
}
