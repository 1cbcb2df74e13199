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
      A TCP port has 16 bits, so the highest port is 65535. Some programs use only the lower 16 bits of a larger number
      and connect to a completely different port: 66123 would be 587.
      """,
    references: ["RFC 9293, section 3.1"],
    bad: [.serverName("↓smtp.example.com:66123"), .serverName("↓\"[2001:db8::25]:99999999999999999999\"")],
    good: [.serverName("smtp.example.com:65535")],
    check: .problem)

  static func reportPortOutOfRange(_ place: NodeUse, _ context: RuleContext) {
    context.report(
      at: place, "port `\(context.shownPort(place))` is out of range (1 to 65535)", caption: "at most 65535",
      help: "SMTP servers usually listen on 25 or 587; is there a digit too many?")
  }
}
