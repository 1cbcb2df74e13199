import SourceText

/// An absolute path of a pickup directory, on any system.
package enum PickupPath: Hashable, Sendable {
  /// `/var/spool/pickup`: a path of the machine smtpconf runs on, or of one like it.
  case posix(String)
  /// `C:\mail`, `C:/mail` or `\\server\share`.
  case windows(String)

  /// Reads an absolute path; nil for a relative one, which System.Net.Mail refuses.
  package init?(_ text: String) {
    let bytes = Array(text.utf8.prefix(3))
    if bytes.first == UInt8(ascii: "/") {
      self = .posix(text)
    } else if Self.isDriveRoot(bytes) || Self.isShare(text) {
      self = .windows(text)
    } else {
      return nil
    }
  }

  private static func isDriveRoot(_ bytes: [UInt8]) -> Bool {
    bytes.count == 3 && bytes[0].isASCIILetter && bytes[1] == UInt8(ascii: ":")
      && (bytes[2] == UInt8(ascii: "\\") || bytes[2] == UInt8(ascii: "/"))
  }

  /// Whether the text begins with `\\server\share`.
  private static func isShare(_ text: String) -> Bool {
    guard text.hasPrefix("\\\\") else { return false }
    let parts = text.dropFirst(2).split(separator: "\\", omittingEmptySubsequences: false)
    return parts.count >= 2 && !parts[0].isEmpty && !parts[1].isEmpty && !parts[0].contains("/")
  }

  /// The path as it is written.
  package var text: String {
    switch self {
    case .posix(let text), .windows(let text): text
    }
  }

  /// A form that is the same for all spellings of one folder: without trailing slashes; on Windows also without
  /// differences in case or in the direction of slashes.
  package var comparisonKey: String {
    switch self {
    case .posix(let text):
      return "/" + Self.withoutTrailing("/", text)
    case .windows(let text):
      let backslashed = String(text.lowercased().map { $0 == "/" ? "\\" : $0 })
      return Self.withoutTrailing("\\", backslashed)
    }
  }

  private static func withoutTrailing(_ slash: Character, _ text: String) -> String {
    var text = Substring(text)
    while text.last == slash { text = text.dropLast() }
    return String(text)
  }
}
