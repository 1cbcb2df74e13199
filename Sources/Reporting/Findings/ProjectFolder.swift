import SourceText
package import SystemPackage

/// Locates the files of a run for the readers of its report: hosting services identify a file by its path from the top
/// of the project, not by its location on one machine.
package struct ProjectFolder: Sendable {
  private let workingDirectory: FilePath
  private let top: FilePath
  private let resolve: @Sendable (FilePath) -> FilePath?

  /// A project.
  ///
  /// - Parameters:
  ///   - workingDirectory: The absolute path that file names are relative to.
  ///   - top: The absolute path of the project's top folder; nil if it is the working directory.
  ///   - resolve: Resolves a path with `..`, whose target after a symbolic link is not clear from its text; nil for a
  ///     file that does not exist.
  package init(
    workingDirectory: FilePath, top: FilePath? = nil,
    resolve: @escaping @Sendable (FilePath) -> FilePath? = { _ in nil }
  ) {
    self.resolve = resolve
    self.workingDirectory = workingDirectory.lexicallyNormalized()
    self.top = (top ?? workingDirectory).lexicallyNormalized()
  }

  /// The path of a file from the top of the project, safe to show on a terminal; a file outside of the project keeps
  /// its absolute path.
  func path(of name: String) -> String { place(of: name).string.escapedControls() }

  /// The absolute path of a file, safe to show on a terminal.
  func absolutePath(of name: String) -> String {
    workingDirectory.pushing(FilePath(name)).lexicallyNormalized().string.escapedControls()
  }

  /// The file as a URI reference (RFC 3986, section 4.1): relative inside of the project, otherwise `file:///…`.
  func uri(of name: String) -> String {
    let place = place(of: name)
    let encoded = Self.percentEncoded(place.string)
    return place.isAbsolute ? "file://" + encoded : encoded
  }

  /// Whether a file is in the project.
  func contains(_ name: String) -> Bool { !place(of: name).isAbsolute }

  private func place(of name: String) -> FilePath {
    let full = workingDirectory.pushing(FilePath(name))
    let resolved = full.components.contains { $0.kind == .parentDirectory } ? resolve(full) : nil
    var path = resolved ?? full.lexicallyNormalized()
    _ = path.removePrefix(top)
    return path
  }

  /// Escapes everything except the unreserved characters (RFC 3986, section 2.3) and the slash, byte by byte.
  private static func percentEncoded(_ path: String) -> String {
    path.utf8.reduce(into: "") { text, byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"), UInt8(ascii: "/"):
        text.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        text += digits.utf8.count == 1 ? "%0\(digits)" : "%\(digits)"
      }
    }
  }
}
