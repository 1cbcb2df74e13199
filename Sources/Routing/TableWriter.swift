import Diagnostics
import Language
import LocatedYAML
import SourceText

extension RoutingTable {
  /// Writes the table as JSON in its canonical form: the same configuration gives the same bytes everywhere.
  ///
  /// - Parameters:
  ///   - layout: Indented, or compact on one line.
  ///   - sink: Receives the bytes, piece by piece.
  /// - Throws: What the sink throws.
  public func write(_ layout: TableLayout = .indented, to sink: @escaping (UnsafeRawBufferPointer) throws -> Void)
    throws
  {
    var builder = ChainBuilder(configuration)
    var chain = builder.globalChain()
    // The chains of all sites contain the same few strings for each server.
    var items = RepeatedItems(configuration, layout)
    let declaredSites = configuration.sites
    let senderDomains = configuration.senderDomains
    let documents = configuration.documents
    var writer = JSONWriter(layout, sink: sink)
    try writer.object { document in
      document.key("formatVersion")
      document.value(Self.formatVersion)
      document.key("global")
      try document.object { scope in
        scope.key("chain")
        try scope.array { links in
          for step in chain { try links.object { Self.write(step, configuration.servers[step.server].id, to: &$0) } }
        }
        scope.key("default")
        if let server = Self.defaultServer(of: chain) {
          scope.value(configuration.servers[server].id)
        } else {
          scope.null()
        }
      }
      document.key("servers")
      try document.object { try writeServers(to: &$0) }
      document.key("sites")
      try document.object { sites in
        for key in sitesInOrder {
          documents.withText(of: key.name) { sites.key(id: $0) }
          builder.build(declaredSites[key.place], into: &chain)
          try sites.object { scope in
            scope.key("chain")
            try scope.array { links in
              for step in chain { items.write(step, to: &links) }
            }
            scope.key("default")
            if let server = Self.defaultServer(of: chain) {
              items.write(idOf: server, to: &scope)
            } else {
              scope.null()
            }
            guard let domains = senderDomains[key.place] else { return }
            scope.key("senderDomains")
            try scope.array { list in for domain in domains { list.value(domain) } }
          }
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

  /// The default server that a chain begins with; nil if there is none.
  private static func defaultServer(of chain: [ChainBuilder.Step]) -> Int? {
    chain.first.flatMap { $0.via.isDefault ? $0.server : nil }
  }

  /// Writes the members of a link.
  fileprivate static func write(_ step: ChainBuilder.Step, _ id: String, to link: inout JSONWriter) {
    link.key("priority")
    link.value(step.priority.rawValue)
    link.key("server")
    link.value(id)
    link.key("via")
    link.value(step.via.rawValue)
  }

  private func writeServers(to writer: inout JSONWriter) throws {
    let (servers, isUsed) = (configuration.servers, isUsed)
    // Ids are ASCII, which strings compare byte by byte.
    for place in servers.indices.filter({ isUsed[$0] }).sorted(by: { servers[$0].id < servers[$1].id }) {
      let server = servers[place]
      var id = server.id
      id.withUTF8 { writer.key(id: $0) }
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
        switch password {
        case .literal(let secret): try write("literal", secret.reveal(), to: &object)
        case .reference(let reference): try write(reference, to: &object)
        }
      }
      object.key("username")
      switch credentials.username {
      case .literal(let name): object.value(name)
      case .reference(let reference): try write(reference, to: &object)
      }
    }
  }

  private func write(_ reference: SecretReference, to writer: inout JSONWriter) throws {
    let (key, text) = reference.written
    try write(key.name, text, to: &writer)
  }

  /// Writes an object of one member.
  private func write(_ key: String, _ value: String, to writer: inout JSONWriter) throws {
    var key = key
    try writer.object { object in
      key.withUTF8 { object.key($0) }
      object.value(value)
    }
  }

  /// The sites ordered by the code points of their names, which is the order of the bytes as they are ASCII.
  private var sitesInOrder: [SortKey] {
    let documents = configuration.documents
    let sites = configuration.sites
    var keys: [SortKey] = []
    keys.reserveCapacity(sites.count)
    for place in sites.indices {
      if let name = sites[place].key { keys.append(SortKey(name, place)) }
    }
    let prefix = SortKey.lengthOfCommonPrefix(of: keys, in: documents)
    for index in keys.indices {
      keys[index].head = documents.withText(of: keys[index].name) { SortKey.head(of: $0, after: prefix) }
    }
    keys.sort { $0.precedes($1, in: documents) }
    return keys
  }
}

/// A site's name as a sort key.
private struct SortKey {
  /// The first bytes after what all names begin with, as a number with the same order, so that most comparisons are a
  /// few instructions.
  var head: UInt64 = 0
  let name: NodeID
  private let placeNumber: UInt32

  init(_ name: NodeID, _ place: Int) {
    self.name = name
    placeNumber = UInt32(place)
  }

  /// The index of the site among the declared sites.
  var place: Int { Int(placeNumber) }

  /// The number of bytes with which all names begin in the same way.
  static func lengthOfCommonPrefix(of keys: [SortKey], in documents: YAMLDocuments) -> Int {
    guard let first = keys.first else { return 0 }
    return documents.withText(of: first.name) { first in
      var length = first.count
      for key in keys {
        documents.withText(of: key.name) { name in
          var end = 0
          while end < length, end < name.count, name[end] == first[end] { end += 1 }
          length = end
        }
      }
      return length
    }
  }

  static func head(of name: UnsafeBufferPointer<UInt8>, after start: Int) -> UInt64 {
    (start..<start + 8).reduce(0) { $0 << 8 | ($1 < name.count ? UInt64(name[$1]) : 0) }
  }

  func precedes(_ other: SortKey, in documents: YAMLDocuments) -> Bool {
    if head != other.head { return head < other.head }
    return documents.withText(of: name) { name in
      documents.withText(of: other.name) { name.lexicographicallyPrecedes($0) }
    }
  }
}

/// The strings of links and ids as they are written in the chain of any site, each made once.
private struct RepeatedItems {
  private let configuration: ValidConfiguration
  private let layout: TableLayout
  private var texts: [UInt8] = []
  /// For each server the string of its id, and of a link for each origin: its position, with its length before it; or
  /// nothing yet. A server has one priority as a default server and one otherwise, so the origin is enough.
  private var places: [UInt32]

  /// The level of a member of a site, which is inside `sites`.
  private static let depthOfDefault = 3
  /// The level of an element of its chain.
  private static let depthOfLink = 4
  private static let kinds = Chain.Origin.allCases.count + 1
  private static let none = UInt32.max
  /// The maximum number of bytes kept; later servers are written anew each time.
  private static let mostKept = 1 << 21

  init(_ configuration: ValidConfiguration, _ layout: TableLayout) {
    self.configuration = configuration
    self.layout = layout
    places = Array(repeating: Self.none, count: configuration.servers.count * Self.kinds)
  }

  mutating func write(_ step: ChainBuilder.Step, to links: inout JSONWriter) {
    let origin =
      switch step.via {
      case .siteDefault: 0
      case .globalDefault: 1
      case .site: 2
      case .global: 3
      }
    let place = step.server * Self.kinds + origin
    if writeKept(place, to: &links) { return }
    let id = configuration.servers[step.server].id
    let text = JSONWriter.item(layout, depth: Self.depthOfLink) { item in
      // Writing to memory does not throw.
      try? item.object { RoutingTable.write(step, id, to: &$0) }
    }
    keep(text, at: place)
    text.withUnsafeBufferPointer { links.value(made: $0) }
  }

  mutating func write(idOf server: Int, to scope: inout JSONWriter) {
    let place = server * Self.kinds + Self.kinds - 1
    if writeKept(place, to: &scope) { return }
    let text = JSONWriter.item(layout, depth: Self.depthOfDefault) { $0.value(configuration.servers[server].id) }
    keep(text, at: place)
    text.withUnsafeBufferPointer { scope.value(made: $0) }
  }

  private mutating func keep(_ text: [UInt8], at place: Int) {
    guard texts.count < Self.mostKept else { return }
    places[place] = UInt32(texts.count)
    // The length is stored in two bytes: an id is short.
    withUnsafeBytes(of: UInt16(text.count)) { texts.append(contentsOf: $0) }
    texts += text
  }

  private func writeKept(_ place: Int, to writer: inout JSONWriter) -> Bool {
    guard places[place] != Self.none else { return false }
    let start = Int(places[place])
    texts.withUnsafeBufferPointer { texts in
      let length = Int(UnsafeRawBufferPointer(texts).loadUnaligned(fromByteOffset: start, as: UInt16.self))
      writer.value(made: UnsafeBufferPointer(rebasing: texts[start + 2..<start + 2 + length]))
    }
    return true
  }
}
