package import Diagnostics
import Language
import Reporting
package import Routing

/// A page that shows a routing: a picture in which servers can be set busy or down, what fails if servers are lost, and a
/// table of the sites.
///
/// It is one file that requests nothing. Without a script everything can be read; the same routing gives the same bytes.
package struct RoutingPage {
  /// What a page says besides the routing.
  package struct Caption: Sendable {
    /// The title; nil for the usual one.
    package var title: String?
    /// A date, in any form.
    package var date: String?
    /// The name of the configuration or the routing table.
    package var file: String

    /// Makes a caption.
    package init(title: String? = nil, date: String? = nil, file: String) {
      self.title = title
      self.date = date
      self.file = file
    }

    /// What is below the title.
    var subtitle: String { ([file] + (date.map { [$0] } ?? [])).joined(separator: " · ") }
  }

  private let caption: Caption
  private let router: Router
  private let findings: FileReport?
  private let routes: [Route]
  private let groups: ScopeGroups
  private let impact: Impact
  private let losses: [ServerLoss]
  private let data: PageData

  /// Prepares the page of a routing.
  ///
  /// Takes time in proportion to the scopes and the chains, and n log n for sorting n scopes.
  ///
  /// - Parameters:
  ///   - router: The routing.
  ///   - findings: The findings of its configuration, which are counted; nil for a routing table.
  ///   - caption: What the page says besides.
  package init(_ router: Router, findings: FileReport?, caption: Caption) {
    self.router = router
    self.findings = findings
    self.caption = caption
    routes = router.routes(of: router.scopes)
    groups = ScopeGroups(routes)
    impact = Impact(router, upTo: .two)
    losses = ServerLoss.all(impact, groups)
    data = PageData(groups, routes, sources: router.sources)
  }

  /// Writes the page.
  ///
  /// - Parameter sink: Receives the bytes, piece by piece.
  /// - Throws: What the sink throws.
  package func write(to sink: @escaping (UnsafeRawBufferPointer) throws -> Void) throws {
    let frame = PageFrame(title: caption.title ?? "Mail routing", subtitle: caption.subtitle, isInteractive: true)
    try frame.write(to: sink) { main in
      try main.section("answer", heading: nil, writeAnswer)
      try main.element("div", [("class", "columns")]) { columns in
        columns.endLine()
        try columns.section("map", heading: "Who sends whose mail", writeMap)
        try columns.section("losses", heading: "If one server is lost", writeLosses)
      }
      main.endLine()
      try main.section("pairs", heading: "If two servers are lost at the same time", writePairs)
      try main.section("sites", heading: "Sites", writeSites)
      try main.element("script", [("type", "application/json"), ("id", "data")], data.write)
      main.endLine()
      try main.element("script", file: .script)
      main.endLine()
    }
  }

  // MARK: The answer

  private func writeAnswer(_ section: inout MarkupWriter) throws {
    try section.element("p", [("class", "headline")]) { line in
      guard let worst = impact.losses.first, worst.waitingCount > 0 else {
        return line.text(impact.headline().capitalizedSentence)
      }
      line.text("Without ")
      try Self.writeIDs(worst.servers, to: &line)
      let waiting = impact.consequences(of: worst).waiting
      line.text(", mail \(waiting == [.global] ? "that belongs to no site" : "of \(waiting.counted)") waits.")
    }
    try section.element("p", [("class", "also")], text: singleLoss)
    try section.element("dl", [("class", "facts")]) { facts in
      try Self.writeFact(router.serverIDs.count, "server", "servers", to: &facts)
      try Self.writeFact(router.siteNames.count, "site", "sites", to: &facts)
      let count = groups.groups.count - 1
      try Self.writeFact(count, "group of sites", "groups of sites", to: &facts)
      guard let findings else { return }
      let (warnings, infos) = (findings.count(.warning), findings.count(.info))
      if warnings + infos == 0 { return try Self.writeFact("no", "findings", to: &facts) }
      if warnings > 0 { try Self.writeFact(warnings, "warning", "warnings", to: &facts) }
      if infos > 0 { try Self.writeFact(infos, "info", "infos", to: &facts) }
    }
  }

  /// What the worst loss of one server does, in a sentence that follows the headline.
  private var singleLoss: String {
    guard let worst = losses.first, !worst.use.first.isEmpty else { return "No server is the first of any chain." }
    let critical = losses.prefix { !$0.waiting.isEmpty }.count
    let isHeadline = impact.losses.first?.servers == [worst.server]
    if critical == 1 {
      return isHeadline
        ? "Its chain has no other server."
        : "One server has no replacement for some mail: \(worst.sentence)."
    }
    if critical > 1 {
      let servers = "\(critical) servers have no replacement for some mail"
      return isHeadline ? servers + "." : "\(servers); the worst: \(worst.sentence)."
    }
    return "No server is indispensable: if any one is lost, another one sends its mail."
  }

  private static func writeFact(
    _ count: Int, _ one: String, _ several: String, to facts: inout MarkupWriter
  ) throws {
    try writeFact("\(count)", count == 1 ? one : several, to: &facts)
  }

  private static func writeFact(_ number: String, _ noun: String, to facts: inout MarkupWriter) throws {
    try facts.element("div") { fact in
      try fact.element("dt", text: noun)
      try fact.element("dd", text: number)
    }
  }

  private static func writeIDs(_ ids: [String], to line: inout MarkupWriter) throws {
    for (place, id) in ids.enumerated() {
      if place > 0 { line.text(place == ids.count - 1 ? " and " : ", ") }
      try line.element("b", text: id)
    }
  }

  // MARK: The picture

  private func writeMap(_ section: inout MarkupWriter) throws {
    let picture = RoutingPicture(groups, routes, losses: losses)
    try section.element("div", [("class", "controls"), ("hidden", "")]) { controls in
      try controls.element("p", [("id", "situation"), ("role", "status")], text: "All servers are idle.")
      try controls.element("button", [("type", "button"), ("id", "reset")], text: "Reset")
      try controls.element("p", [("id", "explanation")], text: "")
    }
    section.endLine()
    try PictureWriter(picture).write(.page, to: &section)
    try section.element("p", [("class", "legend")]) { legend in
      try legend.element("span", [("class", "key first")], text: "sends the mail")
      try legend.element("span", [("class", "key second")], text: "comes second")
      try legend.element("span", [("class", "key third")], text: "comes later")
      try legend.element("span", text: "(global): mail that belongs to no site")
    }
    section.endLine()
    try section.writeHidden(picture.hidden, groupCount: groups.groups.count, serverCount: groups.servers.count)
  }

  // MARK: Losses

  private static let mostLossesAtOnce = 8

  private func writeLosses(_ section: inout MarkupWriter) throws {
    if losses.isEmpty { try section.element("p", text: "No chain has a server.") }
    try section.writeList(losses, atOnce: Self.mostLossesAtOnce, more: "more servers") { item, loss in
      try item.element("p", [("class", "who")]) { line in
        try line.element("b", text: loss.server)
        let number = groups.servers.firstIndex { $0.id == loss.server } ?? 0
        try line.element(
          "button", [("type", "button"), ("class", "set"), ("data-server", "\(number)"), ("hidden", "")], text: "idle")
      }
      try item.element("p", [("class", "use")], text: "\(loss.use)" + (loss.use.first.isEmpty ? ": no mail moves" : ""))
      try item.writeConsequences(waiting: loss.waiting, moved: loss.moved)
    }
  }

  private func writePairs(_ section: inout MarkupWriter) throws {
    let pairs = impact.losses.filter { $0.servers.count == 2 }
    if pairs.isEmpty {
      try section.element("p", text: "No two servers are the whole chain of a site.")
    } else {
      try section.element(
        "p", text: "Two servers are listed if they are the whole chain of a site: then its mail waits.")
    }
    try section.writeList(pairs, atOnce: Self.mostLossesAtOnce, more: "more pairs") { item, loss in
      try item.element("p", [("class", "who")]) { try Self.writeIDs(loss.servers, to: &$0) }
      let consequences = impact.consequences(of: loss)
      try item.writeConsequences(waiting: consequences.waiting, moved: consequences.moved)
    }
  }

  // MARK: Sites

  private static let mostGroups = 200

  private func writeSites(_ section: inout MarkupWriter) throws {
    try section.element("div", [("id", "browser"), ("hidden", "")]) { _ in }
    section.endLine()
    try section.element("div", [("id", "groups")]) { part in
      try part.element("table") { table in
        try table.element("thead") { head in
          try head.element("tr") { row in
            for name in ["Sites", "Servers, in order, and why"] {
              try row.element("th", [("scope", "col")], text: name)
            }
          }
        }
        table.endLine()
        try table.element("tbody") { body in
          for group in groups.groups.prefix(Self.mostGroups) { try write(group, to: &body) }
        }
      }
      part.endLine()
      let more = groups.groups.dropFirst(Self.mostGroups)
      guard !more.isEmpty else { return }
      let count = more.reduce(0) { $0 + $1.scopes.count }
      try part.element(
        "p", text: "… and \(count) sites in \(more.count) other groups, which the browser lists if scripts are allowed."
      )
    }
    section.endLine()
  }

  private func write(_ group: ScopeGroups.Group, to body: inout MarkupWriter) throws {
    let scopes = group.scopes.map { routes[$0].scope }
    body.endLine()
    try body.element("tr") { row in
      try row.element("td") { cell in
        if scopes.count > 1 { try cell.element("b", text: "\(scopes.counted): ") }
        cell.text(scopes.names())
      }
      try row.element("td") { cell in
        if group.chain.isEmpty { return try cell.element("p", text: "No server: mail waits for ever.") }
        let isUniform = data.isUniform(group)
        if !isUniform { try cell.element("p", [("class", "use")], text: "For \(scopes[0]):") }
        try cell.element("ol", [("class", "steps")]) { list in
          for step in routes[group.scopes[0]].steps where step.decision != .disabled {
            try list.element("li") { item in
              try item.element("b", text: step.server.id)
              item.text(" \(step.reason), \(step.server.delivery.pageText) ")
              if let place = data.place(of: step) { try item.element("span", [("class", "place")], text: place) }
            }
          }
        }
      }
    }
  }
}

extension MarkupWriter {
  /// Writes a section with an id and a heading.
  ///
  /// - Throws: What `body` and the sink throw.
  mutating func section(
    _ id: String, heading: String?, _ body: (inout MarkupWriter) throws -> Void
  ) throws {
    let label = heading == nil ? ("aria-label", "Summary") : ("aria-labelledby", "\(id)-heading") as Attribute
    try element("section", [("id", id), label]) { section in
      section.endLine()
      if let heading { try section.element("h2", [("id", "\(id)-heading")], text: heading) }
      section.endLine()
      try body(&section)
      section.endLine()
    }
    endLine()
  }

  /// Writes a list whose later items are folded away; further ones are counted.
  ///
  /// - Throws: What `body` and the sink throw.
  mutating func writeList<Item>(
    _ items: [Item], atOnce: Int, more: StaticString, _ body: (inout MarkupWriter, Item) throws -> Void
  ) throws {
    let shown = items.prefix(Impact.mostShown)
    func write(_ items: ArraySlice<Item>, to writer: inout MarkupWriter) throws {
      try writer.element("ol", [("class", "cards")]) { list in
        for item in items {
          list.endLine()
          try list.element("li") { try body(&$0, item) }
        }
      }
      writer.endLine()
    }
    guard !items.isEmpty else { return }
    try write(shown.prefix(atOnce), to: &self)
    let rest = shown.dropFirst(atOnce)
    guard !rest.isEmpty else { return }
    try element("details") { details in
      try details.element("summary", text: "\(items.count - atOnce) \(more)")
      try write(rest, to: &details)
      let left = items.count - shown.count
      if left > 0 { try details.element("p", text: "… and \(left) more: smtpconf impact --format json lists all.") }
    }
    endLine()
  }

  /// Writes whose mail waits, and where the mail of others goes.
  ///
  /// - Throws: What the sink throws.
  mutating func writeConsequences(waiting: [Scope], moved: [Impact.Move]) throws {
    guard !waiting.isEmpty || !moved.isEmpty else { return }
    try element("ul", [("class", "effects")]) { list in
      if !waiting.isEmpty {
        try list.element("li", [("class", "waits")]) { item in
          try item.element("b", text: "\(waiting.counted) \(waiting.count == 1 ? "waits" : "wait")")
          item.text(waiting == [.global] ? "" : ": \(waiting.names())")
        }
      }
      for move in moved.prefix(Impact.mostNames) {
        try list.element("li", [("class", "moves")]) { item in
          item.text("\(move.scopes.counted) → ")
          try item.element("b", text: move.server)
        }
      }
      let others = moved.dropFirst(Impact.mostNames)
      if !others.isEmpty {
        try list.element(
          "li", [("class", "moves")], text: "\(others.flatMap(\.scopes).counted) → \(others.count) other servers")
      }
    }
  }

  /// Writes what a picture leaves out.
  ///
  /// - Throws: What the sink throws.
  mutating func writeHidden(_ hidden: RoutingPicture.Hidden, groupCount: Int, serverCount: Int) throws {
    guard !hidden.isEmpty else { return }
    var parts: [String] = []
    if hidden.groups > 0 { parts.append("the \(groupCount - hidden.groups) largest of \(groupCount) groups") }
    if hidden.servers > 0 { parts.append("\(serverCount - hidden.servers) of \(serverCount) servers") }
    try element(
      "p", [("class", "hint")],
      text: "The picture shows \(parts.joined(separator: " and ")); the list of sites below has all.")
    endLine()
  }
}

extension String {
  /// The text with its first letter in upper case, and a full stop.
  var capitalizedSentence: String { prefix(1).uppercased() + dropFirst() + "." }
}
