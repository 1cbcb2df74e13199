import SystemPackage

/// A file that could not be read or written, as a person is told of it.
package struct FileStoreError: Error, CustomStringConvertible {
  /// What was tried.
  package enum Action: Sendable {
    case read
    case write
    /// The file is written; that it stays so through a crash of the machine could not be made sure of.
    case secure
  }

  /// What was tried.
  package let action: Action
  /// The file's name, as people are shown it.
  package let name: String
  /// The system's words for what went wrong.
  package let reason: String
  /// Whether whoever read the other end of a pipe has gone: there is nobody left to tell.
  package let isBrokenPipe: Bool

  /// Makes an error of the system's.
  package init(_ action: Action, _ name: String, _ error: any Error) {
    self.action = error is NotSecured ? .secure : action
    self.name = name
    let cause = (error as? NotSecured)?.cause ?? error
    reason = (cause as? Errno)?.description ?? "\(cause)"
    isBrokenPipe = cause as? Errno == .brokenPipe
  }

  /// Makes an error of our own.
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
    case .secure: "`\(name)` is written, but may be lost if the machine crashes now: \(reason)"
    }
  }
}

/// What went wrong when a file was already in its place.
struct NotSecured: Error {
  let cause: Errno
}
