import Language
import SourceText

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The list of the files of a folder that a target wrote, which is kept in that folder: `smtpconf.json`.
///
/// Only files in it are ever replaced or removed, so it is believed only if a target could have written every one of them.
package struct FileList: Sendable, Equatable {
  /// The name of the list in the folder; it does not list itself.
  package static let name = "smtpconf.json"

  /// A file in the list.
  package struct Entry: Sendable, Equatable, Decodable {
    /// The path in the folder.
    package let path: String
    /// Its mode in octal digits, as in `0644`.
    package let mode: String
  }

  /// The files, in the order of their paths.
  package let files: [Entry]
  /// The name of the target.
  package let target: String

  /// Why a list is not believed.
  package struct NotOurs: Error, CustomStringConvertible {
    /// A sentence without a full stop.
    package let description: String
  }

  /// A list of files.
  package init(_ files: [(path: String, mode: UInt32)], target: String) {
    self.target = target
    self.files = files.map { file in
      let digits = String(file.mode, radix: 8)
      return Entry(path: file.path, mode: String(repeating: "0", count: max(0, 4 - digits.count)) + digits)
    }.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }

  /// Reads a list.
  ///
  /// - Throws: ``NotOurs`` if it is not a list, or names a file that no target writes.
  package init(_ bytes: [UInt8]) throws(NotOurs) {
    struct Content: Decodable {
      let files: [Entry]
      let formatVersion: Int
      let target: String
    }
    guard let content = try? JSONDecoder().decode(Content.self, from: Data(bytes)) else {
      throw NotOurs(description: "it is not a list of files that smtpconf wrote")
    }
    guard content.formatVersion == 1 else {
      throw NotOurs(description: "it has another version; upgrade smtpconf")
    }
    if let foreign = content.files.first(where: { !Self.isWritten($0.path) }) {
      throw NotOurs(description: "it lists `\(foreign.path)`, which smtpconf does not write")
    }
    files = content.files
    target = content.target
  }

  /// The text of the list, in the layout of a routing table.
  package var text: String {
    let entries = files.map { "    {\n      \"mode\": \"\($0.mode)\",\n      \"path\": \"\($0.path)\"\n    }" }
    let list = entries.isEmpty ? "[]" : "[\n" + entries.joined(separator: ",\n") + "\n  ]"
    return "{\n  \"files\": \(list),\n  \"formatVersion\": 1,\n  \"target\": \"\(target)\"\n}\n"
  }

  /// Whether a target writes a file with this path.
  private static func isWritten(_ path: String) -> Bool {
    if PostfixTarget.paths.contains(path) { return true }
    let parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard let name = parts.last, NullmailerTarget.names.contains(name) else { return false }
    switch parts.dropLast() {
    case ["global"]: return true
    case let folders where folders.count == 2 && folders[0] == "sites":
      return Array(folders[1].utf8).withUnsafeBufferPointer(EntryID.isValid)
    default: return false
    }
  }
}
