package import FolderAccess

extension Obstacle {
  /// The obstacle in a few words.
  package var caption: String {
    switch self {
    case .modeBits(_, _, _, let lacking), .accessControlList(_, _, let lacking): "no \(lacking.inProse)"
    case .ancestor: "a parent folder denies access"
    case .readOnlyFileSystem: "mounted read-only"
    case .immutable: "immutable"
    case .linkLoop: "loop of symbolic links"
    case .nameTooLong: "name too long"
    case .refused: "denied by the system"
    }
  }
}

extension PathWording {
  /// What denies access, and what decided it.
  func reason(_ obstacle: Obstacle) -> String {
    switch obstacle {
    case .modeBits(let path, let mode, let decider, let lacking):
      "\(mode.asMode)\(of(path)) gives \(decider.inProse) no \(lacking.inProse)"
    case .accessControlList(let path, let entry, let lacking):
      "the access control entry `\(entry)`\(of(path)) gives no \(lacking.inProse)"
    case .ancestor(let path, let reason): "\(self.path(path)) cannot be entered, because \(reasonForAncestor(reason))"
    case .readOnlyFileSystem(let path): "\(possessive(path, "its", "whose")) file system is mounted read-only"
    case .immutable(let path): "the immutable attribute\(of(path)) is set"
    case .linkLoop(let path): "its path contains too many symbolic links, at \(self.path(path))"
    case .nameTooLong(let component): "\(self.path(component, upTo: 40)) is longer than the file system allows"
    case .refused(let path, let reason):
      "the system says `\(reason)`\(isWritten(path) ? "" : " for \(self.path(path))")"
    }
  }

  /// The same for an ancestor that the sentence has just named.
  private func reasonForAncestor(_ obstacle: Obstacle) -> String {
    switch obstacle {
    case .modeBits(_, let mode, let decider, let lacking):
      "its \(mode.asMode) gives \(decider.inProse) no \(lacking.inProse)"
    case .accessControlList(_, let entry, let lacking):
      "its access control entry `\(entry)` gives no \(lacking.inProse)"
    case .refused(_, let reason): "the system says `\(reason)`"
    default: self.reason(obstacle)
    }
  }

  /// Names what denies access, if links lead to another path than the written one.
  private func of(_ path: String) -> String { isWritten(path) ? "" : " of \(self.path(path))" }
  private func possessive(_ path: String, _ its: String, _ whose: String) -> String {
    isWritten(path) ? its : "links lead to \(self.path(path)), \(whose)"
  }
}

extension UInt32 {
  /// The permission bits, as `chmod` writes them.
  fileprivate var asMode: String {
    let octal = String(self, radix: 8)
    return "mode " + String(repeating: "0", count: Swift.max(0, 4 - octal.count)) + octal
  }
}

extension PermissionClass {
  /// Who the bits are for.
  fileprivate var inProse: String {
    switch self {
    case .owner: "its owner"
    case .group: "its group"
    case .other: "others"
    }
  }
}

extension Set<Permission> {
  /// The permissions after a "no": "no write or search permission".
  fileprivate var inProse: String { sorted(by: >).map(\.rawValue).joined(separator: " or ") + " permission" }
}
