import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let pickupDirectoryRelative = Rule.error(
    "pickup-directory-relative",
    summary: "A pickup directory that is not an absolute path",
    explanation: """
      A relative path starts at the working directory of the process that sends mail, which is hard to predict for a
      service. System.Net.Mail therefore accepts absolute directories only and throws for any other.

      Absolute paths are `/var/spool/pickup`, `C:\\pickup` or `C:/pickup`, and `\\\\server\\share\\pickup`. `~` is
      expanded by shells, not by Kentico Xperience. `C:pickup` starts at the current folder of drive C, `\\pickup` at
      the root of the current drive, and `\\\\server` names a machine, but no folder on it.
      """,
    references: ["System.Net.Mail.SmtpClient.PickupDirectoryLocation: only absolute directories"],
    bad: [
      """
      version: 1
      servers:
        archive:
          deliveryMethod: PickupDirectory
          pickupDirectory: ↓spool/pickup
        home:
          deliveryMethod: PickupDirectory
          pickupDirectory: ↓~/pickup
      global:
        servers: [archive, home]
      """,
      """
      version: 1
      servers:
        drive:
          deliveryMethod: PickupDirectory
          pickupDirectory: ↓C:pickup
        slash:
          deliveryMethod: PickupDirectory
          pickupDirectory: ↓\\pickup
        share:
          deliveryMethod: PickupDirectory
          pickupDirectory: ↓\\\\fileserver
      global:
        servers: [drive, slash, share]
      """,
    ],
    good: [
      """
      version: 1
      servers:
        archive:
          deliveryMethod: PickupDirectory
          pickupDirectory: /var/spool/smtp/pickup
        drive:
          deliveryMethod: PickupDirectory
          pickupDirectory: C:\\pickup
        share:
          deliveryMethod: PickupDirectory
          pickupDirectory: \\\\fileserver\\mail\\pickup
      global:
        servers: [archive, drive, share]
      """
    ],
    check: .problem)

  static func reportRelativePickupDirectory(_ place: NodeUse, _ context: RuleContext) {
    // The form of a secret is not shown either.
    let form = context.isSecret(place) ? .relative : RelativeForm(context.text(of: place))
    context.report(
      at: place, "the pickup directory `\(context.shown(place))` is not an absolute path", caption: form.caption,
      help: "write an absolute path, such as `/var/spool/pickup`, `C:\\pickup` or `\\\\server\\share\\pickup`; "
        + "System.Net.Mail rejects any other")
  }
}

/// The ways in which a path is not absolute.
private enum RelativeForm {
  case home, onDrive, withoutDrive, withoutShare, relative

  init(_ path: String) {
    let bytes = Array(path.utf8.prefix(2))
    let backslash = UInt8(ascii: "\\")
    if bytes.first == UInt8(ascii: "~") {
      self = .home
    } else if bytes == [backslash, backslash] {
      self = .withoutShare
    } else if bytes.first == backslash {
      self = .withoutDrive
    } else if bytes.count == 2, bytes[0].isASCIILetter, bytes[1] == UInt8(ascii: ":") {
      self = .onDrive
    } else {
      self = .relative
    }
  }

  var caption: String {
    switch self {
    case .home: "only shells expand `~`"
    case .onDrive: "relative to the drive's current folder"
    case .withoutDrive: "no drive"
    case .withoutShare: "no share after the server"
    case .relative: "relative to the service's working directory"
    }
  }
}
