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
      A relative path starts at the working directory of whatever process sends the mail, and nobody knows that one for
      a service. System.Net.Mail therefore takes absolute directories only and throws for any other.

      Absolute are `/var/spool/pickup`, `C:\\pickup` or `C:/pickup`, and `\\\\server\\share\\pickup`. `~` is replaced by
      shells, not by the product. `C:pickup` starts at the current folder of drive C, `\\pickup` on the current drive,
      and `\\\\server` names a machine, but no folder of it.
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
    // What a secret looks like is not told either.
    let form = context.isSecret(place) ? .relative : RelativeForm(context.text(of: place))
    context.report(
      at: place, "the pickup directory `\(context.shown(place))` is not an absolute path", caption: form.caption,
      help: "write the whole path, as in `/var/spool/pickup`, `C:\\pickup` or `\\\\server\\share\\pickup`; "
        + "System.Net.Mail refuses any other")
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
    case .home: "only a shell replaces `~`"
    case .onDrive: "starts wherever the drive's current folder is"
    case .withoutDrive: "does not say on which drive"
    case .withoutShare: "a share must follow the server, after a `\\`"
    case .relative: "starts wherever the service runs"
    }
  }
}
