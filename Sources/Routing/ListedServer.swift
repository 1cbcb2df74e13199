import Language

/// A server by its place in a list, which thousands of chains share: copies of the servers would take 50 MB more for
/// 100,000 sites.
struct ListedServer: Sendable, Hashable {
  private let list: [Server]
  private let placeNumber: Int32

  /// The server at a place in a list.
  init(_ list: [Server], _ place: Int) {
    self.list = list
    placeNumber = Int32(place)
  }

  /// Its place in the list.
  var place: Int { Int(placeNumber) }

  /// Its id, without a copy of the rest.
  var id: String { list[place].id }

  /// The server itself.
  var server: Server { list[place] }

  static func == (left: ListedServer, right: ListedServer) -> Bool { left.server == right.server }

  func hash(into hasher: inout Hasher) { hasher.combine(server) }
}
