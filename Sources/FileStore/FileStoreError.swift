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
  /// Whether whoever read the other end of a pipe has gone: there is nobody left to tell.
  package let isBrokenPipe: Bool

  /// Makes an error of the system's.
  package init(_ action: Action, _ name: String, _ error: any Error) {
    self.action = action
    self.name = name
    reason = (error as? Errno)?.description ?? "\(error)"
    isBrokenPipe = error as? Errno == .brokenPipe
  }

  /// Makes an error of our own.
  package init(_ action: Action, _ name: String, reason: String) {
    self.action = action
    self.name = name
    self.reason = reason
    isBrokenPipe = false
  }

  /// One sentence without a full stop.
  package var description: String { "cannot \(action.rawValue) `\(name)`: \(reason)" }
}
