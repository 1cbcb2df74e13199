import Diagnostics
import SourceText
import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Where the program's words go: data to standard output, everything else to standard error. Whatever they are made of,
/// they command no CI server, unless they are written as commands.
enum Terminal {
  /// Writes a text to standard output.
  static func writeOut(_ text: String) { write(text, to: .standardOutput) }

  /// Writes a text to standard error.
  static func writeError(_ text: String) { write(text, to: .standardError) }

  /// Writes a text.
  static func write(_ text: String, to file: FileDescriptor) { write(commands: text.withoutCommands, to: file) }

  /// Writes an error to standard error; what a file name or an argument could do to a terminal is escaped.
  static func writeError(error text: String) {
    let lines = "error: \(Arguments.shown(text))".split(separator: "\n", omittingEmptySubsequences: false)
    writeError(lines.map { $0.escapedForDisplay() }.joined(separator: "\n") + "\n")
  }

  /// The columns of the terminal behind a descriptor; 80 where there is none.
  static func width(of file: FileDescriptor) -> Int {
    var size = winsize()
    guard ioctl(file.rawValue, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return standardWidth }
    return min(Int(size.ws_col), widestLine)
  }

  /// Whether a terminal is behind a descriptor.
  static func isTerminal(_ file: FileDescriptor) -> Bool { isatty(file.rawValue) == 1 }

  /// The value of an environment variable; nil where it is not set or empty.
  static func environment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The absolute path of the folder that the program was started in; `.` where it is gone.
  static var workingDirectory: FilePath {
    guard let path = getcwd(nil, 0) else { return "." }
    defer { free(path) }
    return FilePath(platformString: path)
  }

  /// Lets writing more than a file may hold (RLIMIT_FSIZE) fail, rather than end the program.
  static func ignoreFileSizeSignal() { signal(SIGXFSZ, SIG_IGN) }

  /// Keeps files that will be opened from becoming standard output or standard error, where whoever started the program
  /// closed these: words would end up in a table. Reading and writing there still
  /// fails; only standard error is then silent.
  static func occupyStandardDescriptors() {
    for (number, mode) in [(STDIN_FILENO, O_WRONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_WRONLY)]
    where fcntl(number, F_GETFD) == -1 {
      // The lowest free number is taken, and all below are.
      _ = open("/dev/null", mode)
    }
  }

  private static let standardWidth = 80
  /// Sentences that run over a whole wide screen are hard to read.
  private static let widestLine = 120

  /// Writes a text in which a CI server may find commands.
  static func write(commands text: String, to file: FileDescriptor) {
    do {
      _ = try file.writeAll(text.utf8)
    } catch {
      // Whoever read the other end has gone, and knows it; of a full disk nobody knows yet.
      if file == .standardOutput, error as? Errno != .brokenPipe {
        writeError(error: "cannot write standard output: \((error as? Errno)?.description ?? "\(error)")")
      }
      exit(ExitStatus.failure.rawValue)
    }
  }
}
