import Diagnostics
import FolderAccess
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let pickupDirectoryShared = Rule.adjustable(
    .warning, "pickup-directory-shared",
    summary: "Two enabled servers write mail to the same folder",
    explanation: """
      Two servers with the same folder are one server under two names: the program that empties the folder handles the
      mail of both, and if it stops, both stop. The second server only looks like failover. Usually an entry was copied
      and its path not changed.

      Give each server its own folder, or keep only one of them. Paths are compared without trailing slashes, Windows
      paths also without regard to case and to the direction of slashes. If folders are checked, two paths that links
      lead to the same folder count as well.
      """,
    references: ["Kentico Xperience documentation, \"SMTP server properties\": pickup directory"],
    bad: [
      """
      version: 1
      servers:
        archive:
          deliveryMethod: PickupDirectory
          pickupDirectory: /var/spool/smtp/pickup
        ↓spare:
          deliveryMethod: PickupDirectory
          pickupDirectory: /var/spool/smtp/pickup/
        ↓third:
          deliveryMethod: PickupDirectory
          pickupDirectory: /var/spool/smtp/pickup
      global:
        servers: [archive, spare, third]
      """,
      """
      version: 1
      servers:
        archive:
          deliveryMethod: PickupDirectory
          pickupDirectory: C:\\Pickup
        ↓spare:
          deliveryMethod: PickupDirectory
          pickupDirectory: c:/pickup/
      global:
        servers: [archive, spare]
      """,
      Rule.Example(
        """
        version: 1
        servers:
          archive:
            deliveryMethod: PickupDirectory
            pickupDirectory: /var/spool/smtp/pickup
          ↓spare:
            deliveryMethod: PickupDirectory
            pickupDirectory: /srv/mail
        global:
          servers: [archive, spare]
        """,
        folders: [
          "/var/spool/smtp/pickup": .usable(identity: FolderIdentity(device: 1, inode: 2)),
          "/srv/mail": .usable(identity: FolderIdentity(device: 1, inode: 2)),
        ]),
    ],
    good: [
      """
      version: 1
      servers:
        archive:
          deliveryMethod: PickupDirectory
          pickupDirectory: /var/spool/smtp/pickup
        spare:
          deliveryMethod: PickupDirectory
          pickupDirectory: /var/spool/smtp/spare
        old:
          deliveryMethod: PickupDirectory
          pickupDirectory: /var/spool/smtp/pickup
          enabled: false
      global:
        servers: [archive, spare, old]
      """
    ],
    check: .configuration { view, context in
      // The first server of each folder, by its paths and by the folder itself.
      var byPath: [[UInt8]: Drop] = [:]
      var byFolder: [FolderIdentity: Drop] = [:]
      for drop in Drop.all(in: view) {
        let identity = context.folderIdentities[drop.index]
        let first = byPath[drop.comparisonKey] ?? identity.flatMap { byFolder[$0] }
        if let first { drop.report(sharedWith: first, context) }
        byPath[drop.comparisonKey] = first ?? drop
        if let identity { byFolder[identity] = first ?? drop }
      }
    })
}

/// An enabled server that writes mail to a folder named in the file.
private struct Drop {
  let index: Int
  let server: ServerDeclaration
  let place: NodeUse
  /// The path in bytes, equal for two spellings of one path. Equal strings can be different paths.
  let comparisonKey: [UInt8]

  /// All such servers, in file order.
  static func all(in view: ConfigurationView) -> [Drop] {
    let documents = view.declared.documents
    let drops = view.declared.servers.enumerated().compactMap { index, server -> Drop? in
      guard server.method == .pickupDirectory, server.isEnabled == true, let directory = server.pickupDirectory,
        let node = directory.content, let path = PickupPath(documents.text(of: node))
      else { return nil }
      return Drop(
        index: index, server: server, place: directory.value, comparisonKey: Array(path.comparisonKey.utf8))
    }
    return drops.sorted { $0.server.id.node < $1.server.id.node }
  }

  func report(sharedWith first: Drop, _ context: RuleContext) {
    let (name, firstName) = (context.shown(server.id), context.shown(first.server.id))
    context.report(
      at: server.id, "servers `\(name)` and `\(firstName)` write mail to the same folder", caption: "same folder",
      labels: [context.label(first.server.id, "first server with this folder")],
      help: comparisonKey != first.comparisonKey
        ? "`\(context.shown(place))` and `\(context.shown(first.place))` are the same folder through links or mounts; "
          + "give `\(name)` another one, or keep only one of the two servers"
        : "give `\(name)` its own folder, or keep only one of the two servers: there is no failover between them")
  }
}
