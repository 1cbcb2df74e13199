import Diagnostics
import FolderAccess
import Language
import Linting
import LocatedYAML
import SourceText

extension Rule.Example {
  /// A file with one server that writes its mail to a folder, marked at the folder's path, and what a check of the
  /// folder finds.
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
