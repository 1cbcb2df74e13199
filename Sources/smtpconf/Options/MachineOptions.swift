import ArgumentParser
import FolderAccess
import Language
import Linting

/// The options of a command that control what is checked on this machine, and for which account.
protocol MachineOptions {
  /// Whether pickup folders are checked.
  var checksFolders: Bool { get }
  /// Whether files with secrets may be read.
  var readsFiles: Bool { get }
  /// What secrets are read for.
  var purpose: SecretsHere.Purpose { get }
  /// Whether user names and passwords are read.
  var secrets: SecretOptions { get }
  /// The account for which files and folders are checked.
  var account: AccountOptions { get }
}

extension MachineOptions {
  /// Enables the checks of folders and secrets if requested.
  ///
  /// - Parameters:
  ///   - options: The options to change.
  ///   - isResolving: Whether the values of secrets are written for a mail engine. Then it is this process that reads
  ///     them, and not the account that sends.
  /// - Throws: ``Failure`` for an account that does not exist.
  func apply(to options: inout CheckOptions, isResolving: Bool) throws {
    guard checksFolders || secrets.requireSecrets || isResolving else { return }
    let subject = try account.subject()
    if checksFolders {
      let inspector = FolderInspector(subject: subject)
      options.inspectFolder = { inspector.inspect($0) }
      // If root was named explicitly, the sending account is known.
      options.inspectsAsRoot = subject.isRoot && account.asUser == nil
    }
    if secrets.requireSecrets || isResolving {
      let reader = SecretFile(subject: isResolving ? .currentProcess : subject)
      let here = SecretsHere(files: readsFiles ? reader : nil, purpose: isResolving ? .value : purpose)
      options.readSecret = { here.read($0) }
      options.ciServer = .current
    }
  }
}

/// Whether user names and passwords that are kept elsewhere are read.
struct SecretOptions: ParsableArguments {
  @Flag(help: "Also check the variables and files with user names and passwords on this machine.")
  var requireSecrets = false
}

/// The account that sends mail: it writes to pickup folders, and reads secrets.
struct AccountOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Check access to folders and files as this user.", valueName: "name"))
  var asUser: String?

  @Option(help: ArgumentHelp("Check access to folders and files as this group.", valueName: "name"))
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

/// `check` checks folders by default, and secrets on request.
struct CheckMachineOptions: ParsableArguments, MachineOptions {
  @Flag(help: "Do not check pickup folders and other files on this machine.")
  var noFilesystem = false

  @OptionGroup var secrets: SecretOptions

  @OptionGroup var account: AccountOptions

  var checksFolders: Bool { !noFilesystem }

  var readsFiles: Bool { !noFilesystem }

  var purpose: SecretsHere.Purpose { .review }

  func validate() throws {
    if noFilesystem, account.isGiven {
      throw ValidationError("--as-user and --as-group cannot be combined with --no-filesystem")
    }
  }
}

/// `build` checks neither by default: the table must not depend on the machine that builds it.
struct BuildMachineOptions: ParsableArguments, MachineOptions {
  @Flag(help: "Also check pickup folders on this machine.")
  var filesystem = false

  // Accepted because older versions required it.
  @Flag(help: .hidden)
  var noFilesystem = false

  @OptionGroup var secrets: SecretOptions

  @OptionGroup var account: AccountOptions

  var checksFolders: Bool { filesystem }

  var readsFiles: Bool { !noFilesystem }

  var purpose: SecretsHere.Purpose { .deployment }

  func validate() throws {
    if filesystem, noFilesystem { throw ValidationError("--filesystem and --no-filesystem cannot be combined") }
  }
}
