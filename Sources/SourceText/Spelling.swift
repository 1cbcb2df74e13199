/// A short text as a few numbers, to compare it with many others without a string for each.
///
/// It is public, because the compiler inlines no functions of `package` types, and it is made for every key.
public struct Spelling: Equatable, Sendable, BitwiseCopyable {
  /// Up to this number of bytes, texts with the same spelling are the same; of longer ones, the bytes in the middle are
  /// still to be compared.
  @inlinable public static var longestWhole: Int { 16 }

  /// The number of bytes.
  public let count: Int
  /// The first and the last eight bytes, which may overlap, as numbers; of a shorter text, all of it and 0.
  public let head, tail: UInt64

  /// The spelling of a text.
  @inlinable public init(_ text: UnsafeBufferPointer<UInt8>) {
    let bytes = UnsafeRawBufferPointer(text)
    count = bytes.count
    head = count > 8 ? bytes.eightBytes(at: 0) : bytes.upToEightBytes
    tail = count > 8 ? bytes.eightBytes(at: count - 8) : 0
  }

  /// Whether it is all of the text.
  @inlinable public var isWhole: Bool { count <= Self.longestWhole }

  /// Whether two spellings are the same.
  @inlinable public static func == (left: Spelling, right: Spelling) -> Bool {
    left.count == right.count && left.head == right.head && left.tail == right.tail
  }
}
