package import Diagnostics

/// A format for findings.
///
/// A renderer receives the whole run at once, because most formats are one document for all files.
package protocol Renderer: Sendable {
  /// The whole output, including the line end; an empty string if the format has nothing to show.
  ///
  /// Files are in the order given.
  /// - Throws: What an encoder throws; plain text never fails.
  func render(_ run: RunReport) throws -> String
}
