import CFileMetadata
import LibC
import SystemPackage

/// The database of users and groups could not be read.
struct LookUpFailure: Error {
  /// The system's error message.
  let reason: String
}

/// The users and groups of this machine, from the C library: all sources it is configured for, or only /etc/passwd and
/// /etc/group in a statically linked program.
enum AccountDatabase {
  /// What a look-up needs to know about a user.
  struct Account {
    /// The login name.
    let name: String
    /// The user's number.
    let userID: UInt32
    /// The number of the group that goes with the user by default.
    let primaryGroup: UInt32
  }

  /// The user with this name.
  ///
  /// - Throws: the database cannot be read.
  static func account(named name: String) throws(LookUpFailure) -> Account? {
    guard isPossible(name) else { return nil }
    return try record(of: passwd(), read: account) { getpwnam_r(name, $0, $1, $2, $3) }
  }

  /// The user with this number.
  ///
  /// - Throws: the database cannot be read.
  static func account(userID: UInt32) throws(LookUpFailure) -> Account? {
    try record(of: passwd(), read: account) { getpwuid_r(userID, $0, $1, $2, $3) }
  }

  /// The number of the group with this name.
  ///
  /// - Throws: the database cannot be read.
  static func groupID(named name: String) throws(LookUpFailure) -> UInt32? {
    guard isPossible(name) else { return nil }
    return try record(of: group(), read: \.gr_gid) { getgrnam_r(name, $0, $1, $2, $3) }
  }

  /// `primaryGroup` and every group that lists the user as a member, by number.
  static func memberships(of name: String, primaryGroup: UInt32) -> Set<UInt32> {
    var capacity = 64
    guard isReady else { return [primaryGroup] }
    while capacity <= 1 << 20 {
      if let groups = memberships(of: name, primaryGroup: primaryGroup, capacity: capacity) { return groups }
      capacity *= 4
    }
    return [primaryGroup]
  }

  private static func memberships(of name: String, primaryGroup: UInt32, capacity: Int) -> Set<UInt32>? {
    #if canImport(Darwin)
      typealias Number = Int32
    #else
      typealias Number = gid_t
    #endif
    var groups = [Number](repeating: 0, count: capacity)
    var count = Int32(capacity)
    guard getgrouplist(name, Number(truncatingIfNeeded: primaryGroup), &groups, &count) >= 0 else { return nil }
    return Set(groups.prefix(Int(count)).map { UInt32(truncatingIfNeeded: $0) })
  }

  /// Evaluated once, before the first look-up: restricts a statically linked program to /etc/passwd and /etc/group.
  /// Other sources are shared libraries, which load the shared C library; with two C libraries in one process, the
  /// first look-up that reaches them, such as that of any unknown name, crashes.
  private static let isReady: Bool = {
    #if canImport(Glibc)
      // A program without an interpreter, the dynamic linker, is static.
      guard getauxval(UInt(AT_BASE)) == 0 else { return true }
      let databases: [String] = ["passwd", "group", "initgroups"]
      return databases.allSatisfy { database in __nss_configure_lookup(database, "files") == 0 }
    #else
      return true
    #endif
  }()

  /// A NUL would cut the name short and find another account.
  private static func isPossible(_ name: String) -> Bool { !name.isEmpty && !name.utf8.contains(0) }

  private static func account(_ record: passwd) -> Account {
    let name = record.pw_name.map { String(cString: $0) } ?? ""
    return Account(name: name, userID: record.pw_uid, primaryGroup: record.pw_gid)
  }
}

extension AccountDatabase {
  private typealias Search<Record> = (
    _ record: UnsafeMutablePointer<Record>, _ strings: UnsafeMutablePointer<CChar>, _ room: Int,
    _ found: UnsafeMutablePointer<UnsafeMutablePointer<Record>?>
  ) -> Int32

  /// Calls one of the reentrant look-ups with more and more room for the record's strings until they fit.
  private static func record<Record, Content>(
    of empty: Record, read: (Record) -> Content, search: Search<Record>
  ) throws(LookUpFailure) -> Content? {
    guard isReady else { throw LookUpFailure(reason: "the sources of users and groups cannot be configured") }
    var room = 1 << 12
    while true {
      var content: Content?
      let code = withUnsafeTemporaryAllocation(of: CChar.self, capacity: room) { strings in
        guard let start = strings.baseAddress else { return ENOMEM }
        var record = empty
        var found: UnsafeMutablePointer<Record>?
        let code = search(&record, start, strings.count, &found)
        content = found.map { read($0.pointee) }
        return code
      }
      guard code == ERANGE, room < 1 << 24 else { return try outcome(code, content) }
      room *= 4
    }
  }

  /// Systems disagree on the code for an unknown name; these are the ones their manuals list.
  private static func outcome<Content>(_ code: Int32, _ content: Content?) throws(LookUpFailure) -> Content? {
    guard ![0, ENOENT, ESRCH, EBADF, EPERM].contains(code) else { return content }
    throw LookUpFailure(reason: Errno(rawValue: code).description)
  }
}
