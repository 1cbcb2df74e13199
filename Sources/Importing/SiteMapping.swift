/// How one site of the database is written.
struct SiteMapping {
  /// The site.
  private(set) var site: ImportedSite
  /// The default server that only this site has.
  private(set) var server: ImportedServer?

  /// A site with settings, the global default server, and the servers that are bound to it.
  init(_ named: NamedSite, _ settings: MailSettings, global: SettingsServer?, servers: [NamedServer]) {
    let (id, row) = (named.id, named.row)
    site = ImportedSite(id: id, scope: ImportedScope(defaultServer: .inherited, servers: servers.map(\.name.id)))
    if id != row.name { noteName(row) }
    let name = settings.own(.server, ofSite: row.id)
    let described = SettingsServer(settings, ofSite: row.id)
    if name?.isEmpty == true {
      site.scope.defaultServer = .none
      noteUnusedLogin(row, settings)
    } else if let described, name != nil || global.map({ !described.isSame(as: $0) }) ?? true {
      mapServer(described, named.defaultServer, isNameOwn: name != nil, settings)
    }
    noteMail(row, settings)
    for server in servers where server.row.isGlobal { noteSecondPlace(of: server) }
  }

  private mutating func mapServer(
    _ described: SettingsServer, _ name: EntryName, isNameOwn: Bool, _ settings: MailSettings
  ) {
    let variable = described.password == .site ? name.passwordVariable : EntryName.global.passwordVariable
    var server = ServerMapping(described, .settings(ofSite: site.id), id: name.id, password: variable).server
    if !isNameOwn {
      server.notes.append(.note("the server name is that of the global settings, the login or the encryption is not"))
    }
    let sendsGlobalPassword = !described.userName.isEmpty && described.password == .global
    if sendsGlobalPassword, !described.hasHost(of: settings.effective(.server, ofSite: nil)) {
      server.notes.append(
        .warning("the password of the global settings is sent to another host. Give the site a password of its own"))
    }
    site.scope.defaultServer = .server(name.id)
    self.server = server
  }

  private mutating func noteName(_ row: SiteRow) {
    let name =
      row.name.map { "is called \($0.inNote) in the database, which cannot be its id here" }
      ?? "has no name in the database"
    warn("this site (SiteID \(row.id)) \(name). Ask for its mail as \(site.id.inNote)")
  }

  private mutating func noteUnusedLogin(_ row: SiteRow, _ settings: MailSettings) {
    let hasLogin = [SettingKey.userName, .password].contains { settings.own($0, ofSite: row.id)?.isEmpty == false }
    if hasLogin { note("the login in the settings of this site was left out: it has no default server") }
  }

  private mutating func noteMail(_ row: SiteRow, _ settings: MailSettings) {
    let setting = SettingKey.emailsEnabled.rawValue
    switch settings.turnsMailOff(ofSite: row.id) {
    case true: warn("mail of this site is turned off (\(setting)), which a configuration cannot say")
    case false where settings.turnsMailOff(ofSite: nil) == true: note("mail of this site is turned on (\(setting))")
    default: break
    }
  }

  private mutating func noteSecondPlace(of server: NamedServer) {
    note(
      "\(server.name.id.inNote) is a global server and bound to this site. Kentico Xperience has it in the chain twice, "
        + "here only its first place counts")
  }

  private mutating func warn(_ text: String) { site.scope.notes.append(.warning(text)) }
  private mutating func note(_ text: String) { site.scope.notes.append(.note(text)) }
}
