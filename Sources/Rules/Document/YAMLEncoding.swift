import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let yamlEncoding = Rule.error(
    "yaml-encoding", fixable: true,
    summary: "The file is not UTF-8, or holds a character that YAML forbids",
    explanation: """
      A configuration is a UTF-8 text; a byte order mark at its start is allowed. Bytes that are not UTF-8 come from
      editors that save in Windows-1252 or Latin-1: guessing what they mean would send mail to another host than the one
      that was typed. UTF-16 comes from Windows PowerShell, whose `>` and `Out-File` write it.

      YAML also forbids most control characters, NUL first of all. They are invisible, and get into a file by copying
      from a terminal or a word processor; a byte order mark in the middle remains where two files were joined. Nothing
      else is said of such a file, because nothing in it can be trusted to be what it seems.
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
        "save it as UTF-8, or convert it: `iconv -f \(name) -t UTF-8`; Windows PowerShell writes UTF-16 unless told "
        + "`-Encoding utf8`")
  }

  private static func invalidUTF8(_ byte: String?, further: Int) -> DiagnosticText {
    let elsewhere =
      switch further {
      case 0: ""
      case 1: ", nor is 1 further place"
      default: ", nor are \(further) further places"
      }
    let what = byte.map { "the byte \($0)" } ?? "what stands here"
    return DiagnosticText(
      "\(what) is not UTF-8\(elsewhere)", caption: "not UTF-8",
      help: "the file was probably saved as Windows-1252 or Latin-1: open it in that encoding, and save it as UTF-8")
  }

  private static func forbidden(_ scalar: Unicode.Scalar) -> DiagnosticText {
    switch scalar.value {
    case 0xFEFF:
      return DiagnosticText(
        "\(scalar.inProse) stands in the middle of the text", caption: "an invisible character",
        help: "it belongs to the very start of a file, if anywhere; it stays behind where files are joined")
    case 0x80...0x9F:
      return DiagnosticText(
        "\(scalar.inProse) is not allowed in YAML", caption: "an invisible character",
        help: "remove it; a text in Windows-1252 that was taken for Latin-1 is full of them")
    default:
      return DiagnosticText(
        "\(scalar.inProse) is not allowed in YAML", caption: "an invisible character", help: "remove it")
    }
  }

  /// A byte order mark means nothing inside a text, so it can go; what another character was to be, nobody knows.
  private static func removal(
    of scalar: Unicode.Scalar, at span: ByteSpan, _ context: RuleContext
  ) -> [Fix] {
    scalar.value == 0xFEFF ? [Fix(.safe, "remove it", [context.edit(span, "", in: context.tree)])] : []
  }
}

extension RuleContext {
  /// The first byte of a place in hexadecimal; nil where it must not be shown.
  fileprivate func byte(at span: ByteSpan) -> String? {
    guard !isSecret(span), tree.source.bytes.indices.contains(span.start) else { return nil }
    return String(tree.source.bytes[span.start], radix: 16, uppercase: true)
  }
}
