/// Messages to send, with their headers.
package enum Envelope {
  /// The result of a request.
  package static func result(_ id: RequestID, _ result: JSON) -> [UInt8] {
    framed(["jsonrpc": "2.0", "id": id.json, "result": result])
  }

  /// The error of a request; without an id if it is unknown which.
  package static func error(_ id: RequestID?, _ error: RPCError) -> [UInt8] {
    framed([
      "jsonrpc": "2.0", "id": id?.json ?? .null,
      "error": ["code": .integer(error.code.rawValue), "message": .string(error.message)],
    ])
  }

  /// A notification.
  package static func notification(_ method: String, _ parameters: JSON) -> [UInt8] {
    framed(["jsonrpc": "2.0", "method": .string(method), "params": parameters])
  }

  /// A request.
  package static func request(_ id: RequestID, _ method: String, _ parameters: JSON) -> [UInt8] {
    framed(["jsonrpc": "2.0", "id": id.json, "method": .string(method), "params": parameters])
  }

  private static func framed(_ message: JSON) -> [UInt8] {
    let content = message.bytes
    return Array("Content-Length: \(content.count)\r\n\r\n".utf8) + content
  }
}
