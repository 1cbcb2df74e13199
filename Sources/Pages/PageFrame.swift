/// What all pages have in common: the head with its policy, the style, and the main part.
struct PageFrame {
  /// The title, in the head and as the first heading.
  let title: String
  /// What is below the heading: the files, and a date if one was given.
  let subtitle: String
  /// Whether the page has a script.
  let isInteractive: Bool

  /// Writes a page.
  ///
  /// - Parameters:
  ///   - sink: Receives the bytes, piece by piece.
  ///   - body: Writes the main part.
  /// - Throws: What the sink throws.
  func write(
    to sink: @escaping (UnsafeRawBufferPointer) throws -> Void, _ body: (inout MarkupWriter) throws -> Void
  ) throws {
    var writer = MarkupWriter(sink: sink)
    writer.documentType()
    try writer.element("html", [("lang", "en")]) { html in
      html.endLine()
      try html.element("head", [], writeHead)
      html.endLine()
      try html.element("body") { page in
        page.endLine()
        try page.element("header") { header in
          try header.element("h1", text: title)
          try header.element("p", [("class", "subtitle")], text: subtitle)
        }
        page.endLine()
        try page.element("main") { main in
          main.endLine()
          try body(&main)
        }
        page.endLine()
      }
      html.endLine()
    }
    writer.endLine()
    try writer.flush()
  }

  private func writeHead(_ head: inout MarkupWriter) throws {
    head.endLine()
    head.empty("meta", [("charset", "utf-8")])
    head.endLine()
    head.empty("meta", [("http-equiv", "Content-Security-Policy"), ("content", policy)])
    head.endLine()
    head.empty("meta", [("name", "viewport"), ("content", "width=device-width, initial-scale=1")])
    head.empty("meta", [("name", "color-scheme"), ("content", "light dark")])
    head.empty("meta", [("name", "referrer"), ("content", "no-referrer")])
    // Without it, browsers ask the host of the page for an icon.
    head.empty("link", [("rel", "icon"), ("href", "data:,")])
    head.endLine()
    try head.element("title", text: title)
    head.endLine()
    try head.element("style", file: .pageStyle)
    head.endLine()
    try head.element("style", file: .pictureStyle)
    head.endLine()
  }

  /// Nothing is loaded from anywhere, and only this style and this script apply.
  private var policy: String {
    let styles = "style-src \(PageFile.pageStyle.policySource) \(PageFile.pictureStyle.policySource)"
    let script = isInteractive ? "; script-src \(PageFile.script.policySource)" : ""
    return "default-src 'none'; \(styles)\(script); img-src data:; base-uri 'none'; form-action 'none'"
  }
}
