import Diagnostics
import Language
import Linting
import LocatedYAML
import Routing
import SourceText

extension EngineRules {
  static let targetUnsupportedValue = Rule.error(
    "target-unsupported-value",
    summary: "A value that the files of the mail engine cannot represent",
    explanation: """
      Postfix reads a login as one line, `user:password`: a user name cannot contain `:`, nor begin or end with a blank,
      and a password cannot end with one. The path of a pickup folder cannot contain `{`, `}` or `$`, nor end with a blank,
      because these have a meaning in `master.cf`.

      Values that are kept elsewhere are checked if they are read: by `build`, and by `check --require-secrets`.
      """,
    references: ["Postfix documentation, \"DATABASE_README\" and master(5)"],
    bad: [
      .server("serverName: smtp.example.com\nusername: ↓\"mail:er\"\npassword: { env: P }", for: .postfix),
      .server("serverName: smtp.example.com\nusername: ↓\" mailer\"\npassword: { env: P }", for: .postfixHAProxy),
      .server("deliveryMethod: PickupDirectory\npickupDirectory: ↓/var/spool/{out}", for: .postfix),
      .server(
        "serverName: smtp.example.com\nusername: { env: ↓U }\npassword: { env: P }", for: .postfix,
        secrets: ["U": "mail:er"]),
    ],
    good: [
      .server("serverName: smtp.example.com\nusername: mailer@example.com\npassword: { env: P }", for: .postfix),
      .server("serverName: smtp.example.com\nusername: \"mail:er\"\npassword: { env: P }", for: .nullmailer),
    ],
    check: .engine { input, context in
      guard input.engine.isPostfix, let routing = EngineView(input.view) else { return }
      for (declared, server) in routing.servers {
        switch server.delivery {
        case .network(_, let credentials?, _):
          for problem in problems(of: credentials, declared, input.secrets) {
            context.report(
              at: problem.place, "\(input.engine.title) cannot use \(problem.reason)",
              caption: "not in a file of Postfix", help: problem.help)
          }
        case .pickupDirectory(let path):
          guard let place = declared.pickupDirectory?.value, path.hasPrefix("/"), BracedArgument(path) == nil else {
            continue
          }
          context.report(
            at: place, "\(input.engine.title) cannot use the folder of \(context.name(of: declared))",
            caption: "`{`, `}`, `$` or a blank at its end", help: "choose another folder")
        case .network, .pickupDirectoryFromIIS: break
        }
      }
    })

  private struct Problem {
    let place: NodeUse
    let reason: String
    let help: String
  }

  /// What is wrong with a login: the user name and the password each for itself, if their values are known.
  private static func problems(
    of credentials: Credentials, _ declared: ServerDeclaration, _ secrets: [SecretReference: Secret]
  ) -> [Problem] {
    let user = credentials.username.value { secrets[$0] }
    let password = credentials.password?.value { secrets[$0] }
    var problems: [Problem] = []
    if let reason = user.flatMap(TexthashLogin.problem(inUser:)), let place = declared.username?.place {
      let help = "choose another user name, or send through another server"
      problems.append(Problem(place: place, reason: reason, help: help))
    }
    if let reason = password.flatMap(TexthashLogin.problem(inPassword:)), let place = declared.password?.place {
      problems.append(Problem(place: place, reason: reason, help: "choose another password"))
    }
    return problems
  }
}
