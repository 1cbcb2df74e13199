import JSONRPC
import LanguageServerProtocol

/// Something that the user can have done to a document.
struct CodeAction {
  /// The kinds of actions.
  enum Kind: String {
    case quickFix = "quickfix"
    case fixAll = "source.fixAll.smtpconf"

    /// Whether a client that asks for some kinds wants this one; it wants all if it asks for none.
    func isWanted(_ kinds: [String]?) -> Bool {
      kinds?.contains { rawValue == $0 || rawValue.hasPrefix($0 + ".") } ?? true
    }
  }

  /// What it does, as an instruction.
  let title: String
  /// The kind.
  let kind: Kind
  /// Whether it is what the user most probably wants.
  var isPreferred = false
  /// The finding that it is about, as JSON.
  var diagnostic: JSON?
  /// What it changes.
  let edit: WorkspaceEdit

  /// The action as JSON.
  func json(for client: ClientCapabilities) -> JSON {
    JSON(members: [
      "title": .string(title), "kind": .string(kind.rawValue), "isPreferred": isPreferred ? true : nil,
      "diagnostics": diagnostic.map { [$0] }, "edit": edit.json(versioned: client.readsVersionedEdits),
    ])
  }
}
