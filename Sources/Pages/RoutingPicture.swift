import Language

/// The content of a picture of a routing: groups of scopes on the left, servers on the right, and lines between them.
struct RoutingPicture {
  /// How something differs from an earlier routing.
  enum Change: String {
    case added, removed, changed
  }

  /// The state of a server.
  enum State: String {
    case idle, busy, down
  }

  /// A box for a group of scopes.
  struct Group {
    /// The number of the group in the page's data.
    let number: Int
    /// The first line: names, or the number of sites and names.
    let label: String
    /// The second line: what happens to mail, or what changes.
    let note: String
    /// Whether mail of the group waits.
    let isWaiting: Bool
    /// Names and chain, as far as they can be listed.
    let description: String
    /// What changes, if anything does.
    var change: Change?
    /// The lines to servers, in the order of the chain.
    let lines: [Line]
  }

  /// A line from a group to a server.
  struct Line {
    /// The server's place in ``servers``.
    let server: Int
    /// The place in the chain, counted from 1.
    let order: Int
    /// What the line is for at the moment.
    let role: Role
    /// What changes, if anything does.
    var change: Change?
  }

  /// What a line is for.
  enum Role: String {
    /// The server sends the group's mail.
    case used
    /// The server is busy or down.
    case out
    /// The server would be tried later, or nothing is sent.
    case spare
  }

  /// A box for a server.
  struct Server {
    /// The number of the server in the page's data.
    let number: Int
    /// The server's id.
    let id: String
    /// Its state; nil in a picture of changes.
    let state: State?
    /// The second line.
    let note: String
    /// What its loss does, or how it changes.
    let description: String
    /// What changes, if anything does.
    var change: Change?
  }

  /// Something that was left out, because a larger picture would be unreadable.
  struct Hidden {
    var groups = 0
    var scopes = 0
    var servers = 0

    /// Whether anything was left out.
    var isEmpty: Bool { groups == 0 && servers == 0 }
  }

  /// The title for those who cannot see the picture.
  let title: String
  let groups: [Group]
  let servers: [Server]
  var hidden = Hidden()

  /// The most groups, and the most servers, that are shown.
  static let mostBoxes = 40

  /// The servers to show if there are too many: those that send the mail of most scopes, then those that might.
  ///
  /// - Parameters:
  ///   - chains: The chains of the groups that are shown, with the number of their scopes.
  ///   - count: The number of servers.
  /// - Returns: The numbers of the servers, in order; all of those in the chains if they are few.
  static func shownServers(_ chains: [(servers: [Int], scopeCount: Int)], count: Int) -> [Int] {
    var firsts = [Int](repeating: 0, count: count)
    var uses = firsts
    for (servers, scopeCount) in chains {
      if let first = servers.first { firsts[first] += scopeCount }
      for server in servers { uses[server] += scopeCount }
    }
    let used = uses.indices.filter { uses[$0] > 0 }
    guard used.count > mostBoxes else { return used }
    return used.sorted { (firsts[$0], uses[$0], $1) > (firsts[$1], uses[$1], $0) }.prefix(mostBoxes).sorted()
  }
}
