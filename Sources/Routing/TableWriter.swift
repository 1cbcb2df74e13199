import Diagnostics
import SMTPConfig

extension RoutingTable {
  /// Writes the table as JSON in its canonical form: the same configuration gives the same bytes everywhere.
  ///
  /// - Parameters:
  ///   - layout: Indented, or compact on one line.
  ///   - sink: Takes the bytes, piece by piece.
  /// - Throws: What the sink throws.
  public func write(_ layout: TableLayout = .indented, to sink: @escaping (UnsafeRawBufferPointer) throws -> Void)
    throws
  {
    var builder = ChainBuilder(configuration)
    var writer = JSONWriter(layout, sink: sink)
    try writer.object { document in
      document.key("formatVersion")
      document.value(Self.formatVersion)
      document.key("global")
      try writeScope(builder.globalChain(), to: &document)
      document.key("servers")
      try document.object { try writeServers(to: &$0) }
      document.key("sites")
      try document.object { sites in
        for site in sitesInOrder {
          configuration.withName(of: site) { sites.key($0) }
          try writeScope(builder.chain(of: site), to: &sites)
        }
      }
    }
    try writer.finish()
  }

  /// The whole table as JSON: ``write(_:to:)`` for tables that are known to be small.
  public func json(_ layout: TableLayout = .indented) -> [UInt8] {
    final class Output { var bytes: [UInt8] = [] }
    let output = Output()
    // Appending to memory does not throw.
    try? write(layout) { output.bytes.append(contentsOf: $0) }
    return output.bytes
  }

  private func writeScope(_ chain: [ChainBuilder.Step], to writer: inout JSONWriter) throws {
    try writer.object { scope in
      scope.key("chain")
      try scope.array { links in
        for step in chain {
          try links.object { link in
            link.key("priority")
            link.value(step.priority.rawValue)
            link.key("server")
            link.value(configuration.servers[step.server].id)
            link.key("via")
            link.value(step.via.rawValue)
          }
        }
      }
      scope.key("default")
      if let first = chain.first, first.via == .siteDefault || first.via == .globalDefault {
        scope.value(configuration.servers[first.server].id)
      } else {
        scope.null()
      }
    }
  }

  private func writeServers(to writer: inout JSONWriter) throws {
    let used = zip(configuration.servers, isUsed).filter(\.1).map(\.0)
    for server in used.sorted(by: { $0.id.unicodeScalars.lexicographicallyPrecedes($1.id.unicodeScalars) }) {
      var id = server.id
      id.withUTF8 { writer.key($0) }
      try writer.object { try write(server.server.delivery, to: &$0) }
    }
  }

  private func write(_ delivery: Delivery, to writer: inout JSONWriter) throws {
    if case .network(_, let credentials?, _) = delivery { try write(credentials, to: &writer) }
    writer.key("deliveryMethod")
    writer.value(delivery.method.rawValue)
    switch delivery {
    case .network(let endpoint, _, let requiresTLS):
      write(endpoint, to: &writer)
      writer.key("tls")
      writer.value(requiresTLS ? "startTLS" : "none")
    case .pickupDirectory(let path):
      writer.key("pickupDirectory")
      writer.value(path)
    case .pickupDirectoryFromIIS: break
    }
    if let group = delivery.method.writableBy {
      writer.key("writableBy")
      writer.value(group)
    }
  }

  private func write(_ endpoint: ServerName, to writer: inout JSONWriter) {
    writer.key("host")
    writer.value(endpoint.host.description)
    writer.key("hostKind")
    switch endpoint.host {
    case .name: writer.value("dns")
    case .ipv4: writer.value("ipv4")
    case .ipv6: writer.value("ipv6")
    }
    writer.key("port")
    writer.value(Int(endpoint.port.number))
  }

  private func write(_ credentials: Credentials, to writer: inout JSONWriter) throws {
    writer.key("credentials")
    try writer.object { object in
      if let password = credentials.password {
        object.key("password")
        try object.object { source in
          switch password {
          case .environment(let name):
            source.key("env")
            source.value(name)
          case .file(let path):
            source.key("file")
            source.value(path)
          case .literal(let secret):
            source.key("literal")
            source.value(secret.reveal())
          }
        }
      }
      object.key("username")
      object.value(credentials.username)
    }
  }

  /// The sites in the order of their names' code points, which for their ASCII is that of their bytes.
  private var sitesInOrder: [ValidConfiguration.Scope] {
    let keyed = configuration.sites.map { site in (prefix: configuration.withName(of: site, Self.prefix), site: site) }
    return keyed.sorted { left, right in
      if left.prefix != right.prefix { return left.prefix < right.prefix }
      return configuration.withName(of: left.site) { leftName in
        configuration.withName(of: right.site) { leftName.lexicographicallyPrecedes($0) }
      }
    }.map(\.site)
  }

  /// The first eight bytes as a number that orders as they do, so that most comparisons are one instruction.
  private static func prefix(_ name: UnsafeBufferPointer<UInt8>) -> UInt64 {
    (0..<8).reduce(0) { $0 << 8 | ($1 < name.count ? UInt64(name[$1]) : 0) }
  }
}
