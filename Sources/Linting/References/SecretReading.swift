package import FolderAccess
package import Language
package import LibC
package import SourceText

/// What reading a reference found.
package enum SecretReading: Sendable {
  /// The bytes, as they are kept: with the line end of a file.
  case content(SecretBytes)
  /// A variable that is not set, and the nearest that is; or a file that does not exist.
  case missing(nearest: String?)
  /// A file that cannot be read.
  case unreadable(UnreadableFile)
  /// It cannot be known here, with the reason: "a path of Windows".
  case unchecked(reason: String)
  /// The user does not want it to be read, or another rule says that the reference is wrong.
  case untested
}

/// Reads a reference to a user name or a password on this machine.
package typealias SecretReader = @Sendable (SecretReference) -> SecretReading

/// The CI server that runs the program, which decides how a secret gets into a variable.
package enum CIServer: Sendable {
  /// Azure Pipelines.
  case azure
  /// GitHub Actions.
  case github
}

/// A reference to a user name or a password of servers that are in a chain.
package struct SecretUse: Sendable {
  /// The reference.
  package let reference: SecretReference
  /// Whether it is a user name; otherwise a password.
  package let isUsername: Bool
  /// The name or path where it is used first.
  package let place: NodeUse
  /// Where it is used as well.
  package let others: [NodeUse]
  /// What is wrong with it; nil if nothing is.
  package let problem: SecretProblem?
}

/// What is wrong with a secret. Nothing of its value is in it.
package enum SecretProblem: Sendable, Equatable {
  case missing(nearest: String?)
  case unreadable(UnreadableFile)
  case empty
  case malformed(Form)
  case placeholder(kind: String)
  case padded
  case unchecked(reason: String)

  /// Why a value is not a user name or a password.
  package enum Form: Sendable, Equatable {
    /// A line break, so that there is a second line.
    case secondLine
    /// Another control character.
    case controlCharacter
    /// Not UTF-8.
    case notUTF8
    /// More UTF-16 code units than the field of Kentico Xperience has.
    case tooLong(limit: Int)
  }
}

/// A value that was read, checked as the rules about secrets say: one test at a time, in their order.
package struct SecretValue: Sendable {
  /// The value; nil if there is none that could be used.
  package let value: Secret?
  /// What is wrong with it; nil if nothing is.
  package let problem: SecretProblem?

  /// Checks what reading a reference found.
  ///
  /// - Parameters:
  ///   - reading: What was found.
  ///   - reference: The reference.
  ///   - limit: The maximum length in UTF-16 code units.
  package init(_ reading: SecretReading, of reference: SecretReference, limit: Int) {
    switch reading {
    case .missing(let nearest): self.init(nil, .missing(nearest: nearest))
    case .unreadable(let problem): self.init(nil, .unreadable(problem))
    case .unchecked(let reason): self.init(nil, .unchecked(reason: reason))
    case .untested: self.init(nil, nil)
    case .content(let bytes):
      let isVariable = if case .environment = reference { true } else { false }
      self = bytes.withBytes { Self.checked(isVariable ? $0[...] : Self.withoutLineEnd($0), limit: limit) }
    }
  }

  private init(_ value: Secret?, _ problem: SecretProblem?) {
    self.value = value
    self.problem = problem
  }

  /// The content of a file without one line end: LF or CRLF.
  private static func withoutLineEnd(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer.SubSequence {
    guard bytes.last == UInt8(ascii: "\n") else { return bytes[...] }
    let rest = bytes.dropLast()
    return rest.last == UInt8(ascii: "\r") ? rest.dropLast() : rest
  }

  private static func checked(_ bytes: UnsafeRawBufferPointer.SubSequence, limit: Int) -> SecretValue {
    if bytes.isEmpty { return SecretValue(nil, .empty) }
    if bytes.contains(where: \.isLineEnd) { return SecretValue(nil, .malformed(.secondLine)) }
    guard let text = String(validating: bytes, as: UTF8.self) else { return SecretValue(nil, .malformed(.notUTF8)) }
    if text.unicodeScalars.contains(where: { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) }) {
      return SecretValue(nil, .malformed(.controlCharacter))
    }
    if text.utf16.count > limit { return SecretValue(nil, .malformed(.tooLong(limit: limit))) }
    let problem = placeholder(text).map { SecretProblem.placeholder(kind: $0) }
    let isPadded = text.first == " " || text.last == " "
    return SecretValue(Secret(text), problem ?? (isPadded ? .padded : nil))
  }

  /// Whose reference a value is that nobody resolved; nil for any other value.
  private static func placeholder(_ text: String) -> String? {
    let variable = Array(text.utf8).withUnsafeBufferPointer(VariableReference.init(whole:))
    if let variable { return variable.syntax.rawValue }
    if text.hasPrefix("@Microsoft.KeyVault("), text.hasSuffix(")") { return "Azure Key Vault" }
    if text.hasPrefix("ENC[AES256_GCM,"), text.hasSuffix("]") { return "SOPS" }
    if text.hasPrefix("vault:"), text.contains("#") { return "Vault" }
    return nil
  }
}
