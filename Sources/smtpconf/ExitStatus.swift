import ArgumentParser
import FileStore
import LibC

/// The program's exit status.
enum ExitStatus: Int32 {
  /// No errors.
  case success = 0
  /// There are findings that fail the run, or the output is out of date.
  case findings = 1
  /// A usage error, or a file cannot be read or written.
  case failure = 2

  /// Ends a command with this status.
  var code: ExitCode { ExitCode(rawValue) }

  /// Prints what went wrong and ends the program: with 0 for help, with 2 for a usage error, whatever status the
  /// argument parser would have chosen.
  static func leave<Command: ParsableCommand>(withErrorOf type: Command.Type, _ error: any Error) -> Never {
    if let code = error as? ExitCode { exit(code.rawValue) }
    if let error = error as? FileStoreError, error.isBrokenPipe { exit(failure.rawValue) }
    let text = type.fullMessage(for: error)
    guard type.exitCode(for: error) != .success else {
      Terminal.writeOut(text + "\n")
      exit(success.rawValue)
    }
    let message = text.hasPrefix("Error: ") ? String(text.dropFirst("Error: ".count)) : text
    // Our own errors have no prefix from the parser.
    let isOwn = error is Failure || error is FileStoreError
    Terminal.writeError(error: isOwn ? message : ParserText.requoted(message))
    exit(failure.rawValue)
  }
}

/// Why a command could not do its work, in a sentence without a full stop.
struct Failure: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}
