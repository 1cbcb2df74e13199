package import Diagnostics

/// The rules that only test files have.
package enum RoutingTestRules {
  static let failedExpectation: RuleID = "failed-expectation"
  static let brokenInvariant: RuleID = "broken-invariant"
  static let undefinedSite: RuleID = "undefined-site"

  /// The descriptions of these rules.
  package static let descriptions = [
    RuleDescription(
      id: failedExpectation, group: group, severity: .error, isAdjustable: false, isFixable: false,
      summary: "The routing does not meet an expectation of a test",
      explanation: """
        A test checks how mail of a site, or mail that belongs to no site, is handled while some servers are busy or
        down. The actual result is different: either the configuration was changed by mistake, or the expectation is out
        of date.

        The finding shows the route of the message, server by server; `smtpconf route` shows it with all reasons and
        places.
        """,
      references: [], badExample: document("tests:\n  - site: shop\n    expect: { server: ↓archive }"),
      goodExample: document("tests:\n  - site: shop\n    expect: { server: relay }")),
    RuleDescription(
      id: brokenInvariant, group: group, severity: .error, isAdjustable: false, isFixable: false,
      summary: "An invariant is broken",
      explanation: """
        An invariant applies to all sites, whichever servers are busy. At least one site breaks it; the finding shows
        the smallest case: a site, and the fewest servers that must be busy.

        If a site is meant to be different, add it to `except`.
        """,
      references: [], badExample: document("invariants:\n  - everyChainEndsIn: ↓archive"),
      goodExample: document("invariants:\n  - everyChainEndsIn: archive\n    except: [intranet]")),
    RuleDescription(
      id: undefinedSite, group: group, severity: .error, isAdjustable: false, isFixable: false,
      summary: "A test file names a site that is not declared",
      explanation: """
        Sites are named as under `sites` in the configuration; upper and lower case make no difference. A test for a site
        that does not exist could never be run, so it is an error.

        To test mail that belongs to no site, write `global: true`.
        """,
      references: [], badExample: document("tests:\n  - site: ↓shpo\n    expect: { server: relay }"),
      goodExample: document("tests:\n  - global: true\n    expect: { server: relay }")),
  ]

  private static let group = "Routing tests"

  private static func document(_ rest: String) -> String { "version: 1\nconfiguration: smtpconf.yaml\n\(rest)\n" }
}
