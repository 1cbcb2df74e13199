import SourceText
package import SystemPackage

/// Where a run's files are found by those who read its report: hosting services know a file by its path from the top of
/// the project, and never by where somebody's machine keeps it.
package struct ProjectFolder: Sendable {
  private let workingDirectory: FilePath
  private let top: FilePath
  private let resolve: @Sendable (FilePath) -> FilePath?

  /// A project.
  ///
  /// - Parameters:
  ///   - workingDirectory: The absolute path that names of files are relative to.
  ///   - top: The absolute path of the project's top folder; nil where that is the working directory.
  ///   - resolve: Where a path with `..` really leads, which after a symbolic link its text does not say; nil for a file
  ///     that is not there.
  package init(
    workingDirectory: FilePath, top: FilePath? = nil,
    resolve: @escaping @Sendable (FilePath) -> FilePath? = { _ in nil }
  ) {
    self.resolve = resolve
    self.workingDirectory = workingDirectory.lexicallyNormalized()
    self.top = (top ?? workingDirectory).lexicallyNormalized()
  }

  /// The path of a file from the top of the project, without what could drive a terminal; a file that lies elsewhere keeps
  /// its absolute path.
  func path(of name: String) -> String { place(of: name).string.escapedControls() }

  /// The absolute path of a file, without what could drive a terminal.
  func absolutePath(of name: String) -> String {
    workingDirectory.pushing(FilePath(name)).lexicallyNormalized().string.escapedControls()
  }

  /// The file as a URI reference (RFC 3986, section 4.1): relative inside of the project, otherwise `file:///…`.
  func uri(of name: String) -> String {
    let place = place(of: name)
    let encoded = Self.percentEncoded(place.string)
    return place.isAbsolute ? "file://" + encoded : encoded
  }

  /// Whether a file lies in the project.
  func contains(_ name: String) -> Bool { !place(of: name).isAbsolute }

  private func place(of name: String) -> FilePath {
    let full = workingDirectory.pushing(FilePath(name))
    let resolved = full.components.contains { $0.kind == .parentDirectory } ? resolve(full) : nil
    var path = resolved ?? full.lexicallyNormalized()
    _ = path.removePrefix(top)
    return path
  }

  /// Everything but the unreserved characters (RFC 3986, section 2.3) and the slash, byte by byte.
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
