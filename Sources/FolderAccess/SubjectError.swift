/// Why there is no such subject.
package enum SubjectError: Error, Equatable {
  /// No user has this name, and it is no number either.
  case unknownUser(String)

  /// No group has this name, and it is no number either.
  case unknownGroup(String)

  /// The number belongs to no known user, so that nothing says which group goes with it.
  case noPrimaryGroup(userID: UInt32)

  /// The database of users and groups could not be read; `reason` is the system's word for it.
  case lookUpFailed(name: String, reason: String)
}

extension SubjectError: CustomStringConvertible {
  /// A sentence without its first capital and its full stop; names are shown as they were given, not escaped.
  package var description: String {
    switch self {
    case .unknownUser(let name):
      "unknown user `\(name)` (\(Self.knownNames); a numeric user id also works)"
    case .unknownGroup(let name):
      "unknown group `\(name)` (\(Self.knownNames); a numeric group id also works)"
    case .noPrimaryGroup(let userID):
      "user \(userID) has no entry that names its primary group (\(Self.knownNames)); name a group with `--as-group`"
    case .lookUpFailed(let name, let reason):
      "`\(name)` could not be looked up: \(reason)"
    }
  }

  private static let knownNames = "static builds read only /etc/passwd and /etc/group"
}
