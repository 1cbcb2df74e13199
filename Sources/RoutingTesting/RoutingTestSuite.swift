import Diagnostics
import Language
import Routing
package import SourceText

/// The tests and invariants of a file, as far as they could be read.
package struct RoutingTestSuite: Sendable {
  /// The file.
  package let source: SourceFile
  /// The configuration or routing table to test, as written: relative to the file's folder; nil for
  /// ``usualConfiguration``.
  package internal(set) var configuration: Located<String>?
  /// The tests, in the order written.
  package internal(set) var tests: [RoutingTest] = []
  /// The invariants, in the order written.
  package internal(set) var invariants: [Invariant] = []

  /// The path of the configuration or routing table to test.
  package var configurationName: String { configuration?.value ?? Self.usualConfiguration }

  /// Whether that path must not be shown, because it is a URL with a password.
  package var isConfigurationSecret: Bool { configuration?.isSecret ?? false }

  /// The configuration that is tested if the file names none.
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

  /// Another value at the same place.
  func map<Other: Sendable>(_ transform: (Value) -> Other) -> Located<Other> {
    Located<Other>(transform(value), place, span, isSecret: isSecret)
  }
}

extension Located where Value: CustomStringConvertible {
  /// The value as it may be shown.
  var shown: String { isSecret ? FileReport.mask : "\(value)" }
}

/// A question to the routing, and the expected answer.
package struct RoutingTest: Sendable {
  /// Where it begins.
  let span: SourceSpan
  /// Its name; nil if it has none.
  var name: Located<String>?
  /// The site whose mail is tested, or `global`.
  var scope: Located<Scope>
  /// The servers that are busy.
  var busy: [Located<String>] = []
  /// The servers that refuse the message.
  var down: [Located<String>] = []
  /// What is expected: at least one expectation.
  var expectations: [Expectation] = []
}

/// One expectation about the answer.
enum Expectation: Sendable {
  /// This server handles the message.
  case server(Located<String>)
  /// These are the servers of the chain, in this order, whichever servers are busy.
  case chain([Located<String>], span: SourceSpan)
  /// The outcome is of this kind.
  case outcome(Located<Outcome.Kind>)
  /// This server never handles mail of the site, whichever servers are busy.
  case never(Located<String>)
}

/// What must hold for all sites, whichever servers are busy.
package struct Invariant: Sendable {
  /// Where it begins.
  let span: SourceSpan
  /// Its name; nil if it has none.
  var name: Located<String>?
  /// What must hold.
  var law: Law
  /// The sites that are exempt.
  var exceptions: [Located<Scope>] = []

  /// The kinds of invariants.
  enum Law: Sendable {
    /// Whichever servers are lost, up to this number, every site has another one.
    case everySiteSurvivesLoss(of: Located<Int>)
    /// No site's chain contains any of these servers.
    case noSiteUses([Located<String>])
    /// No chain, including that of `global`, contains any other server.
    case onlyUses([Located<String>])
    /// This server is the last one of every chain, including that of `global`.
    case everyChainEndsIn(Located<String>)
  }
}
