import JSONRPC
import LanguageServerProtocol

/// What the client was told last, so that it is told only what is new.
struct SentReports: Sendable {
  /// The diagnostics that were sent unasked, for each document that has any or is open.
  var published: [DocumentURI: JSON] = [:]
  /// For each document the others that its last answer had diagnostics of.
  var related: [DocumentURI: Set<DocumentURI>] = [:]
}
