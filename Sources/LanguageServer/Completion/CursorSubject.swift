import Language

/// What belongs at a place of a document, by the table of keys.
enum CursorSubject {
  /// Keys of a mapping.
  case keys(MappingSpec)
  /// Names of servers or sites, which are declared there.
  case entries(EntryKind, MappingSpec)
  /// Mappings, as items of a list.
  case mappings(MappingSpec)
  /// The value of a key; the items of its list if it is one.
  case value(KeySpec, in: MappingSpec)
  /// Nothing that is known.
  case unknown

  /// What belongs into an entry, whose parents are given from the top level on.
  init(_ path: [CursorScanner.Entry], _ root: MappingSpec) {
    var subject = CursorSubject.keys(root)
    for entry in path { subject = subject.inside(entry) }
    self = subject
  }

  /// What belongs into an entry of this.
  private func inside(_ entry: CursorScanner.Entry) -> CursorSubject {
    switch self {
    case .keys(let mapping):
      return mapping.key(entry.text).map { Self.value(of: $0, in: mapping) } ?? .unknown
    case .entries(let kind, let mapping):
      guard entry.text == "*" else { return .keys(mapping) }
      return .keys(kind == .server ? .everyServer : .everySite)
    case .mappings(let mapping): return entry.isItem ? .keys(mapping) : .unknown
    case .value(let key, let mapping):
      if entry.isItem { return self }
      if case .stringOrReference(_, let reference) = key.type {
        return reference.key(entry.text).map { Self.value(of: $0, in: mapping) } ?? .unknown
      }
      return .unknown
    case .unknown: return .unknown
    }
  }

  private static func value(of key: KeySpec, in mapping: MappingSpec) -> CursorSubject {
    switch key.type {
    case .mapping(let inner): .keys(inner)
    case .entries(let kind, let inner): .entries(kind, inner)
    case .items(let inner, _): .mappings(inner)
    default: .value(key, in: mapping)
    }
  }
}
