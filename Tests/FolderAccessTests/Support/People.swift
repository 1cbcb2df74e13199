import FolderAccess

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The users that folders in tests belong to or do not belong to. Nobody but the owner needs to exist.
enum People {
  /// Who owns the folders: somebody without privileges where the tests run as root, else the user running.
  static let owner =
    geteuid() == 0
    ? Subject(userID: 42_001, groupID: 42_101) : Subject(userID: geteuid(), groupID: getegid())

  /// Somebody whose primary group owns the folders.
  static let colleague = Subject(userID: 42_002, groupID: owner.groupID)

  /// Somebody for whom the owning group is a supplementary one.
  static let guest = Subject(userID: 42_003, groupID: 42_103, supplementaryGroups: [42_199, owner.groupID])

  /// Somebody who has nothing to do with the folders.
  static let stranger = Subject(userID: 42_004, groupID: 42_104)

  /// Somebody else with all the rights there are.
  static let root = Subject(userID: 0, groupID: 0)
}

extension Subject {
  /// What an inspector for this subject finds.
  func finds(at path: String) -> FolderCondition { FolderInspector(subject: self).inspect(path) }
}

extension FolderCondition {
  /// Whether a file can be created.
  var isUsable: Bool { if case .usable = self { true } else { false } }
}
