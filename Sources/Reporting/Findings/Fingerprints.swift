import Diagnostics

/// Names for the findings of a file by which a service knows them again in the next run: from the rule and the YAML
/// path, so that a finding stays the same one when lines above it come and go.
struct Fingerprints {
  /// What these fingerprints are called in reports.
  static let name = "ruleAndPath/v1"

  private var occurrences: [String: Int] = [:]

  /// Names the next finding of the file; findings of one rule at one path are told apart by their order.
  ///
  /// - Parameters:
  ///   - diagnostic: The finding.
  ///   - file: The file's path, where a fingerprint must be unique over all files.
  /// - Returns: Sixteen hexadecimal digits.
  mutating func next(_ diagnostic: Diagnostic, file: String = "") -> String {
    next(rule: diagnostic.rule.text, path: diagnostic.path.description, file: file)
  }

  /// Names the next finding of a rule at a YAML path.
  mutating func next(rule: String, path: String, file: String = "") -> String {
    let identity = [file, rule, path].joined(separator: "\u{0}")
    let number = occurrences[identity, default: 0]
    occurrences[identity] = number + 1
    let digits = String(Self.hash("\(identity)\u{0}\(number)"), radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }

  /// The hash of Fowler, Noll and Vo (FNV-1a) over 64 bits: the same in every run, which Swift's own hashes are not.
  private static func hash(_ text: String) -> UInt64 {
    text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
  }
}
