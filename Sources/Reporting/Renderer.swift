package import Diagnostics

/// A format in which findings are handed out.
///
/// A renderer sees every report of a run at once, because most formats are one document over all files.
package protocol Renderer: Sendable {
  /// The whole document, line end included; an empty string where a format has nothing to say.
  ///
  /// Reports are rendered in the order given.
  /// - Throws: What an encoder throws; layouts of plain text never fail.
  func render(_ reports: [FileReport]) throws -> String
}
