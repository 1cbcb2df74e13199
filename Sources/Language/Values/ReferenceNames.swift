import SourceText

/// The name of an environment variable, as recommended by POSIX.1-2024 (volume XBD, section 8.1).
package enum EnvironmentName {
  /// Whether a string is one: letters, digits and `_`, not starting with a digit.
  package static func isValid(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    text.first.map { !$0.isASCIIDigit } ?? false
      && text.allSatisfy { $0.isASCIILetter || $0.isASCIIDigit || $0 == UInt8(ascii: "_") }
  }

  /// Whether a string is one.
  package static func isValid(_ text: String) -> Bool { Array(text.utf8).withUnsafeBufferPointer { isValid($0) } }
}

/// The name of a credential that systemd passes to a unit (systemd.exec(5), `LoadCredential=`): a file of that name in the
/// folder `$CREDENTIALS_DIRECTORY`.
package enum CredentialName {
  /// Whether a string is one: 1 to 255 letters, digits, `_`, `.` and `-`, but neither `.` nor `..`.
  package static func isValid(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    (1...255).contains(text.count) && text.allSatisfy(isPart) && !text.elementsEqual(".".utf8)
      && !text.elementsEqual("..".utf8)
  }

  private static func isPart(_ byte: UInt8) -> Bool {
    byte.isASCIILetter || byte.isASCIIDigit || "_.-".utf8.contains(byte)
  }
}
