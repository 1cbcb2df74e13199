#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The JSON of an export, before anything about its columns is known. Only its own four levels are kept.
struct ExportDocument: Decodable {
  /// The version of the query's output.
  let formatVersion: JSONCell?
  /// The rows of `CMS_SMTPServer`. SQL Server leaves a table without rows out, as it does the others.
  let servers: JSONTable?
  /// The rows of `CMS_SMTPServerSite`.
  let bindings: JSONTable?
  /// The rows of `CMS_Site`.
  let sites: JSONTable?
  /// The rows of `CMS_SettingsKey`.
  let settings: JSONTable?

  /// Reads a document.
  ///
  /// - Throws: ``ExportProblem`` if it is not JSON.
  init(_ text: ExportText) throws(ExportProblem) {
    do {
      self = try JSONDecoder().decode(Self.self, from: Data(text.json))
    } catch {
      throw ExportProblem("it is not valid JSON; do not edit what the query prints")
    }
  }
}
