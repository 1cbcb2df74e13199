import LibC

/// Who would write: the process that asks, or a user and a group named by number.
package struct Subject: Sendable, Equatable {
  /// The numeric user ID that decides about the owner class; 0 is root.
  package let userID: UInt32

  /// The primary group, as a number.
  package let groupID: UInt32

  /// The other groups the subject belongs to, as numbers; may or may not contain the primary one.
  package let supplementaryGroups: Set<UInt32>

  /// Whether this is the process itself, so that the kernel can be asked what it would allow.
  package let isCurrentProcess: Bool

  /// A user that is not necessarily the one running; only what the file system shows decides about it.
  package init(userID: UInt32, groupID: UInt32, supplementaryGroups: Set<UInt32> = []) {
    self.init(
      userID: userID, groupID: groupID, supplementaryGroups: supplementaryGroups, isCurrentProcess: false)
  }

  private init(userID: UInt32, groupID: UInt32, supplementaryGroups: Set<UInt32>, isCurrentProcess: Bool) {
    self.userID = userID
    self.groupID = groupID
    self.supplementaryGroups = supplementaryGroups
    self.isCurrentProcess = isCurrentProcess
  }

  /// The running process with its effective user and group and its supplementary groups, as they are at this moment.
  package static var currentProcess: Subject {
    Subject(
      userID: geteuid(), groupID: getegid(), supplementaryGroups: processGroups(), isCurrentProcess: true)
  }

  /// Whether mode bits and access control lists mean nothing to the subject (user 0).
  package var isRoot: Bool { userID == 0 }

  /// Whether `group` is the primary or a supplementary group.
  package func belongs(to group: UInt32) -> Bool {
    group == groupID || supplementaryGroups.contains(group)
  }

  private static func processGroups() -> Set<UInt32> {
    let count = getgroups(0, nil)
    guard count > 0 else { return [] }
    var groups = [gid_t](repeating: 0, count: Int(count))
    let filled = getgroups(count, &groups)
    return Set(groups.prefix(max(0, Int(filled))))
  }
}

extension Subject {
  /// The subject for `--as-user` and `--as-group`, each a name or a number; a name takes precedence over a number, as
  /// in chown.
  ///
  /// - With a user: its primary group, and every group that lists it as a member.
  /// - A group takes the primary group's place, as systemd's `Group=` does; alone it goes with the user running.
  /// - With neither: the running process.
  ///
  /// - Throws: which name is unknown, or why the database of users and groups could not be read.
  package static func lookUp(user: String?, group: String?) throws(SubjectError) -> Subject {
    guard let user else {
      guard let group else { return .currentProcess }
      let process = Subject.currentProcess
      return Subject(
        userID: process.userID, groupID: try groupID(group), supplementaryGroups: process.supplementaryGroups)
    }
    return try subject(user: user, group: group)
  }

  private static func subject(user: String, group: String?) throws(SubjectError) -> Subject {
    let replacement: UInt32? = if let group { try groupID(group) } else { nil }
    if let account = try account(user) {
      let primary = replacement ?? account.primaryGroup
      let groups = AccountDatabase.memberships(of: account.name, primaryGroup: primary)
      return Subject(userID: account.userID, groupID: primary, supplementaryGroups: groups)
    }
    guard let userID = number(user) else { throw .unknownUser(user) }
    guard let replacement else { throw .noPrimaryGroup(userID: userID) }
    return Subject(userID: userID, groupID: replacement)
  }

  private static func account(_ user: String) throws(SubjectError) -> AccountDatabase.Account? {
    do throws(LookUpFailure) {
      if let account = try AccountDatabase.account(named: user) { return account }
      return if let userID = number(user) { try AccountDatabase.account(userID: userID) } else { nil }
    } catch {
      throw .lookUpFailed(name: user, reason: error.reason)
    }
  }

  private static func groupID(_ group: String) throws(SubjectError) -> UInt32 {
    do throws(LookUpFailure) {
      if let groupID = try AccountDatabase.groupID(named: group) { return groupID }
    } catch {
      throw .lookUpFailed(name: group, reason: error.reason)
    }
    guard let groupID = number(group) else { throw .unknownGroup(group) }
    return groupID
  }

  /// The largest number is `(uid_t) -1`, which system calls take for "leave it as it is".
  private static func number(_ text: String) -> UInt32? {
    guard text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else { return nil }
    return UInt32(text).flatMap { $0 == .max ? nil : $0 }
  }
}
