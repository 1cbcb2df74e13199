import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let portOutOfRange = Rule.error(
    "port-out-of-range",
    summary: "The port in the server name is above 65535",
    explanation: """
      A TCP port has 16 bits, so 65535 is the highest. Some programs keep the lower 16 bits of a greater number, and so
      connect to quite another port: 66123 would be 587.
      """,
    references: ["RFC 9293, section 3.1"],
    bad: [.serverName("↓smtp.example.com:66123"), .serverName("↓\"[2001:db8::25]:99999999999999999999\"")],
    good: [.serverName("smtp.example.com:65535")],
    check: .problem)

  static func reportPortOutOfRange(_ place: NodeUse, _ context: RuleContext) {
    context.report(
      at: place, "there is no port `\(context.shownPort(place))`", caption: "at most 65535",
      help: "SMTP servers usually listen on 25 or 587; was a digit typed twice?")
  }
}
