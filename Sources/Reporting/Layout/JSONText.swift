import Routing
import SourceText

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The layout of all JSON except the routing table, which prevents commands to a CI server.
enum JSONText {
  /// A document on one line, with sorted keys and a line end.
  static func line(_ document: some Encodable) throws -> String { try text(document, []) }

  /// A document that is made of values, on one line, with a line end.
  static func line(_ document: JSONValue) throws -> String {
    var output: [UInt8] = []
    var writer = JSONWriter(.compact) { output += $0 }
    try document.write(to: &writer)
    try writer.finish()
    return String(decoding: output, as: UTF8.self)
  }

  /// A document that people can read too, with sorted keys and a line end.
  static func indented(_ document: some Encodable) throws -> String { try text(document, .prettyPrinted) }

  private static func text(_ document: some Encodable, _ layout: JSONEncoder.OutputFormatting) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, layout]
    return try encoder.encode(document).withUnsafeBytes { bytes in
      withoutCommands(bytes.bindMemory(to: UInt8.self))
    } + "\n"
  }

  /// `#` occurs only in strings, and no string begins a line, so escaping it preserves every value.
  private static func withoutCommands(_ json: UnsafeBufferPointer<UInt8>) -> String {
    var text = ""
    var start = 0
    for offset in json.indices where json.isCommandSign(at: offset) {
      text += String(decoding: json[start..<offset], as: UTF8.self) + "\\u0023"
      start = offset + 1
    }
    return text + String(decoding: json[start...], as: UTF8.self)
  }
}

/// A string or `null`; the derived coding of an optional property would leave the key out.
struct NullableText: Encodable {
  let text: String?

  init(text: String?) {
    self.text = text
  }

  /// The name of a site, `null` for `global`.
  init(siteOf scope: Scope) {
    if case .site(let name) = scope { text = name } else { text = nil }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if let text { try container.encode(text) } else { try container.encodeNil() }
  }
}
