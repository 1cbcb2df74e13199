import FolderAccess
import Language
import LibC
import Linting
import SourceText

/// Reads user names and passwords from the variables and files of this machine.
struct SecretsHere: Sendable {
  /// Reads files; nil if the file system must not be used.
  let files: SecretFile?
  /// What they are read for.
  let purpose: Purpose

  /// What secrets are read for.
  enum Purpose: Sendable {
    /// To check a configuration, perhaps elsewhere than where mail is sent.
    case review
    /// To send mail from here: the folder of credentials has to be there.
    case deployment
    /// To write the values into a file: every one of them has to be there.
    case value
  }

  /// Reads a reference.
  func read(_ reference: SecretReference) -> SecretReading {
    switch reference {
    case .environment(let name): Self.variable(name)
    case .file(let path): file(path)
    case .credential(let name): credential(name)
    }
  }

  private static func variable(_ name: String) -> SecretReading {
    if let value = ProcessEnvironment.value(of: name) { return .content(value) }
    return .missing(nearest: variables.index.nearest(to: name).map { variables.names[$0] })
  }

  /// The variables that a wrong name may mean. Any name of a letter or two would be near another one, and `_` is always
  /// there.
  private static let variables: (names: [String], index: SuggestionIndex) = {
    let names = ProcessEnvironment.names.filter { $0.utf8.count > Suggestion.closeDistance }.sorted()
    return (names, SuggestionIndex(names))
  }()

  private func file(_ path: String) -> SecretReading {
    switch PickupPath(path) {
    case .posix(let path): content(of: path)
    case .windows:
      files == nil ? .untested : purpose == .value ? .missing(nearest: nil) : .unchecked(reason: "it is a Windows path")
    case nil: .untested
    }
  }

  private func credential(_ name: String) -> SecretReading {
    guard files != nil else { return .untested }
    guard let folder = Terminal.environment(Self.credentialsVariable) else {
      let isReview = purpose == .review
      return isReview ? .unchecked(reason: "`$\(Self.credentialsVariable)` is not set") : .missing(nearest: nil)
    }
    return content(of: "\(folder)/\(name)")
  }

  private func content(of path: String) -> SecretReading {
    guard let files else { return .untested }
    do throws(UnreadableFile) {
      return try files.read(path).map(SecretReading.content) ?? .missing(nearest: nil)
    } catch {
      return .unreadable(error)
    }
  }

  /// Where systemd puts the credentials of a unit (systemd.exec(5)).
  private static let credentialsVariable = "CREDENTIALS_DIRECTORY"
}

extension CIServer {
  /// The CI server that runs this process; nil if no variable says so.
  static var current: CIServer? {
    if Terminal.environment("TF_BUILD") != nil { return .azure }
    return Terminal.environment("GITHUB_ACTIONS") != nil ? .github : nil
  }
}
