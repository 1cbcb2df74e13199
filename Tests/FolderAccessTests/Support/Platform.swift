import LibC

/// A system call needed to prepare a test has failed.
struct SystemCallFailure: Error, CustomStringConvertible {
  /// The call and its arguments.
  let call: String
  /// The `errno` it left.
  let code: Int32

  /// The call and the system's error message.
  var description: String { "\(call): \(String(cString: strerror(code)))" }

  /// Returns a result that is not negative.
  ///
  /// - Throws: The error that a negative result stands for.
  @discardableResult
  static func check<Result: SignedInteger>(_ call: String, _ result: Result) throws -> Result {
    guard result >= 0 else { throw SystemCallFailure(call: call, code: errno) }
    return result
  }
}

/// The device, inode, owner and times of a file, links not followed.
///
/// - Throws: `lstat` fails.
func metadata(of path: String) throws -> stat {
  var found = stat()
  try SystemCallFailure.check("lstat \(path)", lstat(path, &found))
  return found
}

/// Writes one line to standard error.
func complain(_ line: String) {
  let text = line + "\n"
  _ = write(STDERR_FILENO, text, text.utf8.count)
}
