import Diagnostics
import FolderAccess
import Language
import Linting
import LocatedYAML
import SourceText

extension Rule.Example {
  /// A document with one server that drops its mail into a folder, marked where the folder is named, and what a look at
  /// the folder finds.
  static func folder(_ path: String, _ condition: FolderCondition) -> Rule.Example {
    Rule.Example(
      """
      version: 1
      servers:
        archive:
          deliveryMethod: PickupDirectory
          pickupDirectory: ↓\(path)
      global:
        servers: [archive]
      """,
      folders: [path: condition])
  }
}
