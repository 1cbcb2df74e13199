import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let portInvalid = Rule.error(
    "port-invalid",
    summary: "The port in the server name is not a plain number from 1 to 65535",
    explanation: """
      The port is a plain decimal number after the colon of the server name. A leading zero could mean octal, a sign
      means nothing, port 0 is not valid, and if nothing follows the colon, the port may have been forgotten. Without a
      colon the port is 25.
      """,
    references: ["RFC 6335, section 6", "Kentico Xperience documentation, \"SMTP server properties\": server name"],
    bad: [
      .serverName("↓\"smtp.example.com:\""),
      .serverName("↓smtp.example.com:smtp"),
      .serverName("↓smtp.example.com:submission"),
      .serverName("↓smtp.example.com:58x"),
      .serverName("↓smtp.example.com:0"),
      .serverName("↓smtp.example.com:025"),
      .serverName("↓smtp.example.com:+25"),
      .serverName("↓smtp.example.com:25:587"),
      .serverName("↓\"smtp.example.com:587:\""),
    ],
    good: [.serverName("smtp.example.com:587"), .serverName("smtp.example.com")],
    check: .problem)

  static func reportInvalidPort(_ place: NodeUse, _ problem: ServerNameProblem.PortProblem, _ context: RuleContext) {
    context.report(at: place, wording(problem, place, context))
  }

  private static func wording(
    _ problem: ServerNameProblem.PortProblem, _ place: NodeUse, _ context: RuleContext
  ) -> DiagnosticText {
    let port = context.shownPort(place)
    return switch problem {
    case .missing:
      DiagnosticText(
        "the port after the colon of `\(context.shown(place))` is missing", caption: "no port",
        help: "write the port, as in `smtp.example.com:587`, or remove the colon for port 25")
    case .notANumber:
      DiagnosticText("the port `\(port)` is not a number", caption: "not a number", help: helpForName(port))
    case .zero:
      DiagnosticText(
        "port 0 is not valid", caption: "use 1 to 65535",
        help: "write the port the server listens on, or leave it out for port 25")
    case .leadingZero:
      DiagnosticText(
        "the port `\(port)` begins with a zero", caption: "leave the zero out",
        help: "some programs read a number with a leading zero as octal; write a plain number")
    case .signed:
      DiagnosticText(
        "the port `\(port)` has a sign", caption: "leave the sign out", help: "write a plain number from 1 to 65535")
    case .severalColons:
      DiagnosticText(
        "`\(context.shown(place))` has more than one colon", caption: "one port only",
        help: "one colon separates host and port; an IPv6 address needs brackets: `\"[2001:db8::25]:587\"`")
    }
  }

  private static func helpForName(_ port: String) -> String {
    switch port.lowercased() {
    case "smtp": "write a number: `smtp` is port 25"
    case "submission": "write a number: `submission` is port 587"
    default: "write a plain number from 1 to 65535, or leave it out for port 25"
    }
  }
}
