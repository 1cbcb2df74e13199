package import Diagnostics
import SourceText

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Findings that are already in an earlier report: a run fails only for new ones.
///
/// A finding is identified by its file, its rule and its YAML path, and by its number among findings with the same
/// three. So it stays known if lines above it are added or removed.
package struct Baseline: Sendable {
  private let known: [String: Set<String>]

  /// Why a file cannot be used as an earlier report.
  package struct Malformed: Error, CustomStringConvertible {
    /// What is wrong, without the first capital and the full stop.
    package let description: String
  }

  /// Reads an earlier report in the format `json` or `sarif`.
  ///
  /// - Parameters:
  ///   - bytes: The report.
  ///   - project: Locates the files: a file is identified by its path from the top of the project.
  /// - Throws: ``Malformed`` if it is not such a report.
  package init(_ bytes: [UInt8], in project: ProjectFolder) throws(Malformed) {
    let report: EarlierReport
    do {
      report = try JSONDecoder().decode(EarlierReport.self, from: Data(bytes))
    } catch {
      throw Malformed(description: "it is not a report in the format `json` or `sarif`")
    }
    switch (report.diagnostics, report.runs) {
    case (let diagnostics?, nil): known = Self.known(diagnostics, in: project)
    case (nil, let runs?): known = try Self.known(runs)
    default: throw Malformed(description: "it has neither `diagnostics` nor `runs`")
    }
  }

  /// The findings that are new, of which this many of each report are kept; 0 for all.
  package func new(in reports: [FileReport], of project: ProjectFolder, limit: Int) -> [FileReport] {
    var fingerprints = Fingerprints()
    return reports.map { report in
      report.withoutKnown(limit: limit) { diagnostic in
        let file = project.uri(of: report.sources.file(at: diagnostic.span).name)
        let fingerprint = fingerprints.next(diagnostic, in: file)
        return known[file]?.contains(fingerprint) ?? false
      }
    }
  }

  private static func known(_ diagnostics: [EarlierReport.Finding], in project: ProjectFolder) -> [String: Set<String>]
  {
    var fingerprints = Fingerprints()
    return diagnostics.reduce(into: [:]) { known, finding in
      let file = project.uri(of: finding.file)
      let fingerprint = fingerprints.next(
        rule: finding.rule, path: finding.path, configuration: finding.configuration, in: file)
      known[file, default: []].insert(fingerprint)
    }
  }

  private static func known(_ runs: [EarlierReport.Run]) throws(Malformed) -> [String: Set<String>] {
    var known: [String: Set<String>] = [:]
    for result in runs.lazy.flatMap({ $0.results ?? [] }) {
      guard let fingerprint = result.partialFingerprints?[Fingerprints.name] else {
        throw Malformed(
          description: "a result has no fingerprint `\(Fingerprints.name)`: it is not a report from smtpconf")
      }
      guard let file = result.locations?.first?.physicalLocation?.artifactLocation?.uri else {
        throw Malformed(description: "a result has no location")
      }
      known[file, default: []].insert(fingerprint)
    }
    return known
  }
}

/// The parts of a report that a baseline needs.
private struct EarlierReport: Decodable {
  /// In the format `json`.
  let diagnostics: [Finding]?
  /// In the format `sarif` (SARIF 2.1.0, section 3.13.4).
  let runs: [Run]?

  struct Finding: Decodable {
    let rule: String
    let file: String
    let path: String
    let configuration: String?
  }

  struct Run: Decodable {
    let results: [Result]?
  }

  struct Result: Decodable {
    let partialFingerprints: [String: String]?
    let locations: [Location]?
  }

  struct Location: Decodable {
    let physicalLocation: Place?
  }

  struct Place: Decodable {
    let artifactLocation: Artifact?
  }

  struct Artifact: Decodable {
    let uri: String?
  }
}
