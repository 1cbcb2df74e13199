import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let ipv6Unbracketed = Rule.error(
    "ipv6-unbracketed", fixable: true,
    summary: "An IPv6 address without brackets",
    explanation: """
      An IPv6 address contains colons, and the port follows a colon as well: `::1` could be port 1 of the host `:`, and
      in `2001:db8::25:587` the last group could be the port. Brackets show where the address ends. In YAML, a bracket
      at the start of a value begins a list, so the name needs quotes: `"[2001:db8::25]:587"`.
      """,
    references: ["RFC 3986, section 3.2.2", "RFC 5952, section 6"],
    bad: [
      .serverName("↓2001:db8::25"),
      .serverName("↓2001:db8::25:587"),
      .serverName("↓\"::1\""),
      .serverName("↓2001:db8:0:0:0:0:0:25:587"),
    ],
    good: [.serverName("\"[2001:db8::25]:587\"")],
    check: .problem)

  static func reportUnbracketedIPv6(_ place: NodeUse, readings: [String], _ context: RuleContext) {
    // Of two readings, only the author knows which one is meant.
    let fixes = readings.count == 1 ? readings.flatMap { context.cleaning(.safe, place, $0) } : []
    let forms = readings.isEmpty ? ["[2001:db8::25]:587"] : readings
    context.report(
      at: place, "the IPv6 address `\(context.shown(place))` has no brackets", caption: "needs brackets",
      help: "put the address in brackets and the port, if any, after them (default 25): "
        + forms.map { context.isSecret(place) ? FileReport.mask : "\"\($0)\"" }.listed(),
      fixes: fixes)
  }
}
