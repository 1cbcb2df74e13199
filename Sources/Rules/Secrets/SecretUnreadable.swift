import Diagnostics
import FolderAccess
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let secretUnreadable = Rule.error(
    "secret-unreadable",
    summary: "A file with a secret cannot be read",
    explanation: """
      The file exists, and the account that sends mail may not read it, or it is not a file: devices and pipes are not
      opened. A file with a user name or a password has at most 64 KiB.
      """,
    bad: [
      .secret(
        "file: ↓/run/secrets/smtp",
        .unreadable(
          .denied(.modeBits(path: "/run/secrets/smtp", mode: 0o640, decidedBy: .other, lacking: [.read])))),
      .secret(
        "file: ↓/run/secrets/smtp",
        .unreadable(
          .denied(
            .ancestor(
              path: "/run/secrets",
              because: .modeBits(path: "/run/secrets", mode: 0o700, decidedBy: .other, lacking: [.search]))))),
      .secret("file: ↓/run/secrets/smtp", .unreadable(.folder)),
      .secret("file: ↓/run/secrets/smtp", .unreadable(.special(.fifo))),
      .secret("file: ↓/run/secrets/smtp", .unreadable(.tooLarge)),
      .secret("file: ↓/run/secrets/smtp", .unreadable(.failed(reason: "Input/output error"))),
    ],
    good: [.secret("file: /run/secrets/smtp", value: "secret\n")],
    check: .secret { use, context in
      guard case .unreadable(let problem)? = use.problem else { return }
      context.report(
        use,
        "\(use.noun) cannot be read from \(use.home(context)): \(reason(problem, PathWording(use.place, context)))",
        caption: problem.caption, help: problem.remedy)
    })

  private static func reason(_ problem: UnreadableFile, _ wording: PathWording) -> String {
    switch problem {
    case .folder: "it is a folder"
    case .special(let kind): "it is a \(kind.rawValue), which is not opened"
    case .denied(let obstacle): wording.reason(obstacle)
    case .tooLarge: "it has more than \(SecretFile.mostBytes >> 10) KiB"
    case .failed(let reason): "the system says `\(reason)`"
    }
  }
}

extension UnreadableFile {
  /// The problem in a few words.
  fileprivate var caption: String {
    switch self {
    case .folder, .special: "not a file"
    case .denied(let obstacle): obstacle.caption
    case .tooLarge: "too large"
    case .failed: "not readable"
    }
  }

  /// How to fix it.
  fileprivate var remedy: String {
    switch self {
    case .folder, .special: "name the file that holds the secret"
    case .denied: "let the account that sends mail read it, or check as that account with `--as-user`"
    case .tooLarge: "name the file that holds the secret, and nothing else"
    case .failed: "run the check as the account that sends mail, or as root with `--as-user`"
    }
  }
}
