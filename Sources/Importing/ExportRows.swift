/// A row of `CMS_SMTPServer`, without the password.
package struct ServerRow: Equatable, Sendable {
  /// `ServerID`: which server it is.
  package var id: Int
  /// `ServerName`: a host, or a host and a port.
  package var name: String?
  /// `ServerUserName`: whom to log in as.
  package var userName: String?
  /// `ServerUseSSL`: whether the connection must be encrypted.
  package var usesSSL: Bool
  /// `ServerEnabled`: whether any mail is sent through it.
  package var isEnabled: Bool
  /// `ServerIsGlobal`: whether all sites use it.
  package var isGlobal: Bool
  /// `ServerPriority`: 1, 0 or -1.
  package var priority: Int?
  /// `ServerDeliveryMethod`: 0, 1 or 2.
  package var deliveryMethod: Int?
  /// `ServerPickupDirectory`: a folder.
  package var pickupDirectory: String?
  /// Whether `ServerPassword` is not empty.
  package var hasPassword: Bool
}

/// A row of `CMS_SMTPServerSite`: a server that a site uses.
package struct BindingRow: Hashable, Sendable {
  /// `ServerID`.
  package var server: Int
  /// `SiteID`.
  package var site: Int
}

/// A row of `CMS_Site`.
package struct SiteRow: Equatable, Sendable {
  /// `SiteID`: which site it is.
  package var id: Int
  /// `SiteName`: its code name.
  package var name: String?
}

/// A row of `CMS_SettingsKey`: the value of a setting.
package struct SettingRow: Equatable, Sendable {
  /// `KeyName`: which setting it is.
  package var key: SettingKey
  /// `SiteID`; nil for the global value.
  package var site: Int?
  /// `KeyValue`; nil if the site inherits. Of a password only whether it is empty: anything else is ``hidden``.
  package var value: String?

  /// What is kept of a password that is not empty.
  static let hidden = "***"
}

/// The settings that an import needs, by their names in Kentico Xperience.
package enum SettingKey: String, CaseIterable, Sendable {
  /// The default server.
  case server = "CMSSMTPServer"
  /// Whom to log in as there.
  case userName = "CMSSMTPServerUser"
  /// The password for it.
  case password = "CMSSMTPServerPassword"
  /// Whether the connection must be encrypted.
  case usesSSL = "CMSUseSSL"
  /// Whether any mail is sent.
  case emailsEnabled = "CMSEmailsEnabled"

  /// The setting with a name; the database ignores case.
  init?(name: String) {
    guard let key = Self.allCases.first(where: { $0.rawValue.lowercased() == name.lowercased() }) else { return nil }
    self = key
  }
}
