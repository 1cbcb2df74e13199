/// Why a subject could not be found.
package enum SubjectError: Error, Equatable {
  /// No user has this name, and it is not a number.
  case unknownUser(String)

  /// No group has this name, and it is not a number.
  case unknownGroup(String)

  /// The number belongs to no known user, so its primary group is unknown.
  case noPrimaryGroup(userID: UInt32)

  /// The database of users and groups could not be read; `reason` is the system's error message.
  case lookUpFailed(name: String, reason: String)
}

extension SubjectError: CustomStringConvertible {
  /// A sentence without its first capital and its full stop; names are shown as given, not escaped.
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
