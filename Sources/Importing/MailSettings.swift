import Language

/// The settings about sending mail: the global ones, and those of sites, which inherit each setting on its own.
struct MailSettings {
  private let values: [Place: String]

  private struct Place: Hashable {
    let key: SettingKey
    let site: Int?
  }

  /// Settings in rows of the database.
  init(_ rows: [SettingRow]) {
    values = rows.reduce(into: [:]) { values, row in
      if let value = row.value { values[Place(key: row.key, site: row.site)] = value }
    }
  }

  /// The value that a site has itself, or the global value; nil if there is none.
  func own(_ key: SettingKey, ofSite site: Int?) -> String? { values[Place(key: key, site: site)] }

  /// The value that applies to a site, or to mail that belongs to none; empty if there is none.
  func effective(_ key: SettingKey, ofSite site: Int?) -> String {
    own(key, ofSite: site) ?? own(key, ofSite: nil) ?? ""
  }

  /// Whether a setting that is true or false is true; nil for any other text.
  static func flag(_ text: String) -> Bool? {
    switch text.lowercased() {
    case "true", "1": true
    case "false", "0", "": false
    default: nil
    }
  }
}

/// The default server that settings describe.
struct SettingsServer: Equatable {
  /// A host, or a host and a port.
  var name: String
  /// Whom to log in as; empty for nobody.
  var userName: String
  /// Whose password it is; nil if there is none.
  var password: Owner?
  /// What the setting for encryption says.
  var usesSSL: String

  /// Whose setting a value is.
  enum Owner: Equatable {
    case site
    case global
  }

  /// The server for a site, or for mail that belongs to none; nil if settings name none.
  init?(_ settings: MailSettings, ofSite site: Int?) {
    name = settings.effective(.server, ofSite: site)
    userName = settings.effective(.userName, ofSite: site)
    usesSSL = settings.effective(.usesSSL, ofSite: site)
    let isOwn = site != nil && settings.own(.password, ofSite: site) != nil
    password = settings.effective(.password, ofSite: site).isEmpty ? nil : isOwn ? .site : .global
    if name.isEmpty { return nil }
  }

  /// Whether a connection to it is the same as one to another: to log in without a user, a password makes no difference.
  func isSame(as other: SettingsServer) -> Bool {
    name == other.name && userName == other.userName && (userName.isEmpty || password == other.password)
      && MailSettings.flag(usesSSL) ?? false == MailSettings.flag(other.usesSSL) ?? false
  }

  /// Whether it has the host of another server, on whatever port.
  func hasHost(of other: String) -> Bool {
    guard let own = try? ServerName(name), let others = try? ServerName(other) else {
      return name.lowercased() == other.lowercased()
    }
    return own.host == others.host
  }
}
