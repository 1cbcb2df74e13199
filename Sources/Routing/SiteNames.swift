import SourceText

/// The names of sites, found regardless of the case of ASCII letters, as in Kentico Xperience. They are ASCII.
struct SiteNames: Sendable {
  /// The names, in their order.
  private(set) var names: [String] = []
  private var places = HashIndex()

  /// No names.
  init() {}

  /// Some names.
  init(_ names: [String]) {
    for name in names { append(name) }
  }

  /// Adds a name. Of several that are the same, the first one is found.
  ///
  /// - Returns: The place of the first one that is the same; nil if the name is new.
  @discardableResult
  mutating func append(_ name: String) -> Int? {
    let hash = Self.hash(name)
    let first = place(of: name, hash)
    if first == nil { places.insert(hash, names.count) }
    names.append(name)
    return first
  }

  /// The place of a name in ``names``; nil if it is not there.
  func place(of name: String) -> Int? { place(of: name, Self.hash(name)) }

  private func place(of name: String, _ hash: UInt32) -> Int? {
    places.position(hash) { Self.areSame(names[$0], name) }
  }

  /// Whether two names are the same. Letters beyond ASCII differ from all others, also those whose lower case is an
  /// ASCII letter, such as the Kelvin sign.
  static func areSame(_ left: String, _ right: String) -> Bool {
    left.utf8.count == right.utf8.count
      && left.utf8.elementsEqual(right.utf8) { $0.lowercasedASCII == $1.lowercasedASCII }
  }

  private static func hash(_ name: String) -> UInt32 {
    var name = name
    return name.withUTF8 { bytes in
      withUnsafeTemporaryAllocation(of: UInt8.self, capacity: bytes.count) { lowered in
        for place in bytes.indices { lowered[place] = bytes[place].lowercasedASCII }
        return HashIndex.hash(UnsafeRawBufferPointer(lowered))
      }
    }
  }
}
