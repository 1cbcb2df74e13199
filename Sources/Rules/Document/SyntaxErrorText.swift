import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

/// Rewords what libyaml reports for a file it cannot read, and says what to do.
///
/// libyaml names what it expected; people look for what they wrote. A phrase that is not known here is passed on
/// unchanged.
enum SyntaxErrorText {
  static func wording(for kind: SyntaxProblem.Kind, _ error: SyntaxErrorContext) -> DiagnosticText {
    switch kind {
    case .unclosedQuote: unclosedQuote(error)
    case .unclosedBracket: unclosed("[", "]", "list")
    case .unclosedBrace: unclosed("{", "}", "mapping")
    case .other(let phrase): wording(forPhrase: phrase, error)
    }
  }

  private static func wording(forPhrase phrase: String, _ error: SyntaxErrorContext) -> DiagnosticText {
    switch phrase {
    case _ where error.isConflict: conflict
    case "mapping values are not allowed in this context": misplacedColon(error)
    case "found character that cannot start any token": misplacedCharacter(error)
    case "did not find expected key" where error.isAfterList: afterList
    case "did not find expected key": missingKey(error)
    case "did not find expected node content": missingContent(error)
    case "did not find expected ',' or ']'": missingComma("[", "]", "list", error)
    case "did not find expected ',' or '}'": missingComma("{", "}", "mapping", error)
    case "did not find expected alphabetic or numeric character": missingName(error)
    default: fixedWordings[phrase] ?? DiagnosticText("the file is not valid YAML: \(phrase)", caption: "cannot be read")
    }
  }

  private static let afterList = DiagnosticText(
    "nothing may follow the `]` that ends a list", caption: "not expected here",
    help: "if the brackets belong to an IPv6 address, quote the whole value: `\"[2001:db8::1]:587\"`")

  /// How a second place is related to the error.
  static func place(_ context: String) -> String {
    switch context {
    case "while parsing a block mapping": "in the mapping that begins here"
    case "while parsing a block collection": "in the list that begins here"
    case "while parsing a flow mapping": "in the mapping that opens here"
    case "while parsing a flow sequence": "in the list that opens here"
    case "while parsing a quoted scalar", "while scanning a quoted scalar": "in the quoted text that opens here"
    case "while scanning a plain scalar": "in the value that begins here"
    case "while scanning a block scalar": "in the block of text that begins here"
    case "while scanning a simple key": "this was read as a key"
    case "while scanning a directive", "while scanning a %YAML directive", "while scanning a %TAG directive":
      "in this directive"
    case "while scanning a tag", "while parsing a tag": "in this tag"
    case "while scanning an alias": "in this alias"
    case "while scanning an anchor": "in this anchor"
    default: context
    }
  }
}

// MARK: Unclosed quotes and brackets

extension SyntaxErrorText {
  private static func unclosedQuote(_ error: SyntaxErrorContext) -> DiagnosticText {
    let isSingle = error.character == "'"
    return DiagnosticText(
      "the quote that opens here is never closed", caption: "opens here",
      help: isSingle
        ? "close it with `'` after the text; an apostrophe inside single quotes is written twice: `'it''s'`"
        : "close it with `\"` after the text; a `\"` inside double quotes is written `\\\"`")
  }

  private static func unclosed(_ open: String, _ close: String, _ what: String) -> DiagnosticText {
    DiagnosticText(
      "the `\(open)` that opens here is never closed", caption: "opens here",
      help: "close the \(what) with `\(close)`; if the `\(open)` is part of a value, write the value in quotes")
  }

  private static func missingComma(_ open: String, _ close: String, _ what: String, _ error: SyntaxErrorContext)
    -> DiagnosticText
  {
    let other = close == "]" ? "}" : "]"
    if let character = error.character, String(character) == other {
      return DiagnosticText(
        "a \(what) that opens with `\(open)` cannot be closed with `\(other)`", caption: "should be `\(close)`",
        help: "brackets and braces are closed in pairs: `[ ]` around a list, `{ }` around a mapping")
    }
    return DiagnosticText(
      "expected a comma, or `\(close)` to close the \(what)", caption: "not expected here",
      help: "close the \(what) with `\(close)`, or put a comma between its entries")
  }
}

// MARK: Misplaced characters and lines

extension SyntaxErrorText {
  private static let conflict = DiagnosticText(
    "this file seems to contain an unresolved merge conflict", caption: "between the two versions",
    help: "keep one of the two versions, and remove the lines `<<<<<<<`, `=======` and `>>>>>>>`")

  private static func misplacedColon(_ error: SyntaxErrorContext) -> DiagnosticText {
    if error.hasKeyBefore {
      return DiagnosticText(
        "`: ` starts a key, and a key is not allowed here", caption: "the second colon of this line",
        help:
          "if the colon is part of the value, quote the value (or remove the space after it); otherwise begin a new "
          + "line"
      )
    }
    if error.isBelowValue {
      return DiagnosticText(
        "this line is indented under a key that already has a value", caption: "indented too far",
        help:
          "begin it in the same column as the key above, or remove the value above if this line belongs under that key"
      )
    }
    return DiagnosticText(
      "a key is not allowed here, because the line above is not `key: value`", caption: "not expected here",
      help: "check the line above: its colon, or the space after the colon, may be missing")
  }

  private static func misplacedCharacter(_ error: SyntaxErrorContext) -> DiagnosticText {
    guard let character = error.character, !error.isSecret else {
      return DiagnosticText(
        "a value cannot begin with this character", caption: "needs quotes", help: "quote the whole value")
    }
    if character == "\t" { return tabInIndentation }
    if character == "%", error.before.hasSuffix("{") {
      return DiagnosticText(
        "`{%` is not YAML", caption: "template syntax",
        help: "this looks like a template: render it first, and give smtpconf the result")
    }
    return DiagnosticText(
      "a value cannot begin with \(character.inProse)", caption: "needs quotes",
      help: "this character is special or reserved in YAML; quote the whole value")
  }

  private static func missingKey(_ error: SyntaxErrorContext) -> DiagnosticText {
    switch error.character {
    case "]", "}":
      let sign = error.character.map { "`\($0)`" } ?? ""
      return DiagnosticText(
        "this \(sign) closes nothing", caption: "one too many", help: "remove it")
    case "-" where error.isAtStartOfLine && error.after.dropFirst().first.map(\.isWhitespace) ?? true:
      return DiagnosticText(
        "a list item is among the keys of a mapping", caption: "not in a list",
        help: "put it under the key it belongs to, indented at least as far as that key")
    default: break
    }
    if error.lastBefore == "\"" || error.lastBefore == "'" {
      return DiagnosticText(
        "unexpected text after the closing quote", caption: "not expected here",
        help:
          "put all of the text inside the quotes; write `'` inside single quotes as `''`, and `\"` inside double quotes as "
          + "`\\\"`"
      )
    }
    return DiagnosticText(
      error.isAtStartOfLine ? "this line's indentation does not match any level above" : "expected a key here",
      caption: error.isAtStartOfLine ? "wrong indentation" : "not a key",
      help: "all keys of one mapping begin in the same column")
  }

  private static func missingContent(_ error: SyntaxErrorContext) -> DiagnosticText {
    if error.character == ",", let last = error.lastBefore, last == "," || last == "[" {
      return DiagnosticText(
        "there is nothing before this comma", caption: "one comma too many", help: "remove the comma")
    }
    guard let character = error.character, !error.isSecret else {
      return DiagnosticText(
        "expected a value here", caption: "no value", help: "write a value, in quotes if necessary")
    }
    return DiagnosticText(
      "a value cannot begin with \(character.inProse)", caption: "needs quotes",
      help: "this character is part of the syntax of lists and mappings; if it belongs to the value, quote the value")
  }

  private static func missingName(_ error: SyntaxErrorContext) -> DiagnosticText {
    let sign = error.before.last.map(String.init) ?? ""
    let (what, use) =
      sign == "&" ? ("an anchor", "marks a value to be repeated") : ("an alias", "repeats a marked value")
    return DiagnosticText(
      "`\(sign)` begins \(what), but its name is missing", caption: "no name",
      help: "`\(sign)name` \(use); if the `\(sign)` is part of the text, write the text in quotes, as in `\"\(sign)\"`")
  }
}

// MARK: Errors with one wording

extension SyntaxErrorText {
  private static let fixedWordings: [String: DiagnosticText] = [
    "could not find expected ':'": DiagnosticText(
      "the key above has no colon", caption: "expected `:` before this",
      help: "a key and its value are written `key: value`; a value that continues on the next line must be indented"),
    "did not find expected '-' indicator": DiagnosticText(
      "expected `-`: this line is still inside the list", caption: "no `-`",
      help: "each item of a list begins with `- `; a key that follows the list must be indented less"),
    "block sequence entries are not allowed in this context": DiagnosticText(
      "a list cannot begin on this line", caption: "needs a line of its own",
      help: "put each `- item` on a line of its own under the key, or write the list in brackets: `[one, two]`"),
    "mapping keys are not allowed in this context": DiagnosticText(
      "`? ` starts a key, and a key is not allowed here", caption: "needs quotes",
      help: "if the `?` is part of the value, write the value in quotes"),
    "found a tab character that violates indentation": tabInIndentation,
    "found a tab character where an indentation space is expected": tabInIndentation,
    "found unknown escape character": DiagnosticText(
      "this backslash begins an escape that does not exist", caption: "no such escape",
      help: "in double quotes, write a backslash as `\\\\`; in single quotes, as in `'C:\\mail'`, it needs no escape"
    ),
    "did not find expected hexdecimal number": DiagnosticText(
      "`\\x`, `\\u` and `\\U` in double quotes need hexadecimal digits", caption: "not a hexadecimal digit",
      help: "if the backslash is part of the value, write it as `\\\\`, or use single quotes: `'C:\\users'`"),
    "found invalid Unicode character escape code": DiagnosticText(
      "this is not a valid Unicode escape", caption: "no such character",
      help: "characters above U+FFFF need eight digits, `\\U0001F4EB`; or write the character itself"),
    "did not find expected comment or line break": DiagnosticText(
      "text cannot begin on the same line as `|` or `>`", caption: "not expected here",
      help: "begin the text on the next line, indented; if the `|` or `>` is part of the value, quote the value"),
    "found an indentation indicator equal to 0": DiagnosticText(
      "a block of text cannot be indented by 0", caption: "1 to 9",
      help: "leave the digit out: the first line sets the indentation"),
    "did not find expected <document start>": DiagnosticText(
      "the YAML document has already ended, and this is not part of it", caption: "not expected here",
      help: "all top-level keys begin in the same column; braces around the whole document must enclose all of it"),
    "found undefined tag handle": badTag,
    "did not find the expected '>'": badTag,
    "did not find expected tag URI": badTag,
    "did not find expected '!'": badTag,
    "did not find URI escaped octet": badTag,
    "did not find expected whitespace or line break": badTag,
    "found incompatible YAML document": DiagnosticText(
      "unknown YAML version", caption: "1.1 or 1.2",
      help: "remove the line: a configuration needs no directive"),
    "found duplicate %YAML directive": DiagnosticText(
      "the YAML version is given twice", caption: "second directive",
      help: "remove both: a configuration needs no directive"
    ),
    "found duplicate %TAG directive": DiagnosticText(
      "this tag handle is defined twice", caption: "second directive",
      help: "remove both: a configuration needs no directive"),
    "found unknown directive name": badDirective,
    "could not find expected directive name": badDirective,
    "found unexpected non-alphabetical character": badDirective,
    "did not find expected digit or '.' character": badDirective,
    "did not find expected version number": badDirective,
    "found extremely long version number": badDirective,
    "did not find expected whitespace": badDirective,
  ]

  private static let tabInIndentation = DiagnosticText(
    "a tab cannot indent a line", caption: "a tab",
    help: "indent with spaces: YAML does not allow tabs there")

  private static let badTag = DiagnosticText(
    "`!` begins a tag, but this is not a valid one", caption: "not a tag",
    help: "if the `!` is part of the value, write the value in quotes; a configuration needs no tags")

  private static let badDirective = DiagnosticText(
    "a line that begins with `%` is a directive, but this is not a valid one", caption: "not a directive",
    help: "remove the line; if this is a template, render it first, and give smtpconf the result")
}
