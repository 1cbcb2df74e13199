/// A list of plain values in one piece of memory that has one owner.
///
/// Adding a value, or reading one, asks neither for a call nor whether the memory is shared. For the nodes of a document
/// and its open collections, an `Array` costs 2 % more instructions in `check`.
@usableFromInline struct FlatList<Element: BitwiseCopyable & Sendable>: ~Copyable, @unchecked Sendable {
  @usableFromInline private(set) var base: UnsafeMutablePointer<Element>
  @usableFromInline private(set) var count = 0
  private var capacity: Int

  /// An empty list that need not move before it has more than this number of values.
  init(capacity: Int) {
    self.capacity = max(capacity, 16)
    base = .allocate(capacity: self.capacity)
  }

  deinit { base.deallocate() }

  @inlinable var isEmpty: Bool { count == 0 }

  /// The value at an index. A wrong index ends the program.
  @inlinable subscript(index: Int) -> Element {
    get {
      precondition(index >= 0 && index < count, "the index is outside the list")
      return base[index]
    }
    _modify {
      precondition(index >= 0 && index < count, "the index is outside the list")
      yield &base[index]
    }
  }

  /// Adds a value at the end, in constant time on average.
  mutating func append(_ element: Element) {
    if count == capacity { grow() }
    base[count] = element
    count += 1
  }

  /// Removes the last value and returns it; nil if there is none.
  mutating func popLast() -> Element? {
    guard count > 0 else { return nil }
    count -= 1
    return base[count]
  }

  @inline(never) private mutating func grow() {
    let larger = UnsafeMutablePointer<Element>.allocate(capacity: capacity * 2)
    larger.update(from: base, count: count)
    base.deallocate()
    base = larger
    capacity *= 2
  }
}
