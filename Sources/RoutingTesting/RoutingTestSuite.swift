import Diagnostics
import Language
import Routing
package import SourceText

/// What a file expects of a routing, as far as it could be read.
package struct RoutingTestSuite: Sendable {
  /// The file.
  package let source: SourceFile
  /// The configuration or routing table that is tested, as it is written: relative to the file's folder; nil for
  /// ``usualConfiguration``.
  package internal(set) var configuration: Located<String>?
  /// The single questions, in the order written.
  package internal(set) var tests: [RoutingTest] = []
  /// What is to hold for all sites, in the order written.
  package internal(set) var invariants: [Invariant] = []

  /// The path of what is tested.
  package var configurationName: String { configuration?.value ?? Self.usualConfiguration }

  /// Whether that path must not be shown: someone wrote a URL with a password.
  package var isConfigurationSecret: Bool { configuration?.isSecret ?? false }

  /// The configuration that is tested where the file names none.
  package static let usualConfiguration = "smtpconf.yaml"
}

/// A value and where it is written.
package struct Located<Value: Sendable>: Sendable {
  /// The value.
  package let value: Value
  /// The node that it was read from.
  let place: NodeUse
  /// Where it is written.
  package let span: SourceSpan
  /// Whether any part of it must not be shown.
  package let isSecret: Bool

  init(_ value: Value, _ place: NodeUse, _ span: SourceSpan, isSecret: Bool) {
    self.value = value
    self.place = place
    self.span = span
    self.isSecret = isSecret
  }

  /// Another value that is written at the same place.
  func map<Other: Sendable>(_ transform: (Value) -> Other) -> Located<Other> {
    Located<Other>(transform(value), place, span, isSecret: isSecret)
  }
}

extension Located where Value: CustomStringConvertible {
  /// The value as it may be shown.
  var shown: String { isSecret ? FileReport.mask : "\(value)" }
}

/// A question to the routing, and the answer that is expected.
package struct RoutingTest: Sendable {
  /// Where it begins.
  let span: SourceSpan
  /// Its name; nil for one without.
  var name: Located<String>?
  /// Whose mail it is about.
  var scope: Located<Scope>
  /// The servers that are busy.
  var busy: [Located<String>] = []
  /// The servers that refuse the mail.
  var down: [Located<String>] = []
  /// What is expected, at least one thing.
  var expectations: [Expectation] = []
}

/// One thing that is expected of the answer.
enum Expectation: Sendable {
  /// This server takes the mail.
  case server(Located<String>)
  /// These are the servers of the chain, in this order, whatever is busy.
  case chain([Located<String>], span: SourceSpan)
  /// The outcome has this name.
  case outcome(Located<String>)
  /// This server takes no mail of the scope, whatever is busy.
  case never(Located<String>)
}

/// What is to hold for all sites, whatever is busy.
package struct Invariant: Sendable {
  /// Where it begins.
  let span: SourceSpan
  /// Its name; nil for one without.
  var name: Located<String>?
  /// What is to hold.
  var law: Law
  /// The scopes it does not hold for.
  var exceptions: [Located<Scope>] = []

  /// What can be demanded.
  enum Law: Sendable {
    /// Mail of every site finds a server while any so many servers are lost.
    case everySiteSurvivesLoss(of: Located<Int>)
    /// No chain of a site holds one of these servers.
    case noSiteUses([Located<String>])
    /// The last server of every chain, the global one included, is this one.
    case everyChainEndsIn(Located<String>)
  }
}
