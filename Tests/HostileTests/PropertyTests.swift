import Foundation
import FuzzProperties
import Testing

/// Properties of every input, tested without a fuzzer: on the fuzzer's finds, and on damaged samples.
@Suite("Whatever the input")
struct PropertyTests {
  private static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../..")

  private static func files(in folder: String) -> [URL] {
    let folder = repository.appending(path: folder).standardizedFileURL
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.sorted().map { folder.appending(path: $0) }.filter { !$0.hasDirectoryPath }
  }

  /// Named after the problem, in a folder named after the property.
  static let found = files(in: "fuzz/found").flatMap { files(in: "fuzz/found/\($0.lastPathComponent)") }

  @Test("a find of the fuzzer no longer breaks anything", arguments: found)
  func regression(file: URL) throws {
    let bytes = [UInt8](try Data(contentsOf: file))
    for property in Property.all { try property.hold(for: bytes) }
  }

  @Test("there are finds, and they are tested")
  func presence() {
    #expect(Self.found.count >= 8)
  }

  private static let ofConfigurations: [Property] = [.read, .check, .build, .fix, .shortcuts]

  /// Everything a configuration may contain, in few bytes: it is cut off at each of them.
  private static let dense = """
    %YAML 1.2
    ---
    # smtpconf: allow unused-server -- "ü" is to come
    version: 1
    x-common: &common { useSSL: true, priority: "Hi\\x67h" }
    servers:
      main: &main
        <<: *common
        serverName: "[2001:db8::1]:587"
        username: ü📮
        password: { env: MAIL }
      bulk: { serverName: 'b.example.com', enabled: yes, pasword: !!str 12 }
      drop:
        deliveryMethod: pickupDirectory
        pickupDirectory: |-
          /var/mail
    global:
      defaultServer: Main
    sites:
      ? shop.example
      : servers: [ main, bulk, main ]
      b: { defaultServer: none } # *anchor
    """

  /// Files that extend each other, with everything that layers can say.
  private static let stack = """
    version: 1
    extends: [1.yaml, 2.yaml]
    remove: { servers: [old], sites: [blog] }
    servers:
      "*": { priority: Low, remove: [username, password] }
      main: { remove: [useSSL], serverName: relay.example }
      old: { deliveryMethod: PickupDirectory, pickupDirectory: /var/mail }
    global: { remove: [servers], defaultServer: main }
    sites: { "*": { defaultServer: null }, shop: { servers: [old, main] }, blog: }
    %%
    version: 1
    servers:
      main: { serverName: "smtp.example.com:587", username: ü, password: { env: MAIL }, useSSL: true }
      old: { serverName: old.example.com }
    global: { defaultServer: main, servers: [old] }
    sites: { shop: { defaultServer: old, senderDomains: [shop.example] }, blog: }
    %%
    version: 1
    partial: true
    extends: 1.yaml
    servers: { old: { enabled: false } }
    sites: { shop: { servers: [] } }

    """

  @Test("a stack of files cut off or damaged at any byte keeps its property")
  func damagedStack() throws {
    let bytes = Array(Self.stack.utf8)
    for length in 0...bytes.count {
      try Property.layers.hold(for: Array(bytes.prefix(length)))
      guard length < bytes.count, length.isMultiple(of: 5) else { continue }
      // Without a byte, and with two of them in the wrong order.
      try Property.layers.hold(for: Array(bytes[..<length]) + Array(bytes[(length + 1)...]))
      var damaged = bytes
      damaged.swapAt(length, (length * 7) % bytes.count)
      try Property.layers.hold(for: damaged)
    }
  }

  /// An export with everything that an import looks at.
  private static let export = #"""
    {"formatVersion":1,
     "servers":[
      {"ServerID":1,"ServerName":"a.example:587","ServerUserName":"\u2028##[ü","ServerUseSSL":true,"ServerEnabled":1,
       "ServerIsGlobal":true,"ServerPriority":2,"ServerDeliveryMethod":0,"ServerPickupDirectory":"/old","HasPassword":true},
      {"ServerID":2,"ServerName":"h:\n- x","ServerUserName":null,"ServerUseSSL":0,"ServerEnabled":true,"ServerIsGlobal":true,
       "ServerPriority":null,"ServerDeliveryMethod":1,"ServerPickupDirectory":"\\\\x\\y","HasPassword":false}],
     "bindings":[{"ServerID":2,"SiteID":1},{"ServerID":3,"SiteID":2}],
     "sites":[{"SiteID":1,"SiteName":"global"},{"SiteID":2}],
     "settings":[{"KeyName":"CMSSMTPServer","SiteID":null,"KeyValue":"localhost"},
      {"KeyName":"CMSSMTPServerPassword","SiteID":null,"KeyValue":"***"},
      {"KeyName":"CMSSMTPServerUser","SiteID":1,"KeyValue":"::x"},{"KeyName":"CMSSMTPServer","SiteID":2,"KeyValue":""}]}
    """#

  @Test("an export cut off or damaged at any byte keeps its property")
  func damagedExport() throws {
    let bytes = Array(Self.export.utf8)
    let alphabet = Array("\"0{}[],:\\x".utf8)
    for place in bytes.indices {
      try Property.imports.hold(for: Array(bytes.prefix(place)))
      // Without a byte, with another one, and with two of them in the wrong order.
      try Property.imports.hold(for: Array(bytes[..<place]) + Array(bytes[(place + 1)...]))
      var damaged = bytes
      damaged[place] = alphabet[place % alphabet.count]
      try Property.imports.hold(for: damaged)
      damaged.swapAt(place, (place * 7) % bytes.count)
      try Property.imports.hold(for: damaged)
    }
  }

  @Test("a configuration cut off at any byte keeps every property", arguments: ofConfigurations)
  func truncated(property: Property) throws {
    for text in [Self.dense, Self.dense.replacingOccurrences(of: "\n", with: "\r\n")] {
      let bytes = Array(text.utf8)
      for length in 0...bytes.count { try property.hold(for: Array(bytes.prefix(length))) }
    }
  }

  @Test("a configuration cut off anywhere is served to an editor")
  func served() throws {
    let bytes = Array(Self.dense.utf8)
    for length in stride(from: 0, through: bytes.count, by: 9) {
      try Property.lsp.hold(for: Array(bytes.prefix(length)))
      try Property.lsp.hold(for: Array(bytes.prefix(length) + bytes.dropFirst(length + 1)))
    }
  }

  @Test("samples with damaged bytes keep every property", arguments: ofConfigurations)
  func damaged(property: Property) throws {
    let samples = Self.files(in: "samples") + Self.files(in: "samples/broken")
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    let alphabet = Array("\0\t\n\r \"#&'*,-:?@[]{|}~\u{85}\u{2028}é📮".utf8)
    for sample in samples where sample.lastPathComponent.hasSuffix(".smtp.yaml") {
      let whole = [UInt8](try Data(contentsOf: sample))
      for _ in 0..<20 {
        var bytes = whole
        for _ in 0...random(3) { bytes[random(bytes.count)] = alphabet[random(alphabet.count)] }
        try property.hold(for: bytes)
      }
    }
  }
}
