import Language
import LocatedYAML

/// The references to user names and passwords of servers that are in a chain.
struct SecretReferences {
  /// A reference, and where it is used: at least one place.
  struct Reference {
    let reference: SecretReference
    let isUsername: Bool
    var places: [NodeUse]
  }

  /// Each reference once, in the order of their first uses.
  private(set) var all: [Reference] = []

  /// The kind of a value matters: a user name may be shorter than a password.
  private struct Key: Hashable {
    let reference: SecretReference
    let isUsername: Bool
  }

  private var indices: [Key: Int] = [:]

  init(_ view: ConfigurationView) {
    let isUsed = view.usedServers
    for (server, isUsed) in zip(view.declared.servers, isUsed) where isUsed && server.method == .network {
      add(server.username, isUsername: true, view)
      add(server.password, isUsername: false, view)
    }
  }

  private mutating func add(
    _ credential: Declared<CredentialDeclaration>?, isUsername: Bool, _ view: ConfigurationView
  ) {
    guard let credential, case .reference(let kind, let node)? = credential.content else { return }
    let reference = SecretReference(kind, view.declared.documents.text(of: node))
    let key = Key(reference: reference, isUsername: isUsername)
    let place = credential.place
    if let index = indices[key] {
      all[index].places.append(place)
    } else {
      indices[key] = all.count
      all.append(Reference(reference: reference, isUsername: isUsername, places: [place]))
    }
  }
}
