import Diagnostics
import Foundation
import Testing

@testable import Reporting

@Suite struct `Rules as text, Markdown and JSON` {
  private static let rule = RuleDescription(
    id: "some-rule", group: "Delivery", severity: .warning, isAdjustable: true, isFixable: true, summary: "It is so",
    explanation: """
      One paragraph that
      goes on.

      - **First.** An item
        of two lines.
      - Second.
      """, references: ["RFC 5321"], badExample: "a: ↓1\u{7}", goodExample: "a: 2")

  private static let other = RuleDescription(
    id: "other", group: "Routing", severity: .error, isAdjustable: false, isFixable: false, summary: "It is different",
    explanation: "Because.", references: [], badExample: "↓b", goodExample: "c")

  @Test func `a page of text is reflowed to the width of the terminal`() {
    let text = RuleTextRenderer(style: TextStyle(colour: false, width: 40)).page(of: Self.rule)
    #expect(
      text == """
        some-rule (warning, severity can be changed, fixable with --fix)

        It is so.

        One paragraph that goes on.

        - First. An item of two lines.
        - Second.

        Bad (↓ marks the place):

            a: ↓1\\u{7}

        Good:

            a: 2

        See also:

            RFC 5321

        """)
  }

  @Test func `a list of text has one line per rule, or is wrapped at a terminal`() {
    let style = TextStyle(colour: false, width: 40)
    #expect(
      RuleTextRenderer(style: style).list([Self.rule, Self.other])
        == "warning * some-rule  It is so\nerror     other      It is different\n")
    let long = RuleDescription(
      id: "x", group: "", severity: .info, isAdjustable: false, isFixable: false,
      summary: "a summary that is longer than the terminal is wide", explanation: "", references: [], badExample: "",
      goodExample: "")
    #expect(
      RuleTextRenderer(style: style, wrapsLists: true).list([long])
        == "info      x  a summary that is longer\n             than the terminal is wide\n")
  }

  @Test func `a page of Markdown is complete`() {
    #expect(
      RuleMarkdownRenderer().page(of: Self.other) == """
        # other

        It is different.

        *Routing · error, severity fixed*

        Because.

        ## Bad (↓ marks the place)

        ```yaml
        ↓b
        ```

        ## Good

        ```yaml
        c
        ```

        """)
    #expect(RuleMarkdownRenderer().page(of: Self.rule).hasSuffix("## See also\n\n- RFC 5321\n"))
  }

  @Test func `Markdown links the pages of the documentation about SMTP servers`() {
    let references = [
      "Kentico Xperience documentation, \"SMTP servers\": failover", "Kentico Xperience documentation, \"Sites\"",
    ]
    let rule = RuleDescription(
      id: "x", group: "", severity: .info, isAdjustable: false, isFixable: false, summary: "", explanation: "",
      references: references, badExample: "", goodExample: "")
    let address = "https://docs.kentico.com/k12sp/configuring-kentico/configuring-smtp-servers"
    #expect(
      RuleMarkdownRenderer().page(of: rule).hasSuffix(
        """
        - [Kentico Xperience documentation, "SMTP servers"](\(address)): failover
        - Kentico Xperience documentation, "Sites"

        """))
  }

  @Test func `a list of Markdown has a table for each group`() {
    let text = RuleMarkdownRenderer().list([Self.rule, Self.other])
    #expect(text.contains("## Delivery\n\n| rule | severity | | summary |"))
    #expect(text.contains("| [some-rule](some-rule.md) | warning | ● ✎ | It is so |\n"))
    #expect(text.hasSuffix("| [other](other.md) | error |  | It is different |\n"))
  }

  @Test func `JSON has everything`() throws {
    let text = try RuleJSONRenderer().list([Self.rule])
    let document = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(document["formatVersion"] as? Int == 1)
    let rule = try #require((document["rules"] as? [[String: Any]])?.first)
    #expect(
      rule.keys.sorted() == [
        "adjustable", "badExample", "explanation", "fixable", "goodExample", "group", "id", "references", "severity",
        "summary",
      ])
    let page = try JSONSerialization.jsonObject(with: Data(try RuleJSONRenderer().page(of: Self.rule).utf8))
    #expect((page as? [String: Any])?["id"] as? String == "some-rule")
  }
}
