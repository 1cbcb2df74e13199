import ArgumentParser
import FolderAccess
import Language
import Linting

/// The options of a command on whether it looks at pickup folders, and for whom.
protocol FolderOptions {
  /// Whether it looks.
  var looks: Bool { get }
  /// For whom.
  var account: AccountOptions { get }
}

extension FolderOptions {
  /// Lets a check look at folders if that is wanted.
  ///
  /// - Throws: ``Failure`` for an account that does not exist.
  func apply(to options: inout CheckOptions) throws {
    guard looks else { return }
    let subject = try account.subject()
    let inspector = FolderInspector(subject: subject)
    options.inspectFolder = { inspector.inspect($0) }
    // Whoever names root has said which account sends.
    options.inspectsAsRoot = subject.isRoot && account.asUser == nil
  }
}

/// The account that writes into pickup folders.
struct AccountOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Check write access to pickup folders as this user.", valueName: "name"))
  var asUser: String?

  @Option(help: ArgumentHelp("Check write access to pickup folders as this group.", valueName: "name"))
  var asGroup: String?

  /// Whether an account is named.
  var isGiven: Bool { asUser != nil || asGroup != nil }

  /// The account; without a name the one that runs the program.
  ///
  /// - Throws: ``Failure`` for a name that is unknown.
  func subject() throws -> Subject {
    do throws(SubjectError) {
      return try Subject.lookUp(user: asUser, group: asGroup)
    } catch {
      throw Failure("\(error)")
    }
  }
}

/// `check` looks at folders unless it is told otherwise.
struct CheckFolderOptions: ParsableArguments, FolderOptions {
  @Flag(help: "Do not look at pickup folders on this machine.")
  var noFilesystem = false

  @OptionGroup var account: AccountOptions

  var looks: Bool { !noFilesystem }

  func validate() throws {
    if noFilesystem, account.isGiven {
      throw ValidationError("--as-user and --as-group have no meaning with --no-filesystem")
    }
  }
}

/// `build` does not look at folders unless it is told to: the table must not depend on the machine that builds it.
struct BuildFolderOptions: ParsableArguments, FolderOptions {
  @Flag(help: "Also check pickup folders on this machine.")
  var filesystem = false

  // What older versions needed to be told.
  @Flag(help: .hidden)
  var noFilesystem = false

  @OptionGroup var account: AccountOptions

  var looks: Bool { filesystem }

  func validate() throws {
    if filesystem, noFilesystem { throw ValidationError("--filesystem and --no-filesystem cannot be combined") }
    if !filesystem, account.isGiven { throw ValidationError("--as-user and --as-group require --filesystem") }
  }
}
