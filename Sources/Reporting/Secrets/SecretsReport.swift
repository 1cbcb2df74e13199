package import Language
package import Routing

/// What a deployment must provide: the user names and passwords that are kept outside of a configuration.
package struct SecretsReport: Sendable {
  /// A reference, and who uses it.
  package struct Entry: Sendable {
    /// The reference.
    package let reference: SecretReference
    /// The servers whose user name it is.
    package fileprivate(set) var users: [String] = []
    /// The servers whose password it is.
    package fileprivate(set) var passwords: [String] = []
    /// The number of sites that use one of these servers.
    package fileprivate(set) var siteCount = 0
    /// Whether mail that belongs to no site uses one of them.
    package fileprivate(set) var isGlobal = false

    /// The servers, in the order of their ids.
    package var servers: [String] { Set(users + passwords).sorted() }
  }

  /// The references of servers that are in a chain, in the order of their first uses.
  package let entries: [Entry]

  /// Collects the references of a routing. Takes time in proportion to the number of sites.
  package init(_ router: Router) {
    let servers = router.usedServers
    var entries: [Entry] = []
    var indices: [SecretReference: Int] = [:]
    var used: [String: Set<Int>] = [:]
    func index(of reference: SecretReference, for server: String) -> Int {
      let index = indices[reference] ?? entries.count
      if index == entries.count { entries.append(Entry(reference: reference)) }
      indices[reference] = index
      used[server, default: []].insert(index)
      return index
    }
    for id in router.serverIDs {
      guard case .network(_, let credentials?, _)? = servers[id]?.delivery else { continue }
      if case .reference(let user) = credentials.username { entries[index(of: user, for: id)].users.append(id) }
      if case .reference(let password)? = credentials.password {
        entries[index(of: password, for: id)].passwords.append(id)
      }
    }
    // Sites with equal chains share one.
    let needed = router.chains.map { chain in chain.ids.reduce(into: Set<Int>()) { $0.formUnion(used[$1] ?? []) } }
    for scope in router.scopes {
      guard let chain = router.chainIndex(of: scope) else { continue }
      for index in needed[chain] {
        if scope == .global { entries[index].isGlobal = true } else { entries[index].siteCount += 1 }
      }
    }
    self.entries = entries
  }
}
