import Diagnostics

/// Identifiers of the findings of a run by which a service recognises them in the next run: made from the rule and the
/// YAML path, so that a finding keeps its identifier if lines above it are added or removed.
struct Fingerprints {
  /// The name of these fingerprints in reports.
  static let name = "ruleAndPath/v1"

  /// Whether a fingerprint must differ from those of all other files, not only from those of its own.
  private let isAcrossFiles: Bool

  /// The number of findings so far that are the same, by their file and identity.
  private var occurrences: [String: [String: Int]] = [:]

  init(acrossFiles: Bool = false) {
    isAcrossFiles = acrossFiles
  }

  /// Identifies the next finding; findings of one rule at one path of a file are distinguished by their order.
  ///
  /// - Parameters:
  ///   - diagnostic: The finding.
  ///   - file: The file's path.
  /// - Returns: Sixteen hexadecimal digits.
  mutating func next(_ diagnostic: Diagnostic, in file: String) -> String {
    next(
      rule: diagnostic.rule.text, path: diagnostic.path.description, configuration: diagnostic.configuration, in: file)
  }

  /// Identifies the next finding of a rule at a YAML path, which may belong to a configuration in another file.
  mutating func next(rule: String, path: String, configuration: String?, in file: String) -> String {
    let identity = [isAcrossFiles ? file : "", rule, path] + (configuration.map { [$0] } ?? [])
    let text = identity.joined(separator: "\u{0}")
    let number = occurrences[file]?[text] ?? 0
    occurrences[file, default: [:]][text] = number + 1
    let digits = String(Self.hash("\(text)\u{0}\(number)"), radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }

  /// The 64-bit hash of Fowler, Noll and Vo (FNV-1a): the same in every run, unlike Swift's own hashes.
  private static func hash(_ text: String) -> UInt64 {
    text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
  }
}
