import Language
import Routing

/// How the mail of each chain is passed on.
struct PostfixRoutes {
  /// The route of mail that belongs to no site.
  let global: String
  /// The lengths of the chains that are not empty, in ascending order.
  let lengths: [Int]
  /// The lines of the map from sender domains to routes, in the order of the domains.
  let map: [UInt8]

  /// The routes of all chains. Takes time in proportion to the size of the routing table.
  init(_ deployment: Deployment, _ plan: PostfixPlan) {
    let domains = deployment.configuration.senderDomains
    var lengths = Set<Int>()
    var routes: [UInt8] = []
    var endOfGlobal = 0
    var lines: [(domain: String, route: Range<Int>)] = []
    deployment.table.forEachChain { site, servers in
      lengths.insert(servers.count)
      let start = routes.count
      plan.appendRoute(of: servers, to: &routes)
      if let site {
        for domain in domains[site] ?? [] { lines.append((domain, start..<routes.count)) }
      } else {
        endOfGlobal = routes.count
      }
    }
    global = String(decoding: routes[..<endOfGlobal], as: UTF8.self)
    self.lengths = lengths.subtracting([0]).sorted()
    // Domains are ASCII, and a blank comes before every character of theirs.
    lines.sort { $0.domain < $1.domain }
    var map: [UInt8] = []
    for line in lines {
      map += "@".utf8
      map += line.domain.utf8
      map += " ".utf8
      map += routes[line.route]
      map += "\n".utf8
    }
    self.map = map
  }
}
