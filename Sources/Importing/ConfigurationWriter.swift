import Language
import SourceText

/// Writes an imported configuration as YAML, with notes as comments at the places that they are about.
package struct ConfigurationWriter {
  private var text = ""

  /// The file. The same configuration gives the same bytes.
  ///
  /// - Parameters:
  ///   - configuration: The configuration.
  ///   - source: What the export is called.
  /// - Returns: The text of the file.
  package static func text(of configuration: ImportedConfiguration, from source: String) -> String {
    var writer = ConfigurationWriter()
    writer.writeHeader(of: configuration, from: source)
    writer.writeServers(configuration.servers)
    writer.write(configuration.global, RootKey.global.name, at: 0)
    if !configuration.sites.isEmpty {
      writer.line(0, "")
      writer.line(0, "\(RootKey.sites.name):")
      for site in configuration.sites { writer.write(site.scope, site.id, at: 1) }
    }
    return writer.text
  }

  private mutating func writeHeader(of configuration: ImportedConfiguration, from source: String) {
    comment(0, "The mail routing of a Kentico Xperience database, imported from `\(source)`.")
    line(0, "#")
    for text in Self.introduction { comment(0, text) }
    if !configuration.notes.isEmpty { line(0, "#") }
    write(configuration.notes, at: 0)
    line(0, "")
    line(0, "\(RootKey.version.name): 1")
    line(0, "")
  }

  private static let introduction = [
    "Comments that begin with “warning” or “note” say what to look at, and what is not in this file.",
    "Passwords are not in it either: `smtpconf secrets` lists the variables that must have them.",
  ]

  // MARK: Servers

  private mutating func writeServers(_ servers: [ImportedServer]) {
    line(0, "\(RootKey.servers.name):")
    for server in servers {
      write(server.notes, at: 1)
      entry(1, server.id, comment: server.origin.description)
      if let name = server.serverName { value(.serverName, YAMLText.scalar(name)) }
      if server.priority != .normal { value(.priority, server.priority.rawValue) }
      if !server.isEnabled { value(.enabled, "false") }
      write(server.delivery)
    }
    line(0, "")
  }

  private mutating func write(_ delivery: ImportedServer.Delivery) {
    switch delivery {
    case .network(let login, let usesSSL):
      if let login {
        value(.username, YAMLText.scalar(login.userName))
        if let variable = login.passwordVariable { value(.password, "{ \(ReferenceKey.env.name): \(variable) }") }
      }
      if usesSSL { value(.useSSL, "true") }
    case .pickupDirectory(let path):
      value(.deliveryMethod, DeliveryMethod.pickupDirectory.rawValue)
      if let path { value(.pickupDirectory, YAMLText.scalar(path)) }
    case .pickupDirectoryFromIIS: value(.deliveryMethod, DeliveryMethod.pickupDirectoryFromIIS.rawValue)
    }
  }

  private mutating func value(_ key: ServerKey, _ text: String) { line(2, "\(key.name): \(text)") }

  // MARK: Sites

  private mutating func write(_ scope: ImportedScope, _ name: String, at depth: Int) {
    write(scope.notes, at: depth)
    entry(depth, name)
    switch scope.defaultServer {
    case .inherited: break
    case .none: line(depth + 1, "\(ScopeKey.defaultServer.name): null")
    case .server(let id): line(depth + 1, "\(ScopeKey.defaultServer.name): \(YAMLText.scalar(id))")
    }
    writeList(scope.servers.map(YAMLText.scalar), at: depth + 1)
  }

  private mutating func writeList(_ items: [String], at depth: Int) {
    guard !items.isEmpty else { return }
    let short = "\(ScopeKey.servers.name): [\(items.joined(separator: ", "))]"
    guard short.utf8.count > Self.widestList else { return line(depth, short) }
    line(depth, "\(ScopeKey.servers.name):")
    for item in items { line(depth + 1, "- \(item)") }
  }

  /// Longer lists, in bytes, have a line for each item.
  private static let widestList = 100

  // MARK: Lines

  private mutating func write(_ notes: [ImportNote], at depth: Int) {
    for note in notes { comment(depth, note.description) }
  }

  private mutating func entry(_ depth: Int, _ name: String, comment: String? = nil) {
    line(depth, "\(YAMLText.scalar(name)):" + (comment.map { "  " + YAMLText.comment($0) } ?? ""))
  }

  private mutating func comment(_ depth: Int, _ text: String) { line(depth, YAMLText.comment(text)) }

  private mutating func line(_ depth: Int, _ line: String) {
    text += String(repeating: "  ", count: depth) + line + "\n"
  }
}
