package import Reporting

/// A picture of the routing as SVG, which is a file of its own.
package struct SVGRenderer: Renderer {
  /// Makes a renderer; the format has no options.
  package init() {}

  /// The picture; the line to the server that sends the mail is in the colour of the servers that work.
  ///
  /// - Throws: Never; the text is kept in memory.
  package func render(_ report: RouteReport) throws -> String {
    let routes = Array(report.routes)
    let picture = RoutingPicture(ScopeGroups(routes), routes, busy: report.busy, down: report.down)
    var bytes: [UInt8] = []
    try withWriter(into: &bytes) { try PictureWriter(picture).write(.file, to: &$0) }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Collects what a function writes.
  private func withWriter(into bytes: inout [UInt8], _ body: (inout MarkupWriter) throws -> Void) throws {
    let collected = Collected()
    var writer = MarkupWriter { collected.bytes += $0 }
    try body(&writer)
    try writer.flush()
    bytes = collected.bytes
  }

  private final class Collected {
    var bytes: [UInt8] = []
  }
}
