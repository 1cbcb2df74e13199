import Language

/// How the settings of one site are written.
struct SiteMapping {
  /// The server that is tried first.
  enum DefaultServer: Equatable {
    /// That of `global`.
    case inherited
    /// None.
    case none
    /// One that only this site has.
    case own(SettingsServer)
  }

  /// The server that is tried first.
  private(set) var defaultServer = DefaultServer.inherited
  /// What to know about that server, if it is the site's own.
  private(set) var serverNotes: [ImportNote] = []
  /// What to know about the site.
  private(set) var notes: [ImportNote] = []

  /// The settings of a site, and the default server of `global`.
  init(_ row: SiteRow, _ settings: MailSettings, global: SettingsServer?) {
    let name = settings.own(.server, ofSite: row.id)
    let described = SettingsServer(settings, ofSite: row.id)
    if name?.isEmpty == true {
      defaultServer = .none
    } else if let described, name != nil || global.map({ !described.isSame(as: $0) }) ?? true {
      defaultServer = .own(described)
      noteInheritance(of: described, isNameOwn: name != nil, settings)
    }
    noteEmails(settings.own(.emailsEnabled, ofSite: row.id), settings)
  }

  private mutating func noteInheritance(of server: SettingsServer, isNameOwn: Bool, _ settings: MailSettings) {
    if !isNameOwn {
      serverNotes.append(.note("the server name is that of the global settings, the login or the encryption is not"))
    }
    guard !server.userName.isEmpty, server.password == .global else { return }
    let globalName = settings.effective(.server, ofSite: nil)
    if !server.hasHost(of: globalName) {
      serverNotes.append(
        .warning("the password of the global settings is sent to another host. Give the site a password of its own"))
    }
  }

  private mutating func noteEmails(_ value: String?, _ settings: MailSettings) {
    guard let value else { return }
    switch MailSettings.flag(value) {
    case false:
      notes.append(
        .warning(
          "mail of this site is turned off (\(SettingKey.emailsEnabled.rawValue)), which a configuration cannot say"))
    case true where settings.own(.emailsEnabled, ofSite: nil).flatMap(MailSettings.flag) == false:
      notes.append(.note("mail of this site is turned on (\(SettingKey.emailsEnabled.rawValue))"))
    default: break
    }
  }
}

extension SiteMapping {
  /// A note about a site that has another name here.
  static func renamed(_ row: SiteRow, _ id: String) -> ImportNote {
    let name =
      row.name.map { "is called \($0.inNote) in the database, which cannot be its id here" }
      ?? "has no name in the database"
    return .warning("this site (SiteID \(row.id)) \(name). Ask for its mail as \(id.inNote)")
  }

  /// What to know about the global settings.
  static func notes(_ settings: MailSettings) -> [ImportNote] {
    var notes: [ImportNote] = []
    if let value = settings.own(.emailsEnabled, ofSite: nil), MailSettings.flag(value) == false {
      notes.append(
        .warning(
          "mail is turned off (\(SettingKey.emailsEnabled.rawValue)) except for sites that turn it on themselves, which a "
            + "configuration cannot say"))
    }
    return notes
  }
}
