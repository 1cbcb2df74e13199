import ArgumentParser
import FolderAccess
import Language
import Linting

/// What is checked on this machine, and for which account.
struct MachineSettings: Sendable {
  /// Whether pickup folders are checked.
  var checksFolders: Bool
  /// Whether files with secrets may be read.
  var readsFiles: Bool
  /// What secrets are read for.
  let purpose: SecretsHere.Purpose
  /// Whether user names and passwords that are kept elsewhere are read.
  var requiresSecrets = false
  /// The account for which files and folders are checked.
  var account = AccountSettings()

  /// `check` checks folders by default, and secrets on request.
  static let review = Self(checksFolders: true, readsFiles: true, purpose: .review)

  /// `build` checks neither by default: the table must not depend on the machine that builds it.
  static let deployment = Self(checksFolders: false, readsFiles: true, purpose: .deployment)

  /// Enables the checks of folders and secrets if requested.
  ///
  /// - Parameters:
  ///   - options: The options to change.
  ///   - isResolving: Whether the values of secrets are written for a mail engine. Then it is this process that reads
  ///     them, and not the account that sends.
  /// - Throws: ``Failure`` for an account that does not exist.
  func apply(to options: inout CheckOptions, isResolving: Bool) throws {
    guard checksFolders || requiresSecrets || isResolving else { return }
    let subject = try account.subject()
    if checksFolders {
      let inspector = FolderInspector(subject: subject)
      options.inspectFolder = { inspector.inspect($0) }
      // If root was named explicitly, the sending account is known.
      options.inspectsAsRoot = subject.isRoot && account.user == nil
    }
    if requiresSecrets || isResolving {
      let reader = SecretFile(subject: isResolving ? .currentProcess : subject)
      let here = SecretsHere(files: readsFiles ? reader : nil, purpose: isResolving ? .value : purpose)
      options.readSecret = { here.read($0) }
      options.ciServer = .current
    }
  }
}

/// The account that sends mail: it writes to pickup folders, and reads secrets.
struct AccountSettings: Sendable {
  /// The name of the user; nil for the one that runs the program.
  var user: String?
  /// The name of the group; nil for that of the user.
  var group: String?

  /// Whether an account is named.
  var isGiven: Bool { user != nil || group != nil }

  /// The account; by default the one that runs the program.
  ///
  /// - Throws: ``Failure`` for an unknown name.
  func subject() throws -> Subject {
    do throws(SubjectError) {
      return try Subject.lookUp(user: user, group: group)
    } catch {
      throw Failure("\(error)")
    }
  }
}

/// Whether user names and passwords that are kept elsewhere are read.
struct SecretOptions: ParsableArguments {
  @Flag(help: "Also check the variables and files with user names and passwords on this machine.")
  var requireSecrets = false
}

/// The account that sends mail.
struct AccountOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Check access to folders and files as this user.", valueName: "name"))
  var asUser: String?

  @Option(help: ArgumentHelp("Check access to folders and files as this group.", valueName: "name"))
  var asGroup: String?

  /// What the options mean.
  var settings: AccountSettings { AccountSettings(user: asUser, group: asGroup) }
}

/// The options of `check` for this machine.
struct CheckMachineOptions: ParsableArguments {
  @Flag(help: "Do not check pickup folders and other files on this machine.")
  var noFilesystem = false

  @OptionGroup var secrets: SecretOptions

  @OptionGroup var account: AccountOptions

  func validate() throws {
    if noFilesystem, account.settings.isGiven {
      throw ValidationError("--as-user and --as-group cannot be combined with --no-filesystem")
    }
  }

  /// What the options mean.
  var settings: MachineSettings {
    var settings = MachineSettings.review
    (settings.checksFolders, settings.readsFiles) = (!noFilesystem, !noFilesystem)
    (settings.requiresSecrets, settings.account) = (secrets.requireSecrets, account.settings)
    return settings
  }
}

/// The options of `build` for this machine.
struct BuildMachineOptions: ParsableArguments {
  @Flag(help: "Also check pickup folders on this machine.")
  var filesystem = false

  // Accepted because older versions required it.
  @Flag(help: .hidden)
  var noFilesystem = false

  @OptionGroup var secrets: SecretOptions

  @OptionGroup var account: AccountOptions

  func validate() throws {
    if filesystem, noFilesystem { throw ValidationError("--filesystem and --no-filesystem cannot be combined") }
  }

  /// What the options mean.
  var settings: MachineSettings {
    var settings = MachineSettings.deployment
    (settings.checksFolders, settings.readsFiles) = (filesystem, !noFilesystem)
    (settings.requiresSecrets, settings.account) = (secrets.requireSecrets, account.settings)
    return settings
  }
}
