package import Diagnostics
import SourceText

extension DiagnosticFormat {
  static let teamCity = DiagnosticFormat("teamcity", for: .server, "inspections of a TeamCity build") {
    TeamCityRenderer(project: $0.project, rules: $0.rules)
  }
}

/// Findings as inspections: service messages, which TeamCity reads from a step's output (TeamCity documentation, "Service
/// Messages").
package struct TeamCityRenderer: Renderer {
  private let project: ProjectFolder
  private let rules: RuleDescriptions

  /// Makes a renderer.
  ///
  /// - Parameters:
  ///   - project: Locates the files.
  ///   - rules: All rules.
  package init(project: ProjectFolder, rules: RuleDescriptions) {
    self.project = project
    self.rules = rules
  }

  /// One message for each finding, and a description of each rule before its first one.
  package func render(_ run: RunReport) -> String {
    var known: [RuleID] = []
    let messages = run.failed.map(problem) + run.files.flatMap { self.messages(of: $0, &known) }
    return messages.reduce(into: "") { $0 += $1.line + "\n" }
  }

  private func messages(of report: FileReport, _ known: inout [RuleID]) -> [ServiceMessage] {
    let texts = ReportText(report)
    var messages: [ServiceMessage] = []
    for finding in report.diagnostics {
      if !known.contains(finding.rule) {
        known.append(finding.rule)
        messages.append(type(of: finding.rule))
      }
      messages.append(inspection(finding, in: texts.file(at: finding.span)))
    }
    return report.omitted > 0 ? messages + [omission(in: report)] : messages
  }

  private func type(of rule: RuleID) -> ServiceMessage {
    let description = rules.of([rule]).first.map { "\($0.summary).\n\n\($0.explanation)" } ?? rule.text
    return ServiceMessage(
      "inspectionType",
      [
        .init("id", rule.text, 255), .init("name", rule.text, 255), .init("category", "smtpconf", 255),
        .init("description", description, 4000),
      ])
  }

  private func inspection(_ finding: Diagnostic, in text: FileText) -> ServiceMessage {
    ServiceMessage(
      "inspection",
      [
        .init("typeId", finding.rule.text, 255), .init("message", finding.lines.joined(separator: "\n"), 4000),
        .init("file", project.path(of: text.source.name), 4000), .init("line", "\(text.start(of: finding).line)", 255),
        .init("SEVERITY", finding.severity.rawValue.uppercased(), 255),
      ])
  }

  private func problem(_ file: RunReport.FailedFile) -> ServiceMessage {
    ServiceMessage("buildProblem", [.init("description", file.reason, 4000)])
  }

  private func omission(in report: FileReport) -> ServiceMessage {
    let text = "\(project.path(of: report.source.name)): \(Omission(report.omitted))"
    return ServiceMessage("message", [.init("text", text, 4000), .init("status", "WARNING", 255)])
  }
}

/// One service message.
private struct ServiceMessage {
  struct Attribute {
    let name: String
    let value: String
    /// The maximum number of UTF-16 code units in the value, escapes counted as they are written.
    let limit: Int

    init(_ name: String, _ value: String, _ limit: Int) {
      self.name = name
      self.value = value
      self.limit = limit
    }
  }

  private let name: String
  private let attributes: [Attribute]

  init(_ name: String, _ attributes: [Attribute]) {
    self.name = name
    self.attributes = attributes
  }

  var line: String {
    let values = attributes.map { " \($0.name)='\(Self.escaped($0.value.escapedKeepingLines, limit: $0.limit))'" }
    return "##teamcity[\(name)\(values.joined())]"
  }

  /// The string as a value, cut before the escape that would exceed the limit.
  private static func escaped(_ text: String, limit: Int) -> String {
    var escaped: [UInt8] = []
    for scalar in text.unicodeScalars {
      let length = escaped.count
      append(scalar, to: &escaped)
      // Everything that is written is ASCII.
      if escaped.count > limit {
        escaped.removeSubrange(length...)
        break
      }
    }
    return String(decoding: escaped, as: UTF8.self)
  }

  private static func append(_ scalar: Unicode.Scalar, to escaped: inout [UInt8]) {
    switch scalar {
    case "|", "'", "[", "]": escaped += [UInt8(ascii: "|"), UInt8(ascii: scalar)]
    case "\n": escaped += "|n".utf8
    case "\r": escaped += "|r".utf8
    case _ where scalar.isASCII: escaped.append(UInt8(ascii: scalar))
    default: for unit in scalar.utf16 { escaped += ("|0x" + fourDigits(unit)).utf8 }
    }
  }

  private static func fourDigits(_ unit: UInt16) -> String {
    let digits = String(unit, radix: 16, uppercase: true)
    return String(repeating: "0", count: 4 - digits.utf8.count) + digits
  }
}
