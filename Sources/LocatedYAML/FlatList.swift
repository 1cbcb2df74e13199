import LibC

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
    base = Self.memory(self.capacity)
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
    let larger = Self.memory(capacity * 2)
    larger.update(from: base, count: count)
    base.deallocate()
    base = larger
    capacity *= 2
  }

  /// Memory for a number of values. A large piece may have huge pages, which takes 4 % off the time of checking 5 MB.
  private static func memory(_ capacity: Int) -> UnsafeMutablePointer<Element> {
    #if os(Linux)
      let size = capacity * MemoryLayout<Element>.stride
      if size >= 2 * hugePage {
        let memory = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: hugePage)
        // It is advice: without huge pages, nothing changes.
        madvise(memory, size, MADV_HUGEPAGE)
        return memory.bindMemory(to: Element.self, capacity: capacity)
      }
    #endif
    return .allocate(capacity: capacity)
  }

  #if os(Linux)
    /// The size of a huge page in bytes, on x86-64 and on arm64 with pages of 4 KB.
    private static var hugePage: Int { 2 << 20 }
  #endif
}
