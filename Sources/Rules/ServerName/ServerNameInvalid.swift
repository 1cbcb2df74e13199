import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let serverNameInvalid = Rule.error(
    "server-name-invalid", fixable: true,
    summary: "The server name is not a valid host or address",
    explanation: """
      A server name is a host, followed by a colon and the port if the port is not 25. The host is

      - a DNS name: labels of letters, digits, `-` and `_`, at most 63 characters each, no `-` at either end, 253
        characters in all;
      - an IPv4 address of four plain decimal numbers: `10.0.0.9`. A name whose last label is a number can only be such
        an address, so `10.0.0`, `10.0.0.256` and `010.0.0.1` (octal to some programs) are errors;
      - an IPv6 address in brackets: `[2001:db8::25]`.

      A server name is not a URL, so it has no user, path or query. A name with letters outside ASCII is written in its
      `xn--` form, because System.Net.Mail looks up exactly what it is given.
      """,
    references: [
      "RFC 1123, section 2.1", "RFC 4291, section 2.2", "RFC 5890",
      "Kentico Xperience documentation, \"SMTP server properties\"",
    ],
    bad: [
      .serverName("↓\"\""),
      .serverName("↓mailer@smtp.example.com"),
      .serverName("↓mailer:secret@smtp.example.com:587"),
      .serverName("↓smtp.example.com/mail"),
      .serverName("↓smtp.example.com:587/"),
      .serverName("↓bücher.example"),
      .serverName("↓\":25\""),
      .serverName("↓\"[2001:db8::25\""),
      .serverName("↓\"[2001:db8::25]587\""),
      .serverName("↓\"[fe80::1%eth0]:25\""),
      .serverName("↓\"[smtp.example.com]\""),
      .serverName("↓10.0.0.256"),
      .serverName("↓010.0.0.1"),
      .serverName("↓10.0.0"),
      .serverName("↓10.0.0.9.:25"),
      .serverName("↓smtp..example.com"),
      .serverName("↓\(String(repeating: "a", count: 64)).example.com"),
      .serverName("↓-smtp.example.com"),
      .serverName("↓smtp_1,smtp_2"),
      .serverName("↓smtp1.example.com;smtp2.example.com"),
    ],
    good: [
      .serverName("smtp.example.com:587"), .serverName("10.0.0.9:2525"), .serverName("\"[2001:db8::25]:587\""),
      .serverName("xn--bcher-kva.example"),
    ],
    check: .problem)

  static func reportInvalidHost(
    _ place: NodeUse, _ problem: ServerNameProblem.HostProblem, _ context: RuleContext
  ) {
    context.report(at: place, wording(problem, place, context), fixes: fixes(problem, place, context))
  }

  private static func wording(
    _ problem: ServerNameProblem.HostProblem, _ place: NodeUse, _ context: RuleContext
  ) -> DiagnosticText {
    switch problem {
    case .empty:
      DiagnosticText(
        "the server name is empty", caption: "no host",
        help: "write the host, followed by a colon and the port if it is not 25: `smtp.example.com:587`")
    case .userInfo:
      DiagnosticText(
        "a server name cannot contain a user name (`user@`)", caption: "host and port only",
        help: "user name and password have keys of their own: `username` and `password`")
    case .path: path(place, context)
    case .nonASCII(let scalar): nonASCII(scalar, place, context)
    case .misplacedBracket, .textAfterBracket, .zone, .notIPv6: bracketed(problem, place, context)
    case .notIPv4(let text): notIPv4(text, place, context)
    case .missing:
      DiagnosticText(
        "the host is missing", caption: "nothing before the colon",
        help: "write it before the port: `smtp.example.com:25`")
    case .emptyLabel, .labelTooLong, .nameTooLong, .hyphenAtEnd, .character: label(problem, place, context)
    }
  }

  private static func path(_ place: NodeUse, _ context: RuleContext) -> DiagnosticText {
    context.wordingForColon(place)
      ?? DiagnosticText(
        "the server name `\(context.shown(place))` has a path", caption: "host and port only",
        help: "a server name ends after the port: `smtp.example.com:587`")
  }

  private static func nonASCII(_ scalar: Unicode.Scalar, _ place: NodeUse, _ context: RuleContext) -> DiagnosticText {
    let what = context.isSecret(place) ? "a character" : scalar.inProse
    return DiagnosticText(
      "the server name `\(context.shown(place))` contains \(what), which is not ASCII", caption: "not ASCII",
      help: "write the name as it is in DNS, in its `xn--` form: `bücher.example` is `xn--bcher-kva.example`")
  }

  private static func bracketed(
    _ problem: ServerNameProblem.HostProblem, _ place: NodeUse, _ context: RuleContext
  ) -> DiagnosticText {
    let form = "an IPv6 address is written in brackets, with the port after them: `\"[2001:db8::25]:587\"`"
    return switch problem {
    case .zone:
      DiagnosticText(
        "the address in `\(context.shown(place))` has a zone", caption: "a zone",
        help: "what follows the `%` names an interface of one machine only: use an address or a name that is valid "
          + "everywhere")
    case .notIPv6(let text):
      DiagnosticText(
        "`\(context.shown(text, partOf: place))` is not a valid IPv6 address", caption: "brackets are for IPv6",
        help: "names and IPv4 addresses have no brackets; \(form)")
    case .textAfterBracket:
      DiagnosticText("only a port may follow the closing bracket", caption: "not a port", help: form)
    default:
      DiagnosticText("the brackets do not enclose the whole host", caption: "misplaced bracket", help: form)
    }
  }

  private static func notIPv4(_ text: String, _ place: NodeUse, _ context: RuleContext) -> DiagnosticText {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let hasLeadingZero = parts.count == 4 && parts.contains { $0.count > 1 && $0.first == "0" }
    return DiagnosticText(
      "`\(context.shown(text, partOf: place))` is not a valid IPv4 address", caption: "not an address",
      help: hasLeadingZero && !context.isSecret(place)
        ? "leave leading zeros out: some programs read `010` as ten, others as eight"
        : "an address is four numbers from 0 to 255; the last part of a host name cannot be a number")
  }

  private static func label(
    _ problem: ServerNameProblem.HostProblem, _ place: NodeUse, _ context: RuleContext
  ) -> DiagnosticText {
    switch problem {
    case .emptyLabel:
      DiagnosticText(
        "the server name `\(context.shown(place))` has nothing between two dots", caption: "one dot too many",
        help: "write one dot between the parts of the name, and none before the first")
    case .labelTooLong(let label):
      DiagnosticText(
        "a part of the server name is \(label.utf8.count) characters long",
        caption: "\(label.utf8.count - 63) too many",
        help: "a part of a DNS name between two dots has at most 63 characters")
    case .nameTooLong:
      DiagnosticText(
        "the server name is longer than 253 characters", caption: "too long",
        help: "a DNS name has at most 253 characters")
    case .hyphenAtEnd(let label):
      DiagnosticText(
        "`\(context.shown(label, partOf: place))` begins or ends with a hyphen", caption: "a hyphen at the end",
        help: "in a DNS name, hyphens are allowed between letters or digits only")
    case .character(let scalar): character(scalar, place, context)
    default:
      DiagnosticText(
        "`\(context.shown(place))` is not a server name", caption: "not a host", help: "write `smtp.example.com:587`")
    }
  }

  private static func character(_ scalar: Unicode.Scalar, _ place: NodeUse, _ context: RuleContext) -> DiagnosticText {
    if let wording = context.wordingForColon(place) { return wording }
    let what =
      context.isSecret(place)
      ? "a character that is not allowed in a host name" : "\(scalar.inProse), which is not allowed in a host name"
    return DiagnosticText(
      "the server name `\(context.shown(place))` contains \(what)", caption: "not a host name",
      help: scalar == "," || scalar == ";"
        ? "a server name is one host; for several hosts declare several servers"
        : "a host name consists of letters, digits, `-`, `_` and dots: `smtp.example.com`")
  }

  private static func fixes(_ problem: ServerNameProblem.HostProblem, _ place: NodeUse, _ context: RuleContext) -> [Fix]
  {
    switch problem {
    case .path where context.nameWithColon(place) != nil, .character: context.fixesForColon(place)
    case .userInfo(let cleaned), .path(let cleaned): context.cleaning(.unsafe, place, cleaned)
    default: []
    }
  }
}
