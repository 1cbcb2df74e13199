import Diagnostics
import LibC
import SourceText
import SystemPackage

/// Output: data goes to standard output, everything else to standard error. Whatever is written, a CI server finds no
/// commands in it, unless they are written as commands.
enum Terminal {
  /// Writes a string to standard output.
  static func writeOut(_ text: String) { write(text, to: .standardOutput) }

  /// Writes a string to standard error.
  static func writeError(_ text: String) { write(text, to: .standardError) }

  /// Writes a string.
  static func write(_ text: String, to file: FileDescriptor) { write(commands: text.withoutCommands, to: file) }

  /// Writes an error to standard error; characters in file names and arguments that could control the terminal are
  /// escaped.
  static func writeError(error text: String) {
    let lines = "error: \(Arguments.shown(text))".split(separator: "\n", omittingEmptySubsequences: false)
    writeError(lines.map { $0.escapedForDisplay() }.joined(separator: "\n") + "\n")
  }

  /// The width in columns of the terminal that a descriptor refers to; 80 if it is not a terminal.
  static func width(of file: FileDescriptor) -> Int {
    var size = winsize()
    guard ioctl(file.rawValue, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return standardWidth }
    return min(Int(size.ws_col), widestLine)
  }

  /// Whether a descriptor refers to a terminal.
  static func isTerminal(_ file: FileDescriptor) -> Bool { isatty(file.rawValue) == 1 }

  /// The value of an environment variable; nil if it is not set or empty.
  static func environment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The absolute path of the folder that the program was started in; `.` if it no longer exists.
  static var workingDirectory: FilePath {
    guard let path = getcwd(nil, 0) else { return "." }
    defer { free(path) }
    return FilePath(platformString: path)
  }

  /// Makes writing beyond the file size limit (RLIMIT_FSIZE) fail instead of ending the program.
  static func ignoreFileSizeSignal() { signal(SIGXFSZ, SIG_IGN) }

  /// Makes writing to a pipe or connection without a reader fail instead of ending the program.
  static func ignoreBrokenPipes() { signal(SIGPIPE, SIG_IGN) }

  /// Keeps files that are opened later from becoming standard output or standard error if the caller closed these:
  /// messages would end up in a table. Reading and writing there still fails; only standard error is then silent.
  static func occupyStandardDescriptors() {
    for (number, mode) in [(STDIN_FILENO, O_WRONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_WRONLY)]
    where fcntl(number, F_GETFD) == -1 {
      // The lowest free number is used, so all below it are in use.
      _ = open("/dev/null", mode)
    }
  }

  private static let standardWidth = 80
  /// Sentences across a whole wide screen are hard to read.
  private static let widestLine = 120

  /// Writes to standard output what a function passes on piece by piece, without commands for a CI server.
  static func writeOut(pieces body: (_ sink: @escaping (UnsafeRawBufferPointer) throws -> Void) throws -> Void) {
    do {
      try body { _ = try FileDescriptor.standardOutput.writeAll($0) }
    } catch {
      leave(because: error, of: .standardOutput)
    }
  }

  /// Writes a string that may contain commands for a CI server.
  static func write(commands text: String, to file: FileDescriptor) {
    if text.isEmpty { return }
    do {
      _ = try file.writeAll(text.utf8)
    } catch {
      leave(because: error, of: file)
    }
  }

  /// Ends the program after a descriptor could not be written.
  private static func leave(because error: any Error, of file: FileDescriptor) -> Never {
    // An error for a pipe without a reader would reach nobody; but a full disk must be reported.
    if file == .standardOutput, error as? Errno != .brokenPipe {
      writeError(error: "cannot write standard output: \((error as? Errno)?.description ?? "\(error)")")
    }
    exit(ExitStatus.failure.rawValue)
  }
}
