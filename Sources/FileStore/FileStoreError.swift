import SystemPackage

/// A file that could not be read or written, described for the user.
package struct FileStoreError: Error, CustomStringConvertible {
  /// What was attempted.
  package enum Action: Sendable {
    case read
    case write
    /// The file was written, but it is not certain to survive a crash of the machine.
    case secure
  }

  /// What was attempted.
  package let action: Action
  /// The file's name for display.
  package let name: String
  /// The system's error message.
  package let reason: String
  /// Whether the reader of a pipe has gone, so that there is no point in reporting the error.
  package let isBrokenPipe: Bool

  /// An error of the system.
  package init(_ action: Action, _ name: String, _ error: any Error) {
    self.action = error is NotSecured ? .secure : action
    self.name = name
    let cause = (error as? NotSecured)?.cause ?? error
    reason = (cause as? Errno)?.description ?? "\(cause)"
    isBrokenPipe = cause as? Errno == .brokenPipe
  }

  /// An error with a reason of our own.
  package init(_ action: Action, _ name: String, reason: String) {
    self.action = action
    self.name = name
    self.reason = reason
    isBrokenPipe = false
  }

  /// One sentence without a full stop.
  package var description: String {
    switch action {
    case .read: "cannot read `\(name)`: \(reason)"
    case .write: "cannot write `\(name)`: \(reason)"
    case .secure: "`\(name)` was written, but may be lost if the machine crashes now: \(reason)"
    }
  }
}

/// What went wrong after the file was already in place.
struct NotSecured: Error {
  let cause: Errno
}
