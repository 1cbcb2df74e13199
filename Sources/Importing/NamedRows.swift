import Language

/// What a server is called in the configuration.
struct EntryName: Equatable {
  /// Its id.
  let id: String
  /// The environment variable for its password.
  let passwordVariable: String

  /// The name of the global default server. No other server has its id or variable: ids of rows never begin like it, and
  /// those of sites are longer.
  static let global = EntryName(id: "default", passwordVariable: EntryNames.variable(for: "default"))

  /// Names for rows, from the ids that they should have.
  static func names(for wishes: [UniqueNames.Wish]) -> [EntryName] {
    let ids = UniqueNames.names(for: wishes, separator: "-", limit: EntryID.longest)
    let variables = zip(ids, wishes).map { UniqueNames.Wish(name: EntryNames.variable(for: $0), id: $1.id) }
    return zip(ids, UniqueNames.names(for: variables, separator: "_")).map { EntryName(id: $0, passwordVariable: $1) }
  }
}

/// A row of `CMS_SMTPServer`, with its name.
struct NamedServer {
  /// The row.
  let row: ServerRow
  /// What it is called.
  let name: EntryName

  /// Names rows, in their order.
  static func named(_ rows: [ServerRow]) -> [NamedServer] {
    let names = EntryName.names(for: rows.map { UniqueNames.Wish(name: EntryNames.server($0), id: $0.id) })
    return zip(rows, names).map(NamedServer.init)
  }
}

/// A row of `CMS_Site`, with its name.
struct NamedSite {
  /// The row.
  let row: SiteRow
  /// Its id.
  let id: String
  /// What its default server is called, if it has one of its own.
  let defaultServer: EntryName

  /// Names rows, in their order.
  static func named(_ rows: [SiteRow]) -> [NamedSite] {
    let wishes = rows.map { UniqueNames.Wish(name: EntryNames.site($0), id: $0.id) }
    let ids = UniqueNames.names(for: wishes, separator: "-", limit: EntryID.longest)
    let servers = zip(ids, rows).map { UniqueNames.Wish(name: "\(EntryName.global.id)-\($0)", id: $1.id) }
    return zip(zip(rows, ids), EntryName.names(for: servers)).map { NamedSite(row: $0.0, id: $0.1, defaultServer: $1) }
  }
}
