import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let duplicateEndpoint = Rule.adjustable(
    .warning, "duplicate-endpoint",
    summary: "Two enabled servers with the same host, port and user",
    explanation: """
      Two servers with the same host, port and user are one server under two names. If it is down, both are down: the
      second server only looks like failover. Usually an entry was copied and a name not changed.

      Name another host, port or user, or keep only one of the two. Host names are compared without regard to case and
      to a trailing dot; the default port is 25. Different users on the same host are not reported, because providers
      limit each user separately.
      """,
    references: ["Kentico Xperience documentation, \"SMTP servers\": failover", "RFC 4343"],
    bad: [
      """
      version: 1
      servers:
        relay:
          serverName: smtp.example.com
        ↓backup:
          serverName: SMTP.example.com.:25
        ↓third:
          serverName: smtp.example.com
      global:
        servers: [relay, backup, third]
      """,
      """
      version: 1
      servers:
        relay:
          serverName: smtp.example.com:587
          useSSL: true
          username: mailer
          password: { env: RELAY_PASSWORD }
        ↓backup:
          serverName: smtp.example.com:587
          useSSL: true
          username: mailer
          password: { env: BACKUP_PASSWORD }
      global:
        servers: [relay, backup]
      """,
    ],
    good: [
      """
      version: 1
      servers:
        relay:
          serverName: smtp.example.com
        backup:
          serverName: backup.example.com
        old:
          serverName: smtp.example.com
          enabled: false
      global:
        servers: [relay, backup, old]
      """
    ],
    check: .configuration { view, context in
      let documents = view.declared.documents
      let servers = view.declared.servers
      guard mayRepeatLogin(servers, in: documents) else { return }
      var inTextOrder = Array(servers.indices)
      // Merge keys can change the order of the servers.
      if zip(servers, servers.dropFirst()).contains(where: { $1.id.node < $0.id.node }) {
        inTextOrder.sort { servers[$0].id.node < servers[$1].id.node }
      }
      var firsts: [Login: Int] = [:]
      firsts.reserveCapacity(servers.count)
      for index in inTextOrder {
        guard let login = Login(of: servers[index], in: documents) else { continue }
        let firstIndex = firsts.first(of: login, index)
        if firstIndex == index { continue }
        let (server, first) = (servers[index], servers[firstIndex])
        let (name, firstName) = (context.shown(server.id), context.shown(first.id))
        var labels = [context.label(first.id, "first server with these")]
        if let value = server.serverName?.value { labels.append(context.label(value, "same host and port")) }
        if let value = server.username?.value { labels.append(context.label(value, "same user")) }
        context.report(
          at: server.id,
          "servers `\(name)` and `\(firstName)` have \(login.inProse): there is no failover between them",
          caption: "same server again", labels: labels,
          help: "name another host, port or user in \(context.name(of: server)), or keep only one of the two")
      }
    })
}

/// Whether two servers may have the same login: if not, all have different hashes. Sorting numbers takes a quarter of the
/// time of a dictionary.
private func mayRepeatLogin(_ servers: [ServerDeclaration], in documents: YAMLDocuments) -> Bool {
  let hashes = servers.compactMap { Login(of: $0, in: documents)?.hashValue }.sorted()
  return zip(hashes, hashes.dropFirst()).contains { $0 == $1 }
}

extension [Login: Int] {
  /// The first server with this login; this one, if there was none before. The dictionary is searched once.
  fileprivate mutating func first(of login: Login, _ index: Int) -> Int {
    func take(_ first: inout Int) -> Int { first }
    return take(&self[login, default: index])
  }
}

/// What makes two servers the same for a client: the host, the port and the user, if any.
private struct Login: Hashable {
  let host: Host
  let port: Port
  /// The user; nil for none.
  let user: User?

  /// A user's name, or where it is kept.
  struct User: Hashable {
    /// How it is kept; nil for a name that is written in the file.
    let reference: ReferenceKey?
    /// The text in bytes: equal strings need not be the same name.
    let text: [UInt8]
  }

  /// What the servers have in common, in prose.
  var inProse: String { user == nil ? "the same host and port" : "the same host, port and user" }

  /// Nil for a server that is disabled, does not use the network, or is not completely known.
  init?(of server: ServerDeclaration, in documents: YAMLDocuments) {
    guard let name = server.activeEndpoint?.name else { return nil }
    if let username = server.username {
      switch username.content {
      case .literal(let node)?: user = User(reference: nil, text: documents.withText(of: node) { Array($0) })
      case .reference(let key, let node)?: user = User(reference: key, text: documents.withText(of: node) { Array($0) })
      case nil: return nil
      }
    } else {
      guard server.lacks(.username) else { return nil }
      user = nil
    }
    host = name.host
    port = name.port
  }
}
