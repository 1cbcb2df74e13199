import SourceText

/// What the documented query prints: the rows about sending mail of a Kentico Xperience database.
package struct DatabaseExport: Equatable, Sendable {
  /// The SMTP servers.
  package var servers: [ServerRow] = []
  /// Which servers belong to which sites.
  package var bindings: [BindingRow] = []
  /// The sites.
  package var sites: [SiteRow] = []
  /// The settings of sites, and the global ones.
  package var settings: [SettingRow] = []

  /// The version of the query's output.
  static let formatVersion = 1

  /// The largest file that is read, in bytes: a hundred times what a thousand sites need.
  package static let largestSize = 64 << 20

  /// Reads an export, as a tool for SQL Server wrote it. Takes time proportional to the size.
  ///
  /// - Throws: ``UnusableExport`` with everything that is wrong.
  package init(_ bytes: [UInt8]) throws(UnusableExport) {
    let document: ExportDocument
    do {
      document = try ExportDocument(ExportText(bytes))
    } catch {
      throw UnusableExport([error])
    }
    guard document.formatVersion == .integer(Self.formatVersion) else {
      let problem = "must be \(Self.formatVersion), as the query writes it"
      throw UnusableExport([ExportProblem("formatVersion", problem)])
    }
    var reader = ExportReader()
    servers = reader.rows(document.servers, "servers") { $0.server() }
    bindings = reader.rows(document.bindings, "bindings") { $0.binding() }
    sites = reader.rows(document.sites, "sites") { $0.site() }
    let settings = reader.rows(document.settings, "settings") { $0.setting() }
    self.settings = settings.compactMap(\.self)
    reader.refuseRepeated(servers.map(\.id), "servers", "has the `ServerID` of an earlier row")
    reader.refuseRepeated(sites.map(\.id), "sites", "has the `SiteID` of an earlier row")
    reader.refuseRepeated(
      settings.map { $0.map { SettingPlace(key: $0.key, site: $0.site) } }, "settings",
      "is a second value of the same setting")
    try reader.finish()
  }
}

/// What a setting is the value of.
private struct SettingPlace: Hashable {
  let key: SettingKey
  let site: Int?
}

/// Reads tables, and keeps what is wrong with them.
private struct ExportReader {
  private var problems: [ExportProblem] = []
  private var count = 0
  /// Whether a row could not be read.
  private var isIncomplete = false

  /// The rows of a table. The rows are only complete if there is no problem.
  mutating func rows<Row>(_ table: JSONTable?, _ name: String, _ read: (inout RowReader) -> Row) -> [Row] {
    switch table {
    case nil: return []
    case .notAnArray:
      add(ExportProblem(name, "must be an array of rows"))
      return []
    case .rows(let rows):
      return rows.enumerated().map { number, row in
        var reader = RowReader(row, at: "\(name)[\(number)]")
        let result = read(&reader)
        for problem in reader.problems { add(problem) }
        if !reader.problems.isEmpty { isIncomplete = true }
        return result
      }
    }
  }

  /// Refuses rows that say something about the same thing twice.
  mutating func refuseRepeated<Key: Hashable>(_ keys: [Key?], _ name: String, _ text: String) {
    // The keys of rows that could not be read mean nothing.
    guard !isIncomplete else { return }
    var seen = Set<Key>()
    for (number, key) in keys.enumerated() {
      if let key, !seen.insert(key).inserted { add(ExportProblem("\(name)[\(number)]", text)) }
    }
  }

  private mutating func add(_ problem: ExportProblem) {
    count += 1
    if problems.count < UnusableExport.mostProblems { problems.append(problem) }
  }

  /// Throws what was found.
  func finish() throws(UnusableExport) {
    if count > 0 { throw UnusableExport(problems, omitted: count - problems.count) }
  }
}

extension RowReader {
  fileprivate mutating func server() -> ServerRow {
    ServerRow(
      id: id("ServerID"), name: text("ServerName"), userName: text("ServerUserName"), usesSSL: bit("ServerUseSSL"),
      isEnabled: bit("ServerEnabled"), isGlobal: bit("ServerIsGlobal"), priority: number("ServerPriority"),
      deliveryMethod: number("ServerDeliveryMethod"), pickupDirectory: text("ServerPickupDirectory"),
      hasPassword: bit("HasPassword"))
  }

  fileprivate mutating func binding() -> BindingRow { BindingRow(server: id("ServerID"), site: id("SiteID")) }

  fileprivate mutating func site() -> SiteRow { SiteRow(id: id("SiteID"), name: textIfPresent("SiteName")) }

  /// A setting; nil for one that the import does not need.
  fileprivate mutating func setting() -> SettingRow? {
    let (name, site, value) = (text("KeyName"), optionalID("SiteID"), text("KeyValue"))
    guard let key = name.flatMap(SettingKey.init(name:)) else { return nil }
    let isHidden = key == .password && value?.isEmpty == false
    return SettingRow(key: key, site: site, value: isHidden ? SettingRow.hidden : value)
  }
}
