import ArgumentParser
import FileStore
import LanguageServer
import Reporting
import SystemPackage

/// `smtpconf lsp`: a language server for editors.
struct LSPCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lsp",
    abstract: "Serve an editor: findings while you type, completion, hover, renaming.",
    discussion: """
      An editor starts this and talks to it on standard input and output, by the Language
      Server Protocol (3.17). The findings are those of `smtpconf check`. Nothing is
      written to files, and pickup folders are checked only if the editor sets
      `filesystem`. The page "Editors" of the documentation has settings to copy.

      Exit status: 0 after the editor has shut it down, 1 otherwise, 2 on usage errors.
      """
  )

  // Many editors add it, whatever a server says.
  @Flag(help: .hidden)
  var stdio = false

  func run() throws {
    Terminal.ignoreBrokenPipes()
    let information = ServerInformation(
      version: Version.current, pages: .published, folder: FileName(Terminal.workingDirectory).bytes)
    let loop = ServerLoop(Session(EditorFiles.access, information))
    let status = loop.run(read: Self.read) { bytes in
      (try? FileDescriptor.standardOutput.writeAll(bytes)) != nil
    }
    guard let status else { throw Failure("cannot start a thread") }
    // The worker may still be busy.
    throw ExitCode(status)
  }

  private static let mostBytes = 1 << 16

  /// The next bytes of standard input; none at its end, and if it cannot be read.
  private static func read() -> [UInt8] {
    let bytes = try? [UInt8](unsafeUninitializedCapacity: mostBytes) { buffer, count in
      count = try FileDescriptor.standardInput.read(into: UnsafeMutableRawBufferPointer(buffer))
    }
    return bytes ?? []
  }
}
