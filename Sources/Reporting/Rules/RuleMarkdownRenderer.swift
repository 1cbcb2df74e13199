package import Diagnostics
import SourceText

/// Rules as documentation pages.
package struct RuleMarkdownRenderer: Renderer {
  /// Makes a renderer; the format has no options.
  package init() {}

  /// The description of a rule, or a list of rules, including the line end.
  package func render(_ report: RuleReport) -> String {
    switch report {
    case .page(let rule): page(of: rule)
    case .list(let rules): list(rules)
    }
  }

  /// A complete page.
  package func page(of rule: RuleDescription) -> String {
    let references = rule.references.map { "- \(Self.linked($0))\n" }.joined()
    return """
      # \(rule.id.text)

      \(rule.summary).

      *\(rule.group) · \(rule.severity.rawValue), \(rule.setting)\(rule.isFixable ? " · some or all findings fixable with `--fix`" : "")*

      \(rule.explanation)

      ## Bad (↓ marks the place)

      \(Self.code(rule.badExample))

      ## Good

      \(Self.code(rule.goodExample))
      \(references.isEmpty ? "" : "\n## See also\n\n\(references)")
      """
  }

  /// A table for each group, with a link from each rule to its page in the same folder.
  package func list(_ rules: [RuleDescription]) -> String {
    var text = """
      # Rules

      The severity of a rule marked ● can be changed, on the command line or by a comment; the others report files that
      cannot be interpreted at all. Some or all findings of a rule marked ✎ can be fixed with `--fix`.

      """
    var group: String?
    for rule in rules {
      if rule.group != group {
        text += "\n## \(rule.group)\n\n| rule | severity | | summary |\n| --- | --- | --- | --- |\n"
        group = rule.group
      }
      let marks = [rule.isAdjustable ? "●" : "", rule.isFixable ? "✎" : ""].filter { !$0.isEmpty }
      text += "| [\(rule.id.text)](\(rule.id.text).md) | \(rule.severity.rawValue) | \(marks.joined(separator: " ")) "
      text += "| \(rule.summary) |\n"
    }
    return text
  }

  /// A reference, with a link if it names a page of the documentation of Kentico Xperience about SMTP servers.
  private static func linked(_ reference: String) -> String {
    let root = "https://docs.kentico.com/k12sp/configuring-kentico/configuring-smtp-servers"
    let addresses = [
      "SMTP server properties": "\(root)/reference-smtp-server-properties", "SMTP servers": root,
      "Assigning SMTP servers": root, "Settings -> System -> Emails": root,
    ]
    let start = "Kentico Xperience documentation, \""
    for (title, address) in addresses {
      let page = "\(start)\(title)\""
      if reference.contains(page) { return reference.replacing(page, with: "[\(page)](\(address))") }
    }
    return reference
  }

  private static func code(_ text: String) -> String { "```yaml\n\(text.escapedKeepingLines)\n```" }
}
