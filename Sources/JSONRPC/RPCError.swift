/// Why a request has no result.
package struct RPCError: Error, Sendable, Equatable {
  /// The kind of error.
  package let code: Code
  /// What is wrong, for people.
  package let message: String

  /// The kinds of errors, those of JSON-RPC 2.0 and of LSP 3.17.
  package enum Code: Int, Sendable {
    case parseError = -32700
    case invalidRequest = -32600
    case methodNotFound = -32601
    case invalidParameters = -32602
    case internalError = -32603
    case serverNotInitialized = -32002
    case requestFailed = -32803
    case contentModified = -32801
    case requestCancelled = -32800
  }

  /// An error of a kind.
  package init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }
}
