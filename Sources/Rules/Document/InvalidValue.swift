import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let invalidValue = Rule.error(
    "invalid-value", fixable: true,
    summary: "A value has the right type, but is not allowed",
    explanation: """
      Some keys accept one of a few words, which are the labels in the administration of Kentico Xperience: `High`,
      `Normal` and `Low`, or `Network`, `PickupDirectory` and `PickupDirectoryFromIIS`. Values are case-sensitive.

      An empty string is never valid: leave the key out. Control characters are not valid either, because no field of
      Kentico Xperience accepts them. Most often the character is a line break at the end of a block of text; write `|-`
      instead of `|` to leave it out.
      """,
    references: ["Kentico Xperience documentation, \"SMTP server properties\"", "YAML 1.2.2, section 8.1.1.2"],
    bad: [
      .server("priority: ↓high"),
      .server("priority: ↓Hgih"),
      .server("priority: ↓urgent"),
      .server("deliveryMethod: ↓SMTP"),
      .server("priority: ↓\"\""),
      .server("username: ↓\"\"\npassword: { env: SMTP_PASSWORD }"),
      .server("username: mailer\npassword: ↓\"\""),
      .server("username: mailer\npassword: { env: ↓\"\" }"),
      .global("defaultServer: ↓\"\""),
      .global("servers: [relay, ↓\"\"]"),
      .server("username: ↓|\n  mailer\npassword: { env: SMTP_PASSWORD }"),
      .server("username: ↓\"mail\\ter\"\npassword: { env: SMTP_PASSWORD }"),
      .server("username: mailer\npassword: ↓\"pass\\nword\""),
      .server("username: mailer\npassword: ↓{ env: SMTP_PASSWORD, file: /run/secrets/smtp }"),
      "version: 1\nextends: ↓[]\n",
      "version: 1\nextends: ↓/etc/production.smtp.yaml\n",
      .server("username: mailer\npassword: { env: ↓$SMTP_PASSWORD }"),
      .server("username: mailer\npassword: { env: ↓smtp-password }"),
      .server("username: mailer\npassword: { file: ↓secrets/smtp }"),
      "version: ↓2\nservers:\n  relay:\n    serverName: smtp.example.com\nglobal:\n  servers: [relay]\n",
      "version: 1\nservers: ↓{}\nglobal: {}\n",
    ],
    good: [
      .server("priority: High\nusername: |-\n  mailer\npassword: { env: SMTP_PASSWORD }"),
      .server("username: mailer\npassword: { file: /run/secrets/smtp }"),
    ],
    check: .problem)

  static func reportInvalidValue(
    _ place: NodeUse, _ subject: ValueSubject, _ problem: ValueProblem, _ context: RuleContext
  ) {
    context.report(at: place, wording(problem, place, subject, context), fixes: fixes(problem, place, context))
  }

  private static func wording(
    _ problem: ValueProblem, _ place: NodeUse, _ subject: ValueSubject, _ context: RuleContext
  ) -> DiagnosticText {
    let name = subject.shown
    switch problem {
    case .notOneOf(let words): return unknownWord(place, name, words, context)
    case .version:
      return DiagnosticText(
        "unsupported version `\(context.shown(place))`", caption: "not a version",
        help: "this smtpconf supports version \(languageVersion) only; upgrade smtpconf for newer files")
    case .empty: return empty(subject)
    case .emptyMapping:
      return DiagnosticText(
        "\(name) is empty", caption: "no servers are declared",
        help: "declare at least one: `servers: { primary: { serverName: smtp.example.com } }`")
    case .emptyList:
      return DiagnosticText(
        "\(name) is empty", caption: "no file", help: "remove the key if the file is based on no other")
    case .tooManyItems(let most):
      return DiagnosticText(
        "\(name) has more than \(most) entries", caption: "too many",
        help: "put some of them into a file with `partial: true` that extends them, and extend that one")
    case .basePath(let problem): return basePath(problem, place, context)
    case .controlCharacter(let scalar): return control(scalar, place, name, context)
    case .excluded(let key, let first, let mapping):
      return DiagnosticText(
        "`\(first.name)` and `\(key.name)` cannot be combined", caption: "`\(key.name)` together with `\(first.name)`",
        help: mapping.exclusionHint)
    case .belowMinimum(let minimum):
      return DiagnosticText(
        "\(name) must be at least \(minimum)", caption: "less than \(minimum)", help: subject.key?.hint)
    case .notTrue:
      return DiagnosticText("\(name) can only be `true`", caption: "write `true`", help: subject.key?.hint)
    case .environmentName: return environmentName(place, context)
    case .credentialName:
      return DiagnosticText(
        "`\(context.shown(place))` is not the name of a credential", caption: "not a name",
        help:
          "the name of a credential has 1 to 255 letters, digits, `_`, `.` and `-`, as in `LoadCredential=` of systemd")
    case .relativePath:
      return DiagnosticText(
        "`\(context.shown(place))` is not an absolute path", caption: "a relative path",
        help: "write it from the root: `/run/secrets/smtp`, `C:\\secrets\\smtp` or `\\\\server\\share\\smtp`")
    }
  }

  private static func basePath(
    _ problem: BasePathProblem, _ place: NodeUse, _ context: RuleContext
  ) -> DiagnosticText {
    let relative = "a path begins in the folder of this file, as in `production.smtp.yaml` or `../production.smtp.yaml`"
    let (caption, help) =
      switch problem {
      case .absolute: ("an absolute path", relative)
      case .home: ("`~` is not expanded", relative)
      case .backslash: ("a backslash", "write `/` between folders, on Windows as well")
      case .url: ("a URL", "only files can be extended: download it first")
      case .folder: ("a folder", "name a file in it")
      }
    return DiagnosticText(
      "`\(context.shown(place))` is not a path that `extends` can have", caption: caption, help: help)
  }

  private static func unknownWord(
    _ place: NodeUse, _ name: String, _ words: [String], _ context: RuleContext
  ) -> DiagnosticText {
    let certain = sameButCase(place, words, context)
    let suggestion =
      certain ?? Suggestion.nearest(to: context.text(of: place), among: words) ?? usualWord(for: place, context)
    return DiagnosticText(
      "\(name) cannot be `\(context.shown(place))`",
      caption: suggestion.map { "did you mean `\($0)`?" } ?? "not one of the allowed values",
      help: certain != nil
        ? "values are case-sensitive; \(name) is one of \(words.listed())" : "\(name) is one of \(words.listed())")
  }

  /// The word that differs from the given one only in case.
  private static func sameButCase(_ place: NodeUse, _ words: [String], _ context: RuleContext) -> String? {
    let text = context.text(of: place).lowercased()
    return words.first { $0.lowercased() == text }
  }

  /// The value that another program's word probably means.
  private static func usualWord(for place: NodeUse, _ context: RuleContext) -> String? {
    guard !context.isSecret(place) else { return nil }
    return switch context.text(of: place).lowercased() {
    case "smtp", "net", "tcp", "esmtp": DeliveryMethod.network.rawValue
    case "pickup", "folder", "directory", "spool", "file", "specifiedpickupdirectory":
      DeliveryMethod.pickupDirectory.rawValue
    case "iis", "pickupdirectoryfromlis": DeliveryMethod.pickupDirectoryFromIIS.rawValue
    case "urgent", "highest", "top", "critical": Priority.high.rawValue
    case "medium", "default", "standard", "middle": Priority.normal.rawValue
    case "lowest", "bulk", "minor": Priority.low.rawValue
    default: nil
    }
  }

  private static func empty(_ subject: ValueSubject) -> DiagnosticText {
    let help: String? =
      switch (subject, subject.key?.type) {
      case (.item, _): "remove the entry, or write a value"
      case (_, .serverOrNull?): "write `null` for no default server, or the id of a server"
      case (_, .stringOrReference?) where subject.key === ServerKey.password.spec:
        "write \(MappingSpec.reference.forms.listed()), or leave the key out"
      case (_, .word(let words)?): "write \(words.listed()), or leave the key out"
      case (_, .string?) where subject.isReference: subject.key?.hint
      default: "write a value, or leave the key out"
      }
    return DiagnosticText("\(subject.shown) is empty", caption: "an empty string", help: help)
  }

  private static func control(
    _ scalar: Unicode.Scalar, _ place: NodeUse, _ name: String, _ context: RuleContext
  ) -> DiagnosticText {
    let isBlock = context.tree(of: place).style(of: place.node).isBlock
    let help =
      switch scalar {
      case "\n" where isBlock:
        "a block of text ends with a line break; `|-` or `>-` leaves it out, and so does a single line"
      case "\t", "\n", "\r": "remove it; in double quotes, `\\t`, `\\n` and `\\r` are control characters too"
      default: "remove it: it is invisible, and no field of Kentico Xperience accepts it"
      }
    return DiagnosticText("\(name) contains \(scalar.inProse)", caption: "a control character", help: help)
  }

  private static func environmentName(_ place: NodeUse, _ context: RuleContext) -> DiagnosticText {
    let rule = "a name consists of letters, digits and `_`, and does not begin with a digit"
    let isVariable = variableName(in: place, context) != nil
    return DiagnosticText(
      "`\(context.shown(place))` is not the name of an environment variable",
      caption: isVariable ? "write only the name" : "not a name",
      help: isVariable ? "`env` already means a variable; \(rule)" : rule)
  }

  /// The name in `$NAME`, `${NAME}` or `%NAME%`.
  private static func variableName(in place: NodeUse, _ context: RuleContext) -> String? {
    let variable = context.tree(of: place).withText(of: place.node, VariableReference.init(whole:))
    return variable.flatMap { [.shell, .compose, .windows].contains($0.syntax) ? $0.name : nil }
  }

  private static func fixes(_ problem: ValueProblem, _ place: NodeUse, _ context: RuleContext) -> [Fix] {
    switch problem {
    case .notOneOf(let words):
      sameButCase(place, words, context).map { context.replacement(.unsafe, of: place, with: $0, "write `\($0)`") }
        ?? []
    case .environmentName:
      variableName(in: place, context).map {
        context.isSecret(place)
          ? [] : context.replacement(.unsafe, of: place, with: context.yaml($0), "write only the name")
      } ?? []
    case .controlCharacter("\n"): context.withoutFinalLineBreak(place)
    default: []
    }
  }
}

extension ValueSubject {
  /// The key that the value belongs to.
  var key: KeySpec? {
    switch self {
    case .value(let key), .item(let key): key
    case .root, .entry, .mapping, .key, .merge: nil
    }
  }

  /// How a message names it.
  fileprivate var shown: String {
    switch self {
    case .value(let key): "`\(key.name)`"
    case .item(let key): "an entry of `\(key.name)`"
    case .mapping(let mapping): mapping.noun
    case .root, .entry, .key, .merge: "the value"
    }
  }

  /// Whether it is a key of a reference.
  fileprivate var isReference: Bool { ReferenceKey.table.specs.contains { $0 === key } }
}
