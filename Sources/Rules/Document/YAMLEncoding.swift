import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let yamlEncoding = Rule.error(
    "yaml-encoding", fixable: true,
    summary: "The file is not UTF-8, or contains a character that YAML forbids",
    explanation: """
      A configuration is UTF-8 text; a byte order mark at the start is allowed. Bytes that are not UTF-8 come from
      editors that save in Windows-1252 or Latin-1. If smtpconf guessed what they mean, mail could go to a different
      host from the one that was typed. UTF-16 is written by Windows PowerShell (`>` and `Out-File`).

      YAML also forbids most control characters, such as NUL. They are invisible and get into a file by copying from a
      terminal or a word processor; a byte order mark in the middle is left over from joining files. Nothing else is
      reported for such a file, because none of its content can be trusted.
      """,
    references: ["YAML 1.2.2, section 5.1 and 5.2", "RFC 3629"],
    bad: [
      .serverName("smtp.exam↓\u{7}ple.com"),
      .serverName("smtp.exam↓\u{93}ple.com"),
      """
      version: 1
      servers:
        relay:
          serverName: smtp.example.com
      ↓\u{FEFF}global:
        defaultServer: relay
      """,
    ],
    good: [.serverName("smtp.example.com")],
    check: .problem)

  static func reportEncoding(_ problem: EncodingProblem, _ context: RuleContext) {
    switch problem {
    case .otherEncoding(let name, let span): context.report(at: span, otherEncoding(name))
    case .invalidUTF8(let span, let further):
      context.report(at: span, invalidUTF8(context.byte(at: span), further: further))
    case .forbiddenCharacter(let scalar, let span):
      context.report(at: span, forbidden(scalar), fixes: removal(of: scalar, at: span, context))
    }
  }

  private static func otherEncoding(_ name: String) -> DiagnosticText {
    DiagnosticText(
      "the file is \(name), not UTF-8", caption: "not UTF-8",
      help:
        "save it as UTF-8, or convert it: `iconv -f \(name) -t UTF-8`; Windows PowerShell writes UTF-16 unless you "
        + "pass `-Encoding utf8`")
  }

  private static func invalidUTF8(_ byte: String?, further: Int) -> DiagnosticText {
    let elsewhere =
      switch further {
      case 0: ""
      case 1: ", nor is 1 other place"
      default: ", nor are \(further) other places"
      }
    let what = byte.map { "the byte \($0)" } ?? "this"
    return DiagnosticText(
      "\(what) is not UTF-8\(elsewhere)", caption: "not UTF-8",
      help: "the file was probably saved as Windows-1252 or Latin-1: open it in that encoding, and save it as UTF-8")
  }

  private static func forbidden(_ scalar: Unicode.Scalar) -> DiagnosticText {
    switch scalar.value {
    case 0xFEFF:
      return DiagnosticText(
        "\(scalar.inProse) is in the middle of the file", caption: "an invisible character",
        help: "it belongs at the very start of a file, if anywhere; joining files leaves it in the middle")
    case 0x80...0x9F:
      return DiagnosticText(
        "\(scalar.inProse) is not allowed in YAML", caption: "an invisible character",
        help: "remove it; Windows-1252 text that was read as Latin-1 contains many such characters")
    default:
      return DiagnosticText(
        "\(scalar.inProse) is not allowed in YAML", caption: "an invisible character", help: "remove it")
    }
  }

  /// A byte order mark inside the text means nothing and can be removed; what another character was meant to be is
  /// unknown.
  private static func removal(
    of scalar: Unicode.Scalar, at span: ByteSpan, _ context: RuleContext
  ) -> [Fix] {
    scalar.value == 0xFEFF ? [Fix(.safe, "remove it", [context.edit(span, "", in: context.tree)])] : []
  }
}

extension RuleContext {
  /// The first byte of a place in hexadecimal; nil if it must not be shown.
  fileprivate func byte(at span: ByteSpan) -> String? {
    guard !isSecret(span), tree.source.bytes.indices.contains(span.start) else { return nil }
    return String(tree.source.bytes[span.start], radix: 16, uppercase: true)
  }
}
