package import Diagnostics
import SourceText

/// Rules for people at a terminal.
package struct RuleTextRenderer: Renderer {
  private let style: TextStyle
  private let wrapsLists: Bool

  /// Makes a renderer.
  ///
  /// - Parameters:
  ///   - style: The style of the text.
  ///   - wrapsLists: Whether the lines of a list are wrapped as well; otherwise each rule is on one line, for `grep`.
  package init(style: TextStyle, wrapsLists: Bool = false) {
    self.style = style
    self.wrapsLists = wrapsLists
  }

  /// The description of a rule, or a list of rules, including the line end.
  package func render(_ report: RuleReport) -> String {
    switch report {
    case .page(let rule): page(of: rule)
    case .list(let rules): list(rules)
    }
  }

  /// A rule's page: its summary, the explanation, a bad and a good example, and the references.
  package func page(of rule: RuleDescription) -> String {
    var rows = [Row(rule.id.text, Role(rule.severity))]
    rows[0].append(" (\(rule.severity.rawValue), \(rule.setting)\(rule.isFixable ? ", fixable with --fix" : ""))")
    rows += [Row()] + wrapped(rule.summary + ".", .message) + [Row()] + prose(rule.explanation)
    rows += [Row(), Row("Bad (↓ marks the place):", .heading), Row()] + example(rule.badExample)
    rows += [Row(), Row("Good:", .heading), Row()] + example(rule.goodExample)
    if !rule.references.isEmpty {
      rows += [Row(), Row("See also:", .heading), Row()] + rule.references.flatMap { item(Self.indent, $0) }
    }
    return rows.reduce(into: "") { $0 += $1.text(colour: style.colour) + "\n" }
  }

  /// One line for each rule: the severity, a `*` if it can be changed, the rule and its summary.
  package func list(_ rules: [RuleDescription]) -> String {
    let width = rules.map(\.id.text.utf8.count).max() ?? 0
    return rules.reduce(into: "") { text, rule in
      for row in rows(of: rule, idWidth: width) { text += row.text(colour: style.colour) + "\n" }
    }
  }

  private func rows(of rule: RuleDescription, idWidth: Int) -> [Row] {
    var row = Row(Self.padded(rule.severity.rawValue, to: Self.severityWidth), Role(rule.severity))
    row.append(" \(rule.isAdjustable ? "*" : " ") ")
    row.append(Self.padded(rule.id.text, to: idWidth), .message)
    row.append("  ")
    let indent = Self.severityWidth + 3 + idWidth + 2
    let room = wrapsLists ? max(style.width - indent, style.width / 3) : Int.max
    let texts = WordWrap.rows(of: rule.summary, first: room, rest: room)
    row.append(texts.first ?? "")
    return [row] + texts.dropFirst().map { Row(Self.padded("", to: indent) + $0) }
  }

  /// Markdown as plain text for a terminal: paragraphs and lists reflowed, without the asterisks of bold words.
  private func prose(_ markdown: String) -> [Row] {
    let blocks = markdown.split(separator: "\n", omittingEmptySubsequences: false).split(separator: "")
    let paragraphs = blocks.map { block in
      Self.items(of: block).flatMap { $0.isListed ? item("- ", $0.text) : wrapped($0.text) }
    }
    return Array(paragraphs.joined(separator: [Row()]))
  }

  /// The items of a list, or the paragraph, each on one line.
  private static func items(of block: ArraySlice<Substring>) -> [(isListed: Bool, text: String)] {
    block.reduce(into: []) { items, line in
      let text = String(line.replacing("**", with: ""))
      if text.hasPrefix("- ") {
        items.append((true, String(text.dropFirst(2))))
      } else if items.isEmpty {
        items.append((false, text))
      } else {
        items[items.count - 1].text += " " + text.drop { $0 == " " }
      }
    }
  }

  private func wrapped(_ text: String, _ role: Role = .plain) -> [Row] {
    WordWrap.rows(of: text, first: style.width, rest: style.width).map { Row($0, role) }
  }

  private func item(_ mark: String, _ text: String) -> [Row] {
    let room = style.width - mark.utf8.count
    return WordWrap.rows(of: text, first: room, rest: room).enumerated().map { number, line in
      Row((number == 0 ? mark : Self.padded("", to: mark.utf8.count)) + line)
    }
  }

  private func example(_ text: String) -> [Row] {
    text.escapedKeepingLines.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      let isMarked = line.contains(RuleDescription.mark)
      return Row(Self.indent + line, isMarked ? .error : .plain)
    }
  }

  private static let indent = "    "
  private static let severityWidth = Severity.allCases.map(\.rawValue.utf8.count).max() ?? 0

  private static func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.utf8.count))
  }
}
