import Language

/// How one server of the database is written.
struct ServerMapping {
  /// The server.
  private(set) var server: ImportedServer

  /// A row of `CMS_SMTPServer`.
  init(_ named: NamedServer) {
    let row = named.row
    server = ImportedServer(
      id: named.name.id, origin: .row(row.id), serverName: row.name ?? "", isEnabled: row.isEnabled,
      delivery: .pickupDirectoryFromIIS)
    mapPriority(row.priority)
    switch row.deliveryMethod {
    case 1:
      server.delivery = .pickupDirectory(row.pickupDirectory.flatMap { $0.isEmpty ? nil : $0 })
      mapFolder(row.pickupDirectory ?? "")
      leaveOutNetwork(row)
    case 2:
      leaveOutNetwork(row)
      leaveOutFolder(row)
    default:
      mapLogin(row.userName ?? "", row.hasPassword ? named.name.passwordVariable : nil, usesSSL: row.usesSSL)
      mapName(row.name ?? "")
      mapMethod(row.deliveryMethod)
      leaveOutFolder(row)
    }
  }

  /// A default server from settings, with the variable for its password.
  init(_ described: SettingsServer, _ origin: ImportedServer.Origin, id: String, password variable: String) {
    server = ImportedServer(id: id, origin: origin, serverName: described.name, delivery: .pickupDirectoryFromIIS)
    let usesSSL = MailSettings.flag(described.usesSSL)
    mapLogin(described.userName, described.password == nil ? nil : variable, usesSSL: usesSSL ?? false)
    mapName(described.name)
    if origin == .globalSettings, described.name.lowercased() == "localhost" {
      note("`localhost` is the default server of a new installation. Check that a mail server runs on that machine")
    }
    if usesSSL == nil {
      warn(
        "\(SettingKey.usesSSL.rawValue) is \(described.usesSSL.inNote), which is neither true nor false; it is written "
          + "as false")
    }
  }

  private mutating func mapPriority(_ number: Int?) {
    switch number {
    case 1: server.priority = .high
    case 0, nil: server.priority = .normal
    case -1: server.priority = .low
    case let number?:
      server.isEnabled = false
      note("ServerPriority is \(number), which is not a priority. Kentico Xperience never uses such a server")
    }
  }

  private mutating func mapMethod(_ number: Int?) {
    guard let number, number != 0 else { return }
    warn("ServerDeliveryMethod is \(number), which is not a delivery method; it is written as Network")
  }

  private mutating func mapName(_ name: String) {
    if (try? ServerName(name)) == nil || name.utf16.count > ServerKey.serverName.spec.limit {
      warn("the server name \(name.inNote) is written as it is, and `smtpconf check` says what is wrong with it")
    }
  }

  private mutating func mapLogin(_ userName: String, _ passwordVariable: String?, usesSSL: Bool) {
    guard !userName.isEmpty else {
      server.delivery = .network(nil, usesSSL: usesSSL)
      if passwordVariable != nil { note("a password without a user name was left out. Kentico Xperience ignores it") }
      return
    }
    let login = ImportedServer.Login(userName: userName, passwordVariable: passwordVariable)
    server.delivery = .network(login, usesSSL: usesSSL)
    if userName.utf16.count > ServerKey.username.spec.limit || userName.unicodeScalars.contains(where: \.isControl) {
      warn("the user name \(userName.inNote) is written as it is, and `smtpconf check` says what is wrong with it")
    }
  }

  private mutating func mapFolder(_ path: String) {
    if path.isEmpty {
      warn("there is no folder in ServerPickupDirectory, and `smtpconf check` reports that")
    } else if PickupPath(path) == nil || path.utf16.count > ServerKey.pickupDirectory.spec.limit
      || path.unicodeScalars.contains(where: \.isControl)
    {
      warn("the folder \(path.inNote) is written as it is, and `smtpconf check` says what is wrong with it")
    }
  }

  /// Leaves out what the form hides for servers with a folder.
  private mutating func leaveOutNetwork(_ row: ServerRow) {
    let hidden = [("user name", row.userName?.isEmpty == false), ("password", row.hasPassword)].filter(\.1).map(\.0)
    if !hidden.isEmpty {
      let verb = hidden.count == 1 ? "was" : "were"
      note("a \(hidden.joined(separator: " and a ")) from an earlier delivery method \(verb) left out")
    }
    if row.usesSSL {
      warn(
        "ServerUseSSL was left out: a message in a folder is not encrypted, and System.Net.Mail refuses both together. "
          + "Check that this server sends")
    }
    if (try? ServerName(row.name ?? "")) == nil || (row.name ?? "").utf16.count > ServerKey.serverName.spec.limit {
      server.serverName = nil
      if let name = row.name, !name.isEmpty { note("the server name \(name.inNote) was left out: it is not used") }
    }
  }

  private mutating func leaveOutFolder(_ row: ServerRow) {
    guard let path = row.pickupDirectory, !path.isEmpty else { return }
    note("the folder \(path.inNote) from an earlier delivery method was left out")
  }

  private mutating func warn(_ text: String) { server.notes.append(.warning(text)) }
  private mutating func note(_ text: String) { server.notes.append(.note(text)) }
}
