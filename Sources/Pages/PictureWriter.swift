/// Draws a picture as SVG.
///
/// Columns have a part of the width, and text keeps its size: a page shows the same picture at any width.
struct PictureWriter {
  /// What the picture is for.
  enum Purpose {
    /// A part of a page, which has the style.
    case page
    /// A file of its own.
    case file
  }

  private let picture: RoutingPicture
  private let layout: PictureLayout
  /// The width of a file, in pixels.
  private static let fileWidth = 960.0
  /// The part of the width that the narrower of the two columns has.
  private static let columnWidth = 0.38

  /// Prepares a picture. Takes time in proportion to its lines, and n log n for sorting them.
  init(_ picture: RoutingPicture) {
    self.picture = picture
    layout = PictureLayout(
      chains: picture.groups.map { $0.lines.map(\.server) }, serverCount: picture.servers.count)
  }

  /// Writes the `<svg>` element.
  ///
  /// - Throws: What the writer throws.
  func write(_ purpose: Purpose, to writer: inout MarkupWriter) throws {
    let height = Self.number(layout.height)
    var attributes: [MarkupWriter.Attribute] = [
      ("xmlns", "http://www.w3.org/2000/svg"), ("class", "picture"), ("height", height),
    ]
    switch purpose {
    case .page: attributes += [("width", "100%"), ("role", "group"), ("aria-label", picture.title)]
    case .file:
      attributes += [
        ("width", Self.number(Self.fileWidth)), ("viewBox", "0 0 \(Self.number(Self.fileWidth)) \(height)"),
        ("role", "img"),
      ]
    }
    try writer.element("svg", attributes) { svg in
      if purpose == .file {
        try svg.element("title", text: picture.title)
        try svg.element("desc", text: description)
        svg.endLine()
        try svg.element("style", file: .pictureStyle)
        svg.empty("rect", [("class", "paper"), ("width", "100%"), ("height", "100%")])
      }
      svg.endLine()
      try svg.element(
        "svg",
        [
          ("class", "lines"), ("x", "38%"), ("width", "21%"), ("height", height), ("viewBox", "0 0 100 \(height)"),
          ("preserveAspectRatio", "none"), ("aria-hidden", "true"),
        ], writeLines)
      svg.endLine()
      try svg.element("svg", [("class", "groups"), ("width", "38%"), ("height", height)], writeGroups)
      svg.endLine()
      try svg.element("svg", [("class", "servers"), ("x", "59%"), ("width", "41%"), ("height", height)], writeServers)
    }
    writer.endLine()
  }

  /// The picture in words.
  private var description: String {
    let sentences = picture.groups.map(\.description) + picture.servers.map(\.description)
    return sentences.joined(separator: ". ")
  }

  /// Later lines are below the first ones, which are more important.
  private func writeLines(_ svg: inout MarkupWriter) throws {
    let lines = picture.groups.indices.flatMap { group in
      zip(picture.groups[group].lines, layout.lineEnds[group]).map {
        (group: picture.groups[group].number, line: $0, ends: $1)
      }
    }
    for (group, line, ends) in lines.sorted(by: { $0.line.order > $1.line.order }) {
      let (start, end) = (Self.number(ends.start), Self.number(ends.end))
      let change = line.change.map { " " + $0.rawValue } ?? ""
      svg.endLine()
      svg.empty(
        "path",
        [
          (
            "class", "line order-\(min(line.order, 3))" + (line.role == .spare ? "" : " \(line.role.rawValue)") + change
          ),
          ("data-group", "\(group)"), ("data-server", "\(picture.servers[line.server].number)"),
          ("d", "M0 \(start)C50 \(start) 50 \(end) 100 \(end)"), ("vector-effect", "non-scaling-stroke"),
        ])
    }
  }

  private func writeGroups(_ svg: inout MarkupWriter) throws {
    for (group, top) in zip(picture.groups, layout.groupTops) {
      let change = group.change.map { " " + $0.rawValue } ?? ""
      svg.endLine()
      try svg.element(
        "g", [("class", "group" + (group.isWaiting ? " waits" : "") + change), ("data-group", "\(group.number)")]
      ) { box in
        try box.element("title", text: group.description)
        Self.writeBox(top: top, to: &box)
        box.empty(
          "rect",
          [
            ("class", "bar"), ("x", "6"), ("y", Self.number(top + 8)), ("width", "4"),
            ("height", Self.number(PictureLayout.boxHeight - 16)), ("rx", "2"),
          ])
        try Self.writeTexts(x: 18, top: top, label: group.label, to: &box) {
          $0.text(group.note.fitting(Self.room(18), .note))
        }
      }
    }
  }

  private func writeServers(_ svg: inout MarkupWriter) throws {
    for (server, top) in zip(picture.servers, layout.serverTops) {
      let change = server.change.map { " " + $0.rawValue } ?? ""
      svg.endLine()
      try svg.element(
        "g",
        [
          ("class", "server" + (server.state.map { " \($0.rawValue)" } ?? "") + change),
          ("data-server", "\(server.number)"), ("data-id", server.id),
        ]
      ) { box in
        try box.element("title", text: server.description)
        Self.writeBox(top: top, to: &box)
        try Self.writeSign(of: server, middle: top + PictureLayout.boxHeight / 2, to: &box)
        try Self.writeTexts(x: 34, top: top, label: server.id, to: &box) { note in
          guard let state = server.state else { return note.text(server.note.fitting(Self.room(34), .note)) }
          try note.element("tspan", [("class", "state")], text: state.rawValue)
          note.text(" · " + server.note.fitting(Self.room(80), .note))
        }
      }
    }
  }

  /// The room for text that begins this far from the left edge of a column, in a file.
  private static func room(_ left: Double) -> Double { fileWidth * columnWidth - left - 14 }

  private static func writeBox(top: Double, to writer: inout MarkupWriter) {
    writer.empty(
      "rect",
      [
        ("class", "box"), ("x", "1"), ("y", number(top)), ("width", "99%"), ("height", number(PictureLayout.boxHeight)),
        ("rx", "8"),
      ])
  }

  /// The sign of a server's state, of which the style shows one, or of its change.
  private static func writeSign(
    of server: RoutingPicture.Server, middle: Double, to writer: inout MarkupWriter
  ) throws {
    let height = number(middle)
    guard server.state != nil else {
      guard let change = server.change else { return }
      return try writer.element(
        "text", [("class", "sign"), ("x", "18"), ("y", number(middle + 5)), ("text-anchor", "middle")],
        text: change.sign)
    }
    try writer.element("g", [("class", "sign")]) { sign in
      sign.empty("circle", [("class", "ring"), ("cx", "18"), ("cy", height), ("r", "6.5")])
      sign.empty("circle", [("class", "dot"), ("cx", "18"), ("cy", height), ("r", "3.5")])
      sign.empty("path", [("class", "half"), ("d", "M18 \(height)m0 -6.5a6.5 6.5 0 0 1 0 13z")])
      sign.empty("path", [("class", "cross"), ("d", "M18 \(height)m-3 -3l6 6m0 -6l-6 6")])
    }
  }

  /// Writes the two lines of a box, which are cut off at its edge if they are too long.
  private static func writeTexts(
    x: Int, top: Double, label: String, to writer: inout MarkupWriter, note: (inout MarkupWriter) throws -> Void
  ) throws {
    try writer.element(
      "svg", [("y", number(top)), ("width", "97%"), ("height", number(PictureLayout.boxHeight))]
    ) { clip in
      try clip.element(
        "text", [("class", "label"), ("x", "\(x)"), ("y", "20")], text: label.fitting(Self.room(Double(x)), .label))
      try clip.element("text", [("class", "note"), ("x", "\(x)"), ("y", "36")], note)
    }
  }

  /// A number with at most one decimal, the same everywhere.
  private static func number(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
  }
}

extension RoutingPicture.Change {
  /// The sign of a change.
  fileprivate var sign: String {
    switch self {
    case .added: "+"
    case .removed: "−"
    case .changed: "~"
    }
  }
}
