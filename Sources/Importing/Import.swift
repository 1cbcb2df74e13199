import Language

/// The configuration that does what a database says.
///
/// In Kentico Xperience, mail of a site is sent by its default server first, and then by the servers that are bound to the
/// site and the global ones: by priority, bound servers before global ones, and then in the order of their ids. A
/// configuration that lists the servers of each site and of `global` in the order of their ids has the same chains.
package struct Import {
  private let export: DatabaseExport
  private let settings: MailSettings
  /// The ids of servers by `ServerID`.
  private let serverIDs: [Int: String]
  /// The ids of sites by `SiteID`.
  private let siteIDs: [Int: String]
  /// The ids that the default servers of sites have if they need one, by `SiteID`.
  private let defaultIDs: [Int: String]
  private let variables: Variables
  /// The ids of the servers that all sites use, in their order.
  private let globalServers: [Int]

  /// Prepares an import; takes time proportional to the number of rows, times its logarithm.
  package init(_ export: DatabaseExport) {
    var export = export
    export.servers.sort { $0.id < $1.id }
    self.export = export
    settings = MailSettings(export.settings)
    serverIDs = Self.ids(export.servers.map { UniqueNames.Wish(name: EntryNames.server($0), id: $0.id) })
    siteIDs = Self.ids(export.sites.map { UniqueNames.Wish(name: EntryNames.site($0), id: $0.id) })
    defaultIDs = Self.ids(
      siteIDs.map { UniqueNames.Wish(name: "\(EntryNames.defaultServer)-\($0.value)", id: $0.key) })
    variables = Variables(servers: serverIDs, defaults: defaultIDs)
    globalServers = export.servers.filter(\.isGlobal).map(\.id)
  }

  private static func ids(_ wishes: [UniqueNames.Wish]) -> [Int: String] {
    let names = UniqueNames.names(for: wishes, separator: "-", limit: EntryID.longest)
    return Dictionary(zip(wishes.map(\.id), names)) { first, _ in first }
  }

  /// Makes the configuration.
  ///
  /// - Throws: ``UnusableExport`` if the database has no server: a configuration must have one.
  package func configuration() throws(UnusableExport) -> ImportedConfiguration {
    let rows = export.servers.map { row in
      ServerMapping(row, id: serverIDs[row.id] ?? "", passwordVariable: variables.ofServers[row.id] ?? "").server
    }
    let global = SettingsServer(settings, ofSite: nil)
    let globalServer = global.map { server(from: $0, ofSite: nil) }
    let bindings = Bindings(export)
    let isGlobal = Set(globalServers)
    var siteServers: [ImportedServer] = []
    let sites = export.sites.map { row in
      let own = SiteMapping(row, settings, global: global)
      var server: ImportedServer?
      if case .own(let described) = own.defaultServer {
        server = self.server(from: described, ofSite: row)
        server?.notes += own.serverNotes
      }
      if let server { siteServers.append(server) }
      let id = siteIDs[row.id] ?? ""
      var scope = ImportedScope(
        defaultServer: server.map { .server($0.id) } ?? (own.defaultServer == .none ? .none : .inherited),
        servers: bindings.servers(ofSite: row.id).compactMap { serverIDs[$0] }, notes: own.notes)
      if id != row.name { scope.notes.insert(SiteMapping.renamed(row, id), at: 0) }
      scope.notes += doublyListed(bindings.servers(ofSite: row.id).filter(isGlobal.contains))
      return ImportedSite(id: id, scope: scope)
    }
    let servers = (globalServer.map { [$0] } ?? []) + rows + siteServers
    if servers.isEmpty {
      throw UnusableExport([
        ExportProblem(
          "it has no SMTP server: neither a row in `servers`, nor a default server (`\(SettingKey.server.rawValue)`) in "
            + "`settings`")
      ])
    }
    let scope = ImportedScope(
      defaultServer: globalServer.map { .server($0.id) } ?? .inherited,
      servers: globalServers.compactMap { serverIDs[$0] }, notes: SiteMapping.notes(settings))
    return ImportedConfiguration(servers: servers, global: scope, sites: sites, notes: bindings.notes + strayNotes())
  }

  private func server(from described: SettingsServer, ofSite site: SiteRow?) -> ImportedServer {
    let id = site.map { defaultIDs[$0.id] ?? "" } ?? EntryNames.defaultServer
    let isOwn = described.password == .site
    let variable =
      isOwn ? site.flatMap { variables.ofDefaults[$0.id] } : EntryNames.variable(for: EntryNames.defaultServer)
    var server = ServerMapping(described, id: id, passwordVariable: variable ?? "").server
    if site == nil, described.name.lowercased() == "localhost" {
      server.notes.append(
        .note("`localhost` is the default server of a new installation. Check that a mail server runs on that machine"))
    }
    if let site { server.origin = .settings(ofSite: siteIDs[site.id] ?? "") }
    return server
  }

  private func doublyListed(_ servers: [Int]) -> [ImportNote] {
    servers.compactMap { serverIDs[$0] }.map { id in
      .note(
        "\(id.inNote) is a global server and bound to this site. Kentico Xperience has it in the chain twice, here only "
          + "its first place counts")
    }
  }

  /// Notes about settings of sites that do not exist.
  private func strayNotes() -> [ImportNote] {
    let strays = export.settings.filter { $0.value != nil && $0.site.map { siteIDs[$0] == nil } ?? false }.count
    if strays == 0 { return [] }
    return [.note("\(strays) setting\(strays == 1 ? "" : "s") of sites that are not in the database were left out")]
  }
}

/// The environment variables for passwords.
private struct Variables {
  /// Those of servers, by `ServerID`.
  let ofServers: [Int: String]
  /// Those of the default servers of sites, by `SiteID`.
  let ofDefaults: [Int: String]

  init(servers: [Int: String], defaults: [Int: String]) {
    // No server has an id that begins like those of default servers, so neither has its variable.
    (ofServers, ofDefaults) = (Self.names(servers), Self.names(defaults))
  }

  private static func names(_ ids: [Int: String]) -> [Int: String] {
    let wishes = ids.map { UniqueNames.Wish(name: EntryNames.variable(for: $0.value), id: $0.key) }
    return Dictionary(zip(wishes.map(\.id), UniqueNames.names(for: wishes, separator: "_"))) { first, _ in first }
  }
}

/// Which servers are bound to which sites.
private struct Bindings {
  private let servers: [Int: [Int]]
  /// Notes about rows that bind nothing.
  let notes: [ImportNote]

  init(_ export: DatabaseExport) {
    let (known, sites) = (Set(export.servers.map(\.id)), Set(export.sites.map(\.id)))
    var (servers, strays): ([Int: [Int]], Int) = ([:], 0)
    for row in Set(export.bindings) {
      if known.contains(row.server), sites.contains(row.site) {
        servers[row.site, default: []].append(row.server)
      } else {
        strays += 1
      }
    }
    self.servers = servers.mapValues { $0.sorted() }
    notes =
      strays == 0
      ? []
      : [
        .note(
          "\(strays) row\(strays == 1 ? "" : "s") of CMS_SMTPServerSite with a server or site that is not in the database "
            + "\(strays == 1 ? "was" : "were") left out")
      ]
  }

  /// The ids of a site's servers, in their order.
  func servers(ofSite site: Int) -> [Int] { servers[site] ?? [] }
}
