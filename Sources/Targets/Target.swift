package import Language

/// What a configuration is built into: the routing table, or the configuration of a mail engine.
///
/// To add a target, add a type with its name, its rules and its files.
package protocol Target: Sendable {
  /// The name that users give it by.
  var name: String { get }

  /// The files that a configuration is built into, in the order in which they are written.
  func files(of configuration: ValidConfiguration) -> [OutputFile]
}

/// A file that a target writes.
package struct OutputFile: Sendable {
  /// Who may read the file, and whether it is a program.
  package enum Mode: Sendable {
    /// Anybody may read it.
    case shared
    /// Only its owner may read it: it has a password in plain text.
    case secret
    /// Anybody may read it and run it.
    case program
  }

  /// The path in the folder that is written; an empty string for the only file of a target that writes one.
  package let path: String

  /// Who may read it.
  package let mode: Mode

  private let content: @Sendable (@escaping (UnsafeRawBufferPointer) throws -> Void) throws -> Void

  /// Makes a file from its path, its mode and a function that writes its content to a sink, piece by piece.
  package init(
    _ path: String, _ mode: Mode,
    content: @escaping @Sendable (@escaping (UnsafeRawBufferPointer) throws -> Void) throws -> Void
  ) {
    self.path = path
    self.mode = mode
    self.content = content
  }

  /// Writes the content to a sink, piece by piece: the same bytes each time.
  ///
  /// - Throws: What the sink throws.
  package func write(to sink: @escaping (UnsafeRawBufferPointer) throws -> Void) throws { try content(sink) }
}
