/// Which servers are bound to which sites.
struct Bindings {
  private let servers: [Int: [NamedServer]]
  /// Notes about rows that bind nothing.
  let notes: [ImportNote]

  /// Reads the rows, for servers in the order of their ids.
  init(_ rows: [BindingRow], of servers: [NamedServer], to sites: [NamedSite]) {
    let places = Dictionary(servers.enumerated().map { ($1.row.id, $0) }) { first, _ in first }
    let known = Set(sites.map(\.row.id))
    var bound: [Int: [Int]] = [:]
    var strays = 0
    for row in Set(rows) {
      if let place = places[row.server], known.contains(row.site) {
        bound[row.site, default: []].append(place)
      } else {
        strays += 1
      }
    }
    self.servers = bound.mapValues { $0.sorted().map { servers[$0] } }
    notes = strays == 0 ? [] : [Self.note(about: strays)]
  }

  private static func note(about strays: Int) -> ImportNote {
    let rows = strays == 1 ? "1 row of CMS_SMTPServerSite was" : "\(strays) rows of CMS_SMTPServerSite were"
    return .note("\(rows) left out: the server or the site is not in the database")
  }

  /// A site's servers, in the order of their ids.
  func servers(ofSite site: Int) -> [NamedServer] { servers[site] ?? [] }
}
