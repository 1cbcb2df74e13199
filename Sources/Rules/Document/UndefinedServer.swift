import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let undefinedServer = Rule.error(
    "undefined-server", fixable: true,
    summary: "A site or `global` names a server that is not declared",
    explanation: """
      `defaultServer` and `servers` name servers by their ids under the top-level key `servers`. Ids are case-sensitive.
      A name that is not declared would leave a gap in the chain: mail would go through another server, or not at all.

      For no default server, write `null` without quotes.
      """,
    references: ["Kentico Xperience documentation, \"Assigning SMTP servers\""],
    bad: [
      .global("defaultServer: ↓relya\nservers: [bulk]"),
      .global("defaultServer: relay\nservers: [↓Bulk]"),
      .global("defaultServer: ↓primary\nservers: [bulk]"),
      .global("defaultServer: ↓none\nservers: [bulk]"),
      .global("defaultServer: relay\nservers: [↓smtp.example.com]"),
      manyServers,
    ],
    good: [.global("defaultServer: relay\nservers: [bulk]"), .global("defaultServer: null\nservers: [relay, bulk]")],
    check: .problem)

  static func reportUndefinedServer(
    _ place: NodeUse, declared: DeclaredServers, removal: NodeUse?, _ context: RuleContext
  ) {
    if let removal {
      return context.report(
        at: place, "no server has the id `\(context.shown(place))`: it is removed", caption: "not declared any more",
        labels: [context.label(removal, "removed here")],
        help: "`enabled: false` instead of `remove` keeps it declared, and every chain skips it")
    }
    lazy var text = context.text(of: place)
    lazy var shown = context.shown(text, partOf: place)
    context.report(
      at: place, "no server has the id `\(shown)`",
      caption: declared.nearest(to: text).map { "did you mean `\(context.shown($0))`?" } ?? "not declared",
      help: help(shown, declared.ids, context), fixes: fixes(place, text, declared, context))
  }

  private static func help(_ id: String, _ known: [NodeUse], _ context: RuleContext) -> String {
    if ["none", "null", "~"].contains(id.lowercased()) { return "for no default server, write `null` without quotes" }
    let names = known.prefix(RuleContext.mostListed).map { context.shown($0) }
    let list = names.listed("and", rest: known.count > names.count ? "more" : nil)
    return known.count == 1 ? "the only declared server is \(list)" : "the declared servers are \(list)"
  }

  /// No two ids differ only in case, so a reference that differs only in case can mean one server only.
  private static func fixes(
    _ place: NodeUse, _ text: String, _ declared: DeclaredServers, _ context: RuleContext
  ) -> [Fix] {
    guard let meant = declared.sameButCase(as: text), !context.isSecret(place), !context.isSecret(meant) else {
      return []
    }
    let id = context.text(of: meant)
    return context.replacement(.unsafe, of: place, with: context.yaml(id), "write `\(RuleContext.shortened(id))`")
  }

  private static let manyServers: Rule.Example = {
    let servers = (1...10).map { "  relay-\($0):\n    serverName: smtp\($0).example.com\n" }.joined()
    return Rule.Example("version: 1\nservers:\n\(servers)global:\n  servers: [↓mailer]\n")
  }()
}
