import SystemPackage

/// A file that could not be read or written, as a person is told of it.
package struct FileStoreError: Error, CustomStringConvertible {
  /// What was tried.
  package enum Action: String, Sendable {
    case read, write
  }

  /// What was tried.
  package let action: Action
  /// The file's name.
  package let name: String
  /// The system's words for what went wrong.
  package let reason: String

  init(_ action: Action, _ name: String, _ error: any Error) {
    self.action = action
    self.name = name
    reason = (error as? Errno)?.description ?? "\(error)"
  }

  /// Makes an error of our own.
  package init(_ action: Action, _ name: String, reason: String) {
    self.action = action
    self.name = name
    self.reason = reason
  }

  /// One sentence without a full stop.
  package var description: String { "cannot \(action.rawValue) `\(name)`: \(reason)" }
}
