import ArgumentParser
import FolderAccess
import Language
import Linting

/// The options of a command that control whether pickup folders are checked, and for which account.
protocol FolderOptions {
  /// Whether folders are checked.
  var looks: Bool { get }
  /// The account for which they are checked.
  var account: AccountOptions { get }
}

extension FolderOptions {
  /// Enables the checks of folders if requested.
  ///
  /// - Throws: ``Failure`` for an account that does not exist.
  func apply(to options: inout CheckOptions) throws {
    guard looks else { return }
    let subject = try account.subject()
    let inspector = FolderInspector(subject: subject)
    options.inspectFolder = { inspector.inspect($0) }
    // If root was named explicitly, the sending account is known.
    options.inspectsAsRoot = subject.isRoot && account.asUser == nil
  }
}

/// The account that writes to pickup folders.
struct AccountOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Check write access to pickup folders as this user.", valueName: "name"))
  var asUser: String?

  @Option(help: ArgumentHelp("Check write access to pickup folders as this group.", valueName: "name"))
  var asGroup: String?

  /// Whether an account is named.
  var isGiven: Bool { asUser != nil || asGroup != nil }

  /// The account; by default the one that runs the program.
  ///
  /// - Throws: ``Failure`` for an unknown name.
  func subject() throws -> Subject {
    do throws(SubjectError) {
      return try Subject.lookUp(user: asUser, group: asGroup)
    } catch {
      throw Failure("\(error)")
    }
  }
}

/// `check` checks folders by default.
struct CheckFolderOptions: ParsableArguments, FolderOptions {
  @Flag(help: "Do not check pickup folders on this machine.")
  var noFilesystem = false

  @OptionGroup var account: AccountOptions

  var looks: Bool { !noFilesystem }

  func validate() throws {
    if noFilesystem, account.isGiven {
      throw ValidationError("--as-user and --as-group cannot be combined with --no-filesystem")
    }
  }
}

/// `build` does not check folders by default: the table must not depend on the machine that builds it.
struct BuildFolderOptions: ParsableArguments, FolderOptions {
  @Flag(help: "Also check pickup folders on this machine.")
  var filesystem = false

  // Accepted because older versions required it.
  @Flag(help: .hidden)
  var noFilesystem = false

  @OptionGroup var account: AccountOptions

  var looks: Bool { filesystem }

  func validate() throws {
    if filesystem, noFilesystem { throw ValidationError("--filesystem and --no-filesystem cannot be combined") }
    if !filesystem, account.isGiven { throw ValidationError("--as-user and --as-group require --filesystem") }
  }
}
