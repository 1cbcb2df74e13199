import Diagnostics
import Language
import Linting
import SourceText

extension RuleCatalog {
  static let senderDomainInvalid = Rule.error(
    "sender-domain-invalid", fixable: true,
    summary: "A sender domain is not a domain name",
    explanation: """
      `senderDomains` lists the domains that a site sends from: what follows the last `@` of the envelope sender. A mail
      engine compares them with the address of each message, so each is a plain DNS name, written without a user, an `@`, a
      port or a `*`. One trailing dot is allowed.

      The comparison is exact: `example.com` does not include `mail.example.com`. List every domain that the site uses.
      Upper and lower case make no difference. A name with letters outside of ASCII is written in its `xn--` form, because
      that is what the envelope contains.
      """,
    references: ["RFC 5321, section 4.1.2", "RFC 1123, section 2.1", "RFC 5890"],
    bad: [
      .site("senderDomains: [↓shop@example.com]"),
      .site("senderDomains: [↓\"@shop.example\"]"),
      .site("senderDomains: [↓\"*.shop.example\"]"),
      .site("senderDomains: [↓192.0.2.1]"),
      .site("senderDomains: [↓\"[192.0.2.1]\"]"),
      .site("senderDomains: [↓\"shop.example:25\"]"),
      .site("senderDomains: [↓bücher.example]"),
      .site("senderDomains: [shop.example, ↓\"\"]"),
      .site("senderDomains: [↓shop..example]"),
      .site("senderDomains: [↓-shop.example]"),
      .site("senderDomains: [↓shop example]"),
      .site("senderDomains: [↓\(String(repeating: "a", count: 64)).example]"),
      .site("senderDomains: [↓shop.123]"),
    ],
    good: [
      .site("senderDomains: [shop.example, bounces.shop.example., xn--bcher-kva.example]"), .site("senderDomains: []"),
    ],
    check: .problem)

  static func reportInvalidSenderDomain(_ place: NodeUse, _ problem: SenderDomainProblem, _ context: RuleContext) {
    context.report(
      at: place, wording(problem, context.shown(place), isSecret: context.isSecret(place)),
      fixes: fixes(problem, place, context))
  }

  private static func wording(_ problem: SenderDomainProblem, _ shown: String, isSecret: Bool) -> DiagnosticText {
    switch problem {
    case .empty:
      DiagnosticText(
        "a sender domain is empty", caption: "an empty string", help: "remove the entry, or write a domain")
    case .mailAddress:
      DiagnosticText(
        "`\(shown)` is a mail address, not a domain", caption: "contains `@`",
        help: "write only what follows the `@`")
    case .wildcard:
      DiagnosticText(
        "a sender domain cannot contain `*`", caption: "a wildcard",
        help: "domains are compared exactly: list every domain that the site sends from")
    case .nonASCII(let scalar):
      DiagnosticText(
        "the sender domain contains \(isSecret ? "a character" : scalar.inProse), which is not ASCII",
        caption: "not ASCII", help: "write the name in its `xn--` form: `bücher.example` is `xn--bcher-kva.example`")
    case .address:
      DiagnosticText(
        "`\(shown)` is not a domain name", caption: "an address, or ends with a number",
        help: "write the domain of the sender's address, such as `shop.example`")
    case .port:
      DiagnosticText(
        "`\(shown)` contains a colon", caption: "a domain has no port", help: "write the domain alone: `shop.example`")
    case .name(let problem):
      DiagnosticText(
        "`\(shown)` is not a domain name", caption: caption(problem),
        help: "a domain name consists of letters, digits, `-`, `_` and dots: `shop.example`")
    }
  }

  private static func caption(_ problem: ServerNameProblem.HostProblem) -> String {
    switch problem {
    case .emptyLabel: "nothing between two dots"
    case .labelTooLong: "a part has more than 63 characters"
    case .nameTooLong: "more than 253 characters"
    case .hyphenAtEnd: "a part begins or ends with a hyphen"
    case .character(let scalar): "contains \(scalar.inProse)"
    default: "not a domain name"
    }
  }

  private static func fixes(_ problem: SenderDomainProblem, _ place: NodeUse, _ context: RuleContext) -> [Fix] {
    guard case .mailAddress(let domain?) = problem, !context.isSecret(place) else { return [] }
    return context.replacement(.safe, of: place, with: context.yaml(domain), "write `\(domain)`")
  }
}
