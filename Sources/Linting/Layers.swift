package import Language
import LocatedYAML

/// Which file it is, whatever its name: the device and the inode number of a file system.
package struct FileKey: Hashable, Sendable {
  private let device: UInt64
  private let inode: UInt64

  /// The file with this inode number on this device.
  package init(device: UInt64, inode: UInt64) {
    self.device = device
    self.inode = inode
  }
}

/// A file that another one extends, before it is read.
package struct BaseFile: Sendable {
  /// Which file it is.
  package let key: FileKey
  /// Its path from the current folder, as bytes.
  package let path: [UInt8]
  /// Its name in messages.
  package let name: String
  /// Reads it. A file that is too large may be cut after the largest size that is allowed.
  package let read: @Sendable () throws(UnreadableBase) -> [UInt8]

  /// Makes a file from its parts.
  package init(
    key: FileKey, path: [UInt8], name: String, read: @escaping @Sendable () throws(UnreadableBase) -> [UInt8]
  ) {
    self.key = key
    self.path = path
    self.name = name
    self.read = read
  }
}

/// Finds the file that a path leads to, which is written in another file, and does not read it.
///
/// The first argument is the path as it is written, the second the path of the file that it is written in, from the
/// current folder.
package typealias BaseFinder = @Sendable (String, [UInt8]) throws(UnreadableBase) -> BaseFile

/// Why a file cannot be extended.
package struct UnreadableBase: Error, Sendable {
  /// The name of the file in messages.
  package let name: String
  /// The reason.
  package let reason: Reason

  /// The reasons.
  package enum Reason: Sendable {
    /// There is no such file; the nearest name of a YAML file in that folder, if any.
    case missing(nearest: String?)
    /// It is a folder.
    case folder
    /// It is a device, a pipe or a socket.
    case notAFile
    /// Its name does not end in `.yaml` or `.yml`, or it is a link to a file whose name does not.
    case notYAML
    /// It must not be read.
    case noPermission
    /// Another error of the system, in words.
    case other(String)
    /// Files are not read here.
    case notAvailable
  }

  /// A reason for a file.
  package init(name: String, _ reason: Reason) {
    self.name = name
    self.reason = reason
  }
}

/// What is wrong with the layers of a configuration.
package enum LayerProblem: Sendable {
  /// A path that does not lead to a file that can be extended.
  case unreadable(NodeUse, UnreadableBase)
  /// A path that leads back to a file that extends this one; the paths that lead here are the steps.
  case cycle(NodeUse, steps: [NodeUse])
  /// A path that leads to more than a configuration may consist of.
  case limit(NodeUse, LayerLimit)
  /// A path to a file that an earlier path of the list leads to; whether that is the same path.
  case repeated(NodeUse, first: NodeUse, isSame: Bool)
  /// A file that is not a configuration of its own is used as one.
  case partial(NodeUse)
}

/// The limits of a configuration that consists of several files.
package enum LayerLimit: Sendable {
  /// The number of files.
  case files
  /// The number of bytes in all files.
  case size
  /// The number of nodes that aliases add in all files.
  case aliases

  /// The largest number of files.
  package static let mostFiles = 32
  /// The largest number of bytes in all files.
  package static let mostBytes = YAMLLimits.sourceSize
  /// The largest number of nodes that aliases add in all files.
  package static let mostNodesAddedByAliases = YAMLLimits.nodesAddedByAliases
}
