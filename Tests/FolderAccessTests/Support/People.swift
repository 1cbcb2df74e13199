import FolderAccess
import LibC

/// The users that folders in tests do or do not belong to. Only the owner needs to exist.
enum People {
  /// The owner of the folders: an unprivileged user if the tests run as root, otherwise the current user.
  static let owner =
    geteuid() == 0
    ? Subject(userID: 42_001, groupID: 42_101) : Subject(userID: geteuid(), groupID: getegid())

  /// A user whose primary group owns the folders.
  static let colleague = Subject(userID: 42_002, groupID: owner.groupID)

  /// A user for whom the owning group is a supplementary one.
  static let guest = Subject(userID: 42_003, groupID: 42_103, supplementaryGroups: [42_199, owner.groupID])

  /// A user who is neither the owner nor in the group.
  static let stranger = Subject(userID: 42_004, groupID: 42_104)

  /// The superuser.
  static let root = Subject(userID: 0, groupID: 0)
}

extension Subject {
  /// The result of an inspector for this subject.
  func finds(at path: String) -> FolderCondition { FolderInspector(subject: self).inspect(path) }
}

extension FolderCondition {
  /// Whether a file can be created.
  var isUsable: Bool { if case .usable = self { true } else { false } }
}
