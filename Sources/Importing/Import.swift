/// The configuration that does what a database says.
///
/// In Kentico Xperience, mail of a site is sent by its default server first, and then by the servers that are bound to the
/// site and the global ones: by priority, bound servers before global ones, and then in the order of their ids. A
/// configuration that lists the servers of each site and of `global` in the order of their ids has the same chains.
package struct Import {
  private let settings: MailSettings
  /// The servers, in the order of their ids.
  private let servers: [NamedServer]
  private let sites: [NamedSite]
  private let bindings: Bindings
  /// Notes about rows that are left out.
  private let notes: [ImportNote]

  /// Prepares an import; takes time proportional to the number of rows, times its logarithm.
  package init(_ export: DatabaseExport) {
    settings = MailSettings(export.settings)
    servers = NamedServer.named(export.servers.sorted { $0.id < $1.id })
    sites = NamedSite.named(export.sites)
    bindings = Bindings(export.bindings, of: servers, to: sites)
    notes = bindings.notes + Self.notes(aboutSettings: export.settings, sites: sites)
  }

  /// Makes the configuration.
  ///
  /// - Throws: ``UnusableExport`` if the database has no server: a configuration must have one.
  package func configuration() throws(UnusableExport) -> ImportedConfiguration {
    let described = SettingsServer(settings, ofSite: nil)
    let globalServer = described.map { server in
      ServerMapping(server, .globalSettings, id: EntryName.global.id, password: EntryName.global.passwordVariable)
        .server
    }
    let mappings = sites.map { site in
      SiteMapping(site, settings, global: described, servers: bindings.servers(ofSite: site.row.id))
    }
    let servers =
      (globalServer.map { [$0] } ?? []) + servers.map { ServerMapping($0).server } + mappings.compactMap(\.server)
    if servers.isEmpty {
      let setting = SettingKey.server.rawValue
      throw UnusableExport([
        ExportProblem(
          "it has no SMTP server: neither a row in `servers`, nor a default server (`\(setting)`) in `settings`")
      ])
    }
    let global = ImportedScope(
      defaultServer: globalServer.map { .server($0.id) } ?? .inherited,
      servers: self.servers.filter(\.row.isGlobal).map(\.name.id), notes: Self.notes(aboutGlobal: settings))
    return ImportedConfiguration(servers: servers, global: global, sites: mappings.map(\.site), notes: notes)
  }

  private static func notes(aboutSettings rows: [SettingRow], sites: [NamedSite]) -> [ImportNote] {
    let known = Set(sites.map(\.row.id))
    let strays = rows.count { row in row.value != nil && row.site.map { !known.contains($0) } ?? false }
    if strays == 0 { return [] }
    let what = strays == 1 ? "setting of a site that is" : "settings of sites that are"
    return [.note("\(strays) \(what) not in the database \(strays == 1 ? "was" : "were") left out")]
  }

  private static func notes(aboutGlobal settings: MailSettings) -> [ImportNote] {
    guard settings.turnsMailOff(ofSite: nil) == true else { return [] }
    return [
      .warning(
        "mail is turned off (\(SettingKey.emailsEnabled.rawValue)) except for sites that turn it on themselves, which a "
          + "configuration cannot say")
    ]
  }
}
