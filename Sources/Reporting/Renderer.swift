/// A format in which a report is written.
///
/// A renderer receives the whole report at once, because most formats are one document.
public protocol Renderer<Report>: Sendable {
  /// What is reported.
  associatedtype Report

  /// The whole output, including the line end; an empty string if the format has nothing to show.
  ///
  /// - Throws: What an encoder throws; plain text never fails.
  func render(_ report: Report) throws -> String
}
