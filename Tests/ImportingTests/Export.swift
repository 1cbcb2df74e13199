import Foundation
import Importing

/// A made-up export. Rows are written as in the database, without the columns that have their usual value.
struct Export {
  private var tables: [String: [[String: Any]]] = [:]

  /// Rows of each table.
  init(
    servers: [[String: Any?]] = [], bindings: [(server: Int, site: Int)] = [], sites: [Int: String?] = [:],
    settings: [(key: String, site: Int?, value: String?)] = []
  ) {
    let usual: [String: Any] = [
      "ServerName": "smtp.example.com", "ServerUserName": NSNull(), "ServerUseSSL": false, "ServerEnabled": true,
      "ServerIsGlobal": false, "ServerPriority": 0, "ServerDeliveryMethod": 0, "ServerPickupDirectory": NSNull(),
      "HasPassword": false,
    ]
    tables["servers"] = servers.map { row in usual.merging(row.mapValues { $0 ?? NSNull() }) { $1 } }
    tables["bindings"] = bindings.map { ["ServerID": $0.server, "SiteID": $0.site] }
    tables["sites"] = sites.sorted { $0.key < $1.key }.map { site in
      site.value.map { ["SiteID": site.key, "SiteName": $0] } ?? ["SiteID": site.key]
    }
    tables["settings"] = settings.map { row in
      ["KeyName": row.key, "SiteID": row.site ?? NSNull(), "KeyValue": row.value ?? NSNull()]
    }
  }

  /// The text that the query prints: SQL Server leaves tables without rows out.
  var json: String {
    get throws {
      var object: [String: Any] = tables.filter { !$0.value.isEmpty }
      object["formatVersion"] = 1
      return String(decoding: try JSONSerialization.data(withJSONObject: object, options: .sortedKeys), as: UTF8.self)
    }
  }

  /// The configuration that is made of it.
  var imported: ImportedConfiguration {
    get throws { try Import(DatabaseExport(Array(json.utf8))).configuration() }
  }

  /// The file that is written, from `servers:` on.
  var yaml: String {
    get throws {
      let text = ConfigurationWriter.text(of: try imported, from: "kentico.json")
      let start = text.range(of: "\nservers:\n")
      return String(text[(start?.lowerBound ?? text.startIndex)...].dropFirst())
    }
  }

  /// The notes, as standard error shows them.
  var remarks: [String] {
    get throws {
      try imported.remarks.map { "\($0.note.severity): \($0.place.map { "\($0): " } ?? "")\($0.note.text)" }
    }
  }
}
