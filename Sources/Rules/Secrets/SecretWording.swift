import Diagnostics
import Language
import LibC
import Linting
import LocatedYAML
import SourceText

extension Rule.Example {
  /// A file with one server whose password is kept elsewhere, and what is read for it.
  static func secret(_ reference: String, _ reading: SecretReading) -> Rule.Example {
    let name = reference.split(separator: " ").last.map(String.init) ?? ""
    let text = """
      version: 1
      servers:
        relay:
          serverName: smtp.example.com:587
          useSSL: true
          username: mailer
          password: { \(reference) }
      global:
        servers: [relay]
      """
    return Rule.Example(text, secrets: [name.replacing(RuleDescription.mark, with: ""): reading])
  }

  /// The same, with a value.
  static func secret(_ reference: String, value: String) -> Rule.Example {
    .secret(reference, .content(SecretBytes(Array(value.utf8))))
  }
}

extension RuleContext {
  /// Reports a problem with a secret at the name or path of its first use, with other uses as labels.
  func report(
    _ use: SecretUse, _ message: @autoclosure () -> String, caption: @autoclosure () -> String,
    help: @autoclosure () -> String?
  ) {
    report(at: use.place, message(), caption: caption(), labels: otherUses(of: use), help: help())
  }

  private func otherUses(of use: SecretUse) -> [Label] {
    let shown = use.others.prefix(Self.mostLabels)
    let further = use.others.count - shown.count
    return shown.enumerated().map { index, place in
      let isLast = index == shown.count - 1 && further > 0
      return label(place, isLast ? "also used here, and in \(further) other places" : "also used here")
    }
  }
}

extension SecretUse {
  /// What it is: "the password", "the user name".
  var noun: String { isUsername ? "the user name" : "the password" }

  /// Where it is kept: "the variable `NAME`", "the file `PATH`".
  func home(_ context: RuleContext) -> String {
    switch reference {
    case .environment: "the variable `\(context.shown(place))`"
    case .file: "the file `\(context.shown(place))`"
    case .credential: "the credential `\(context.shown(place))`"
    }
  }
}
