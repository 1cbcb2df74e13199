import JSONReading

/// A message of JSON-RPC 2.0 that was received.
package enum Message: Sendable {
  /// A request, which gets a response.
  case request(RequestID, method: String, parameters: JSON)
  /// A notification, which gets none.
  case notification(method: String, parameters: JSON)
  /// The result of a request that was sent; nil for an error.
  case response(RequestID, JSON?)

  /// Reads a message.
  ///
  /// - Throws: The error to reply with, and the id to reply to, as far as it is known.
  package init(_ content: [UInt8]) throws(Refusal) {
    let value: JSON
    do throws(JSONParser.Malformed) {
      value = try JSONParser.value(of: content)
    } catch {
      throw Refusal(id: nil, error: RPCError(.parseError, "not JSON at byte \(error.offset): \(error.reason)"))
    }
    let id = RequestID(value["id"])
    guard value["jsonrpc"] == "2.0" else {
      throw Refusal(id: id, error: RPCError(.invalidRequest, "not an object with `jsonrpc`: \"2.0\""))
    }
    let parameters = value["params"]
    switch (value["method"], value["id"]) {
    case (.string(let method), .null) where value.object?["id"] == nil:
      self = .notification(method: method, parameters: parameters)
    case (.string(let method), _):
      guard let id else { throw Refusal(id: nil, error: RPCError(.invalidRequest, "`id` is not a number or string")) }
      self = .request(id, method: method, parameters: parameters)
    case (.null, _):
      guard let id else { throw Refusal(id: nil, error: RPCError(.invalidRequest, "neither a method nor an id")) }
      self = .response(id, value.object?["error"] == nil ? value["result"] : nil)
    default: throw Refusal(id: id, error: RPCError(.invalidRequest, "`method` is not a string"))
    }
  }

  /// A message that cannot be understood.
  package struct Refusal: Error {
    /// The id to reply to; nil if it is unknown.
    package let id: RequestID?
    /// The reason.
    package let error: RPCError
  }
}

/// The id of a request.
package enum RequestID: Hashable, Sendable {
  case number(Int)
  case string(String)

  /// An id; nil for another value.
  package init?(_ value: JSON) {
    switch value {
    case .integer(let number): self = .number(number)
    case .string(let text): self = .string(text)
    default: return nil
    }
  }

  /// The id as JSON.
  package var json: JSON {
    switch self {
    case .number(let number): .integer(number)
    case .string(let text): .string(text)
    }
  }
}
