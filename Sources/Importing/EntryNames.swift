import Language
import SourceText

/// Ids and variables that entries should have, made from what the database calls them.
enum EntryNames {
  /// The id that a server should have: its host.
  static func server(_ row: ServerRow) -> String {
    let name = row.name ?? ""
    let host = (try? ServerName(name))?.host.description ?? name.lowercased()
    let id = id(of: host) ?? "server"
    // These ids are for servers that come from settings.
    return id.hasPrefix(EntryName.global.id) ? "server-" + id : id
  }

  /// The id that a site should have: its name, if that can be one.
  static func site(_ row: SiteRow) -> String {
    guard let name = row.name, let id = isID(name) ? name : id(of: name) else { return "site" }
    return id.lowercased() == EntryID.reservedSiteName ? id + "-site" : id
  }

  /// The variable for the password of a server with an id.
  static func variable(for id: String) -> String {
    let letters = id.uppercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" }
    return "SMTP_PASSWORD_" + String(letters)
  }

  private static func isID(_ text: String) -> Bool { Array(text.utf8).withUnsafeBufferPointer(EntryID.isValid) }

  /// The characters of a string that an id may have, with a hyphen for what is between them; nil if there are none.
  private static func id(of text: String) -> String? {
    var id = ""
    for byte in text.utf8 where id.utf8.count < EntryID.longest {
      let isLetterOrDigit = byte.isASCIILetter || byte.isASCIIDigit
      if isLetterOrDigit || (!id.isEmpty && (byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_"))) {
        id.unicodeScalars.append(Unicode.Scalar(byte))
      } else if !id.isEmpty, id.utf8.last != UInt8(ascii: "-") {
        id += "-"
      }
    }
    while let last = id.utf8.last, !last.isASCIILetter, !last.isASCIIDigit { id.removeLast() }
    return id.isEmpty ? nil : id
  }
}
