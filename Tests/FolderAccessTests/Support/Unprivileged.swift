import FolderAccess
import LibC

/// Inspecting folders without root's privileges, even if the tests run as root.
enum Unprivileged {
  /// Whether that can be done here; if not, it is reported once on standard error.
  static let isPossible: Bool = {
    let possible = geteuid() != 0 || change != nil
    if !possible { complain("warning: not tested here: a process without privileges (as an ordinary user)") }
    return possible
  }()

  /// Runs `body`, which must stay on its thread, without privileges. For root, the kernel then treats the thread like
  /// `People.owner`, while the process is still root's: like root without its capabilities, for instance in a
  /// container.
  ///
  /// - Throws: what `body` throws.
  static func run<Result>(_ body: () throws -> Result) rethrows -> Result {
    guard geteuid() == 0, let change else { return try body() }
    _ = change(People.owner.userID)
    defer { _ = change(geteuid()) }
    return try body()
  }

  private typealias Change = @convention(c) (_ userID: UInt32) -> Int32

  /// Linux's setfsuid, which Swift does not import with the C library.
  private static let change: Change? = {
    #if os(Linux)
      return dlsym(nil, "setfsuid").map { unsafeBitCast($0, to: Change.self) }
    #else
      return nil
    #endif
  }()
}
