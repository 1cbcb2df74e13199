import Diagnostics
import Language
import Linting

extension RuleCatalog {
  static let duplicateSenderDomain = Rule.error(
    "duplicate-sender-domain",
    summary: "A sender domain is listed twice",
    explanation: """
      A sender domain says which site a message belongs to, so it belongs to one site only and is listed once. The second
      entry would never be used, or the mail of one site would take the servers of the other.

      Domains are compared without regard to case and without a trailing dot: `Shop.example.` is `shop.example`.
      """,
    references: ["RFC 5321, section 2.4"],
    bad: [
      .site("senderDomains: [shop.example, ↓shop.example]"),
      .site("senderDomains: [shop.example, ↓Shop.EXAMPLE.]"),
      """
      version: 1
      servers:
        relay:
          serverName: smtp.example.com
      sites:
        shop:
          servers: [relay]
          senderDomains: [shop.example]
        outlet:
          servers: [relay]
          senderDomains: [outlet.example, ↓shop.example]
      """,
    ],
    good: [.site("senderDomains: [shop.example, bounces.shop.example]")], check: .problem)

  static func reportDuplicateSenderDomain(_ place: NodeUse, first: NodeUse, _ context: RuleContext) {
    context.report(
      at: place, "the sender domain `\(context.shown(place))` is listed already", caption: "listed again",
      labels: [context.label(first, "first listed here")],
      help: "keep it for the site that sends from this domain, and remove the other entry")
  }
}
