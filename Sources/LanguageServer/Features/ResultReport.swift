import JSONRPC

/// The diagnostics of a document as the answer to a question, with an id by which the client can say that it has them.
struct ResultReport {
  /// The answer.
  let json: JSON

  /// The answer for some diagnostics; that nothing is different if the client has the same.
  init(_ items: JSON, previous: String?) {
    let id = Self.id(of: items)
    let isSame = id == previous
    json = JSON(members: [
      "kind": isSame ? "unchanged" : "full", "resultId": .string(id), "items": isSame ? nil : items,
    ])
  }

  /// A number that tells different diagnostics apart (FNV-1a, 64 bits).
  private static func id(of items: JSON) -> String {
    let hash = items.bytes.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    return String(hash, radix: 16)
  }
}
