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

      Values that are kept elsewhere are checked when they are read, by `build`.
      """,
    references: ["Postfix documentation, \"DATABASE_README\" and master(5)"],
    bad: [
      .server("serverName: smtp.example.com\nusername: ↓\"mail:er\"\npassword: { env: P }", for: .postfix),
      .server("serverName: smtp.example.com\nusername: ↓\" mailer\"\npassword: { env: P }", for: .postfixHAProxy),
      .server("deliveryMethod: PickupDirectory\npickupDirectory: ↓/var/spool/{out}", for: .postfix),
    ],
    good: [
      .server("serverName: smtp.example.com\nusername: mailer@example.com\npassword: { env: P }", for: .postfix),
      .server("serverName: smtp.example.com\nusername: \"mail:er\"\npassword: { env: P }", for: .nullmailer),
    ],
    check: .engine { engine, view, context in
      guard engine.isPostfix, let routing = EngineView(view) else { return }
      for (declared, server) in routing.servers {
        switch server.delivery {
        case .network(_, let credentials, _): reportLogin(credentials, declared, engine, context)
        case .pickupDirectory(let path):
          guard let place = declared.pickupDirectory?.value, path.hasPrefix("/"), BracedArgument(path) == nil else {
            continue
          }
          context.report(
            at: place, "\(engine.title) cannot use the folder of \(context.name(of: declared))",
            caption: "`{`, `}`, `$` or a blank at its end", help: "choose another folder")
        case .pickupDirectoryFromIIS: break
        }
      }
    })

  private static func reportLogin(
    _ credentials: Credentials?, _ declared: ServerDeclaration, _ engine: MailEngine, _ context: RuleContext
  ) {
    guard let credentials else { return }
    let user = if case .literal(let user) = credentials.username { user } else { "user" }
    let password = if case .literal(let password)? = credentials.password { password } else { Secret("") }
    do throws(UnsupportedValue) {
      _ = try TexthashValue(Deployment.Login(user: Secret(user), password: Secret("")), of: "")
    } catch {
      guard let place = declared.username?.value else { return }
      return context.report(
        at: place, "\(engine.title) cannot use \(error.reason)", caption: "not in a file of Postfix",
        help: "choose another user name, or send through another server")
    }
    do throws(UnsupportedValue) {
      _ = try TexthashValue(Deployment.Login(user: Secret("user"), password: password), of: "")
    } catch {
      guard let place = declared.password?.value else { return }
      context.report(
        at: place, "\(engine.title) cannot use \(error.reason)", caption: "not in a file of Postfix",
        help: "choose another password")
    }
  }
}
