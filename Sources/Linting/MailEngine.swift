package import Language
package import SourceText

/// The mail engines whose configuration can be written.
package enum MailEngine: String, Sendable, CaseIterable {
  /// Postfix 3.6 or later.
  case postfix
  /// The same, with HAProxy 2.4 or later on that machine.
  case postfixHAProxy = "postfix-haproxy"
  /// nullmailer 2.2, one instance for each scope.
  case nullmailer

  /// Whether Postfix sends the mail.
  package var isPostfix: Bool { self != .nullmailer }

  /// The name in messages.
  package var title: String {
    switch self {
    case .postfix: "Postfix"
    case .postfixHAProxy: "Postfix with HAProxy"
    case .nullmailer: "nullmailer"
    }
  }
}

/// What the rules of mail engines look at.
package struct EngineInput {
  /// The engine.
  package let engine: MailEngine
  /// The configuration.
  package let view: ConfigurationView
  /// The values of references, if they were read.
  package let secrets: [SecretReference: Secret]
}
