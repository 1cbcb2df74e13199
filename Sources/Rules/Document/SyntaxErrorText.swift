import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

/// Says in plain words what libyaml says of a text it cannot read, and what to do.
///
/// libyaml's phrases name what it expected; people look for what they did. What it says that is not known here is passed
/// on as it is.
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
    case "did not find expected key" where error.isBehindList: behindList
    case "did not find expected key": missingKey(error)
    case "did not find expected node content": missingContent(error)
    case "did not find expected ',' or ']'": missingComma("[", "]", "list", error)
    case "did not find expected ',' or '}'": missingComma("{", "}", "mapping", error)
    case "did not find expected alphabetic or numeric character": missingName(error)
    default: fixedWordings[phrase] ?? DiagnosticText("the text is not YAML: \(phrase)", caption: "cannot be read")
    }
  }

  private static let behindList = DiagnosticText(
    "the `]` before this ends a list, and nothing may follow it", caption: "belongs to nothing",
    help: "if the brackets are those of an IPv6 address, write it in quotes: `\"[2001:db8::1]:587\"`")

  /// What a second place has to do with it.
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

// MARK: What never ends

extension SyntaxErrorText {
  private static func unclosedQuote(_ error: SyntaxErrorContext) -> DiagnosticText {
    let isSingle = error.character == "'"
    return DiagnosticText(
      "the quote that opens here is never closed", caption: "opens here",
      help: isSingle
        ? "close it with `'` behind the text; an apostrophe inside single quotes is written twice: `'it''s'`"
        : "close it with `\"` behind the text; a `\"` inside double quotes is written `\\\"`")
  }

  private static func unclosed(_ open: String, _ close: String, _ what: String) -> DiagnosticText {
    DiagnosticText(
      "the `\(open)` that opens here is never closed", caption: "opens here",
      help: "close the \(what) with `\(close)`; if the `\(open)` belongs to a text, write the text in quotes")
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
      "neither a comma nor the `\(close)` that closes the \(what) was found", caption: "not expected here",
      help: "close the \(what) with `\(close)`, or put a comma between what it holds")
  }
}

// MARK: What stands in the wrong place

extension SyntaxErrorText {
  private static let conflict = DiagnosticText(
    "a merge conflict seems to be left in this file", caption: "between the two versions",
    help: "keep one of the two versions, and remove the lines `<<<<<<<`, `=======` and `>>>>>>>`")

  private static func misplacedColon(_ error: SyntaxErrorContext) -> DiagnosticText {
    if error.hasKeyBefore {
      return DiagnosticText(
        "a colon with a space behind it makes a key, and none can stand here", caption: "the second colon of this line",
        help: "if it belongs to the value, write the value in quotes; otherwise begin a new line with the second key")
    }
    if error.isBelowValue {
      return DiagnosticText(
        "this line is indented below a key that has a value already", caption: "too far to the right",
        help: "begin it in the same column as the key above; or take the value above away, if this is to stand below it"
      )
    }
    return DiagnosticText(
      "a key cannot stand here, because the line above is no `key: value`", caption: "not expected here",
      help: "look at the line above: is its colon missing, or the space behind the colon?")
  }

  private static func misplacedCharacter(_ error: SyntaxErrorContext) -> DiagnosticText {
    guard let character = error.character, !error.isSecret else {
      return DiagnosticText(
        "a value cannot begin with this character", caption: "needs quotes", help: "write the whole value in quotes")
    }
    if character == "\t" {
      return DiagnosticText(
        "a tab cannot indent a line", caption: "a tab",
        help: "indent with spaces; YAML forbids tabs because they are shown in different widths")
    }
    if character == "%", error.before.hasSuffix("{") {
      return DiagnosticText(
        "`{%` is no YAML", caption: "a template's sign",
        help: "this looks like a template: fill it in first, and give smtpconf the result")
    }
    return DiagnosticText(
      "a value cannot begin with \(character.inProse)", caption: "needs quotes",
      help: "the sign means something to YAML, or is kept for later; write the whole value in quotes")
  }

  private static func missingKey(_ error: SyntaxErrorContext) -> DiagnosticText {
    switch error.character {
    case "]", "}":
      let sign = error.character.map { "`\($0)`" } ?? ""
      return DiagnosticText(
        "there is nothing open for this \(sign) to close", caption: "one too many", help: "remove it")
    case "-" where error.isAtStartOfLine && error.behind.dropFirst().first.map(\.isWhitespace) ?? true:
      return DiagnosticText(
        "an item of a list stands among the keys of a mapping", caption: "belongs to no list",
        help: "put it below the key it belongs to, and not further left than that key")
    default: break
    }
    if error.lastBefore == "\"" || error.lastBefore == "'" {
      return DiagnosticText(
        "text stands behind the closing quote", caption: "nothing may follow a quote",
        help:
          "put all of it into the quotes; a `'` inside single quotes is written `''`, a `\"` inside double quotes `\\\"`"
      )
    }
    return DiagnosticText(
      error.isAtStartOfLine ? "the indentation of this line fits none above" : "a key was expected here",
      caption: "where does this belong?", help: "all keys of one mapping begin in the same column")
  }

  private static func missingContent(_ error: SyntaxErrorContext) -> DiagnosticText {
    if error.character == ",", let last = error.lastBefore, last == "," || last == "[" {
      return DiagnosticText("nothing stands before this comma", caption: "one comma too many", help: "remove the comma")
    }
    guard let character = error.character, !error.isSecret else {
      return DiagnosticText(
        "a value was expected here", caption: "needs a value", help: "write a value, in quotes if need be")
    }
    return DiagnosticText(
      "a value cannot begin with \(character.inProse)", caption: "needs quotes",
      help: "the sign belongs to lists and mappings; if it is a part of a text, write the text in quotes")
  }

  private static func missingName(_ error: SyntaxErrorContext) -> DiagnosticText {
    let sign = error.before.last.map(String.init) ?? ""
    let (what, use) =
      sign == "&" ? ("an anchor", "marks a value to be repeated") : ("an alias", "repeats a marked value")
    return DiagnosticText(
      "`\(sign)` begins \(what), and its name is missing", caption: "a name was expected",
      help: "`\(sign)name` \(use); if the `\(sign)` belongs to the text, write the text in quotes")
  }
}

// MARK: What is always said the same way

extension SyntaxErrorText {
  private static let fixedWordings: [String: DiagnosticText] = [
    "could not find expected ':'": DiagnosticText(
      "the key above has no colon", caption: "a `:` was expected before this",
      help: "a key and its value are written `key: value`; a text that goes on in a further line must be indented"),
    "did not find expected '-' indicator": DiagnosticText(
      "a list cannot go on with a line that has no `-`", caption: "a `-` was expected",
      help: "each item of a list begins with `- `; a key that follows the list begins further left"),
    "block sequence entries are not allowed in this context": DiagnosticText(
      "a list cannot begin on this line", caption: "needs a line of its own",
      help: "put each `- item` on a line of its own below the key, or write the list in brackets: `[one, two]`"),
    "mapping keys are not allowed in this context": DiagnosticText(
      "a `?` with a space behind it makes a key, and none can stand here", caption: "needs quotes",
      help: "if it belongs to the text, write the text in quotes"),
    "found a tab character that violates indentation": tabInIndentation,
    "found a tab character where an indentation space is expected": tabInIndentation,
    "found unknown escape character": DiagnosticText(
      "this backslash begins an escape that does not exist", caption: "no such escape",
      help: "in double quotes a backslash is written `\\\\`; in single quotes, as in `'C:\\mail'`, it stands for itself"
    ),
    "did not find expected hexdecimal number": DiagnosticText(
      "`\\x`, `\\u` and `\\U` in double quotes ask for hexadecimal digits", caption: "not a hexadecimal digit",
      help: "if the backslash belongs to the text, write it `\\\\`, or write the text in single quotes: `'C:\\users'`"),
    "found invalid Unicode character escape code": DiagnosticText(
      "this escape is no Unicode character", caption: "no such character",
      help: "characters beyond U+FFFF take eight digits, `\\U0001F4EB`; or write the character itself"),
    "did not find expected comment or line break": DiagnosticText(
      "a text cannot begin on the same line as `|` or `>`", caption: "nothing may follow",
      help: "begin the text on the next line, further to the right; or, if the sign belongs to it, write it in quotes"),
    "found an indentation indicator equal to 0": DiagnosticText(
      "a block of text cannot be indented by 0", caption: "1 to 9",
      help: "leave the digit out: the indentation is that of the first line"),
    "did not find expected <document start>": DiagnosticText(
      "the document has ended above, and this belongs to nothing", caption: "not expected here",
      help: "all keys of the document begin in the same column; braces around the whole of it must hold all"),
    "found undefined tag handle": badTag,
    "did not find the expected '>'": badTag,
    "did not find expected tag URI": badTag,
    "did not find expected '!'": badTag,
    "did not find URI escaped octet": badTag,
    "did not find expected whitespace or line break": badTag,
    "found incompatible YAML document": DiagnosticText(
      "this YAML version is not known", caption: "1.1 or 1.2",
      help: "remove the line: a configuration needs no directive"),
    "found duplicate %YAML directive": DiagnosticText(
      "the YAML version is given twice", caption: "given again", help: "remove both: a configuration needs no directive"
    ),
    "found duplicate %TAG directive": DiagnosticText(
      "this tag handle is given twice", caption: "given again", help: "remove both: a configuration needs no directive"),
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
    help: "indent with spaces; YAML forbids tabs because they are shown in different widths")

  private static let badTag = DiagnosticText(
    "the `!` begins a tag, and this is none", caption: "not a tag",
    help: "if the `!` belongs to the text, write the text in quotes; nothing in this language needs a tag")

  private static let badDirective = DiagnosticText(
    "a line that begins with `%` is a directive, and this is none", caption: "not a directive",
    help: "remove the line; if it is a template's, fill the template in first and give smtpconf the result")
}
