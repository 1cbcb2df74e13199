/// What a configuration is built into: the routing table, or the configuration of a mail engine.
///
/// To add a target, add a type with its name, its rules and its files.
package protocol Target: Sendable {
  /// The name that users give it by.
  var name: String { get }

  /// The files that a configuration is built into, in the order in which they are written. Takes time in proportion to
  /// the size of the routing table.
  ///
  /// - Throws: ``TargetProblem`` if they cannot be written.
  func files(of deployment: Deployment) throws(TargetProblem) -> [OutputFile]
}

/// Why the files of a target cannot be written.
package enum TargetProblem: Error, Sendable, Equatable {
  /// A value that the format of a file cannot represent; the rules of mail engines report it first.
  case unsupported(UnsupportedValue)
  /// The operator's own files set what the routing depends on.
  case overridden([OwnSetting])
}

/// Something that the format of a target cannot represent.
package struct UnsupportedValue: Error, Sendable, Equatable {
  /// The id of the server that has it.
  package let server: String
  /// What it is: "a user name that contains `:`".
  package let reason: String
}

/// A line of the operator's own file that sets what the routing depends on.
package struct OwnSetting: Sendable, Equatable {
  /// What a line sets.
  package enum Kind: Sendable, Equatable {
    /// A parameter in `main.cf`, which has to have a value.
    case parameter(value: String)
    /// A service in `master.cf`.
    case service
  }

  /// What it sets.
  package let kind: Kind
  /// The name of the parameter or service.
  package let name: String
  /// The number of the line, counted from 1.
  package let line: Int
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
