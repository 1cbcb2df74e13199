package import Diagnostics

/// A format in which findings are handed out.
///
/// A renderer sees the whole run at once, because most formats are one document over all files.
package protocol Renderer: Sendable {
  /// The whole document, line end included; an empty string where a format has nothing to say.
  ///
  /// Files come in the order given.
  /// - Throws: What an encoder throws; layouts of plain text never fail.
  func render(_ run: RunReport) throws -> String
}
