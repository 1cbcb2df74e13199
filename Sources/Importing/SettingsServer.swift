import Language

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
    name == other.name && userName.utf8.elementsEqual(other.userName.utf8)
      && (userName.isEmpty || password == other.password)
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
