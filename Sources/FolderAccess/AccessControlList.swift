/// A POSIX access control list (POSIX.1e draft 17) as Linux stores it in the attribute `system.posix_acl_access`.
package struct AccessControlList: Sendable, Equatable {
  /// What an entry applies to; the numbers are those of the stored form.
  package enum Tag: UInt16, Sendable {
    case owner = 0x01
    case user = 0x02
    case owningGroup = 0x04
    case group = 0x08
    case mask = 0x10
    case other = 0x20
  }

  /// One entry of the list.
  package struct Entry: Sendable, Equatable {
    /// What the entry applies to.
    package var tag: Tag
    /// The three bits of a mode's digit: 4 read, 2 write, 1 search.
    package var bits: UInt32
    /// The user or group of a named entry; unused for the others.
    package var id: UInt32

    /// An entry that grants `bits`, before any mask.
    package init(tag: Tag, bits: UInt32, id: UInt32) {
      self.tag = tag
      self.bits = bits
      self.id = id
    }
  }

  /// What a list decides for a subject that is not the owner.
  package enum Verdict: Sendable, Equatable {
    /// An entry grants all that is needed.
    case granted
    /// The entry that decided, as getfacl writes it with the mask applied, and what it lacks.
    case refused(entry: String, lacking: Set<Permission>)
    /// No entry applies to the subject or one of its groups: the class "other" decides.
    case notMentioned
  }

  /// The entries in the order they are stored.
  package let entries: [Entry]

  /// A list of these entries.
  package init(entries: [Entry]) { self.entries = entries }
}

extension AccessControlList {
  /// Reads the attribute's bytes, all numbers little-endian: the version, 2, in four bytes; then per entry the tag and
  /// the permissions in two bytes each and the ID in four. Nil for anything else.
  package init?(attribute bytes: [UInt8]) {
    guard bytes.count >= 4, bytes.count % 8 == 4, Self.number(bytes[0..<4]) == 2 else { return nil }
    var entries: [Entry] = []
    for start in stride(from: 4, to: bytes.count, by: 8) {
      let tag = UInt16(truncatingIfNeeded: Self.number(bytes[start..<start + 2]))
      guard let tag = Tag(rawValue: tag) else { return nil }
      let bits = Self.number(bytes[start + 2..<start + 4]) & 0o7
      entries.append(Entry(tag: tag, bits: bits, id: Self.number(bytes[start + 4..<start + 8])))
    }
    self.init(entries: entries)
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    bytes.reversed().reduce(0) { $0 << 8 | UInt32($1) }
  }
}

extension AccessControlList {
  /// The decision for a subject that does not own the folder, whose group is `owningGroup`: a named user's entry
  /// decides alone; one group entry must grant all that is needed, two that grant half each are not enough.
  package func verdict(for subject: Subject, owningGroup: UInt32, needed: Set<Permission>) -> Verdict {
    if let entry = entries.first(where: { $0.tag == .user && $0.id == subject.userID }) {
      return verdict(of: [masked(entry)], needed: needed)
    }
    let groups = entries.filter { entry in
      switch entry.tag {
      case .owningGroup: subject.belongs(to: owningGroup)
      case .group: subject.belongs(to: entry.id)
      default: false
      }
    }
    return verdict(of: groups.map(masked), needed: needed)
  }

  /// A refusal names the entry that comes closest, which is the easiest to change.
  private func verdict(of candidates: [Entry], needed: Set<Permission>) -> Verdict {
    let judged = candidates.map { entry in (entry, needed.lacking(in: entry.bits)) }
    guard let (entry, lacking) = judged.min(by: { $0.1.count < $1.1.count }) else { return .notMentioned }
    return lacking.isEmpty ? .granted : .refused(entry: entry.description, lacking: lacking)
  }

  private func masked(_ entry: Entry) -> Entry {
    let mask = entries.first { $0.tag == .mask }?.bits ?? 0o7
    return Entry(tag: entry.tag, bits: entry.bits & mask, id: entry.id)
  }
}

extension AccessControlList.Entry: CustomStringConvertible {
  /// The entry as `getfacl -n` writes it: `user:1000:r-x`.
  package var description: String {
    let letters = (bits & 4 != 0 ? "r" : "-") + (bits & 2 != 0 ? "w" : "-") + (bits & 1 != 0 ? "x" : "-")
    return switch tag {
    case .owner: "user::\(letters)"
    case .user: "user:\(id):\(letters)"
    case .owningGroup: "group::\(letters)"
    case .group: "group:\(id):\(letters)"
    case .mask: "mask::\(letters)"
    case .other: "other::\(letters)"
    }
  }
}

extension Set<Permission> {
  /// Those that a mode's digit (4 read, 2 write, 1 search) does not grant.
  func lacking(in bits: UInt32) -> Set<Permission> {
    filter { permission in
      switch permission {
      case .search: bits & 1 == 0
      case .write: bits & 2 == 0
      case .read: bits & 4 == 0
      }
    }
  }
}
