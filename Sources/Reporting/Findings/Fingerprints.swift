import Diagnostics

/// Identifiers of the findings of a file by which a service recognises them in the next run: made from the rule and the
/// YAML path, so that a finding keeps its identifier if lines above it are added or removed.
struct Fingerprints {
  /// The name of these fingerprints in reports.
  static let name = "ruleAndPath/v1"

  private var occurrences: [String: Int] = [:]

  /// Identifies the next finding of the file; findings of one rule at one path are distinguished by their order.
  ///
  /// - Parameters:
  ///   - diagnostic: The finding.
  ///   - file: The file's path, if the fingerprint must be unique across all files.
  /// - Returns: Sixteen hexadecimal digits.
  mutating func next(_ diagnostic: Diagnostic, file: String = "") -> String {
    next(rule: diagnostic.rule.text, path: diagnostic.path.description, file: file)
  }

  /// Identifies the next finding of a rule at a YAML path.
  mutating func next(rule: String, path: String, file: String = "") -> String {
    let identity = [file, rule, path].joined(separator: "\u{0}")
    let number = occurrences[identity, default: 0]
    occurrences[identity] = number + 1
    let digits = String(Self.hash("\(identity)\u{0}\(number)"), radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }

  /// The 64-bit hash of Fowler, Noll and Vo (FNV-1a): the same in every run, unlike Swift's own hashes.
  private static func hash(_ text: String) -> UInt64 {
    text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
  }
}
