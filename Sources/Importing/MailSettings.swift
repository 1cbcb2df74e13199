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

  /// Whether a site, or the global settings, turn mail off themselves; nil if they say nothing about it.
  func turnsMailOff(ofSite site: Int?) -> Bool? {
    own(.emailsEnabled, ofSite: site).flatMap(Self.flag).map { !$0 }
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
