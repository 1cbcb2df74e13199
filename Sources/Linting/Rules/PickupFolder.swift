package import FolderAccess
package import Language

/// An enabled server that drops mail into a folder, and what a look at the folder found.
package struct PickupFolder: Sendable {
  /// The server.
  package let server: ServerDeclaration
  /// Where the folder is written: the value of `pickupDirectory`, or of `deliveryMethod` where IIS defines the folder.
  package let place: NodeUse
  /// What is known of the folder.
  package let state: State

  package enum State: Sendable {
    /// A folder of this machine. `asRoot`: it was looked at as root, who can write nearly anywhere.
    case inspected(path: String, FolderCondition, asRoot: Bool)
    /// A folder of a Windows machine, which this one is not.
    case elsewhere(path: String)
    /// The folder that IIS defines.
    case definedByIIS
  }
}
