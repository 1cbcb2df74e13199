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
      "no user is called '\(name)'; \(Self.knownNames), but a user's number works as well"
    case .unknownGroup(let name):
      "no group is called '\(name)'; \(Self.knownNames), but a group's number works as well"
    case .noPrimaryGroup(let userID):
      "user \(userID) has no entry that names its primary group; \(Self.knownNames), but a group can be given too"
    case .lookUpFailed(let name, let reason):
      "'\(name)' could not be looked up: \(reason)"
    }
  }

  private static let knownNames = "a statically linked program knows only /etc/passwd and /etc/group"
}
