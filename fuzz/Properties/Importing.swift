import Analysis
import Diagnostics
import Importing
import Language
import LocatedYAML
import SourceText

extension Property {
  /// Any bytes are imported, or there are reasons why not. What is written is YAML, the same each time, without passwords;
  /// and `check` finds no errors in it but those of values in the database.
  package static let imports = Property("import", takesConfigurations: false) { input in
    guard let text = try imported(input) else { return }
    try require(try imported(input) == text, "the same export is written differently")
    let obeyed = Runners.obeyed(in: text)
    try require(obeyed.isEmpty, "a CI server executes commands in the file: \(obeyed)")
    let source = SourceFile(name: "imported.yaml", text: text)
    let reading = YAMLReading(source)
    try require(reading.tree.isComplete && reading.problems.isEmpty, "it is not YAML: \(reading.problems)\n\(text)")
    for finding in Analysis(source).report.diagnostics where finding.severity == .error {
      try require(errorsOfValues.contains("\(finding.rule)"), "\(finding.rule): \(finding.message)\n\(text)")
    }
    try check(passwordsIn: input, text)
  }

  private static func imported(_ input: [UInt8]) throws -> String? {
    do {
      let configuration = try Import(DatabaseExport(input)).configuration()
      return ConfigurationWriter.text(of: configuration, from: "export.json")
    } catch {
      try require(!error.problems.isEmpty, "there is no reason why it cannot be imported")
      return nil
    }
  }

  /// The query prints `***` instead of a password. If there is another text in its place, it is not shown.
  private static func check(passwordsIn input: [UInt8], _ text: String) throws {
    let (sign, password) = ("***", "hunter2-password")
    guard !text.contains(sign) else { return }
    let changed = String(decoding: input, as: UTF8.self).replacing(sign, with: password)
    guard let written = try imported(Array(changed.utf8)) else { return }
    try require(!written.contains(password), "a password is shown:\n\(written)")
  }

  private static let errorsOfValues: Set<String> = [
    "server-name-invalid", "server-name-scheme", "server-name-whitespace", "port-invalid", "port-out-of-range",
    "ipv6-unbracketed", "implicit-tls-port", "value-too-long", "invalid-value", "unexpanded-variable",
    "pickup-directory-required", "pickup-directory-relative", "site-without-servers", "site-servers-all-disabled",
  ]
}
