package import Diagnostics

/// The findings that only files of expectations have.
package enum RoutingTestRules {
  static let failedExpectation: RuleID = "failed-expectation"
  static let brokenInvariant: RuleID = "broken-invariant"
  static let undefinedSite: RuleID = "undefined-site"

  /// What there is to tell about them.
  package static let descriptions = [
    RuleDescription(
      id: failedExpectation, group: group, severity: .error, isAdjustable: false, isFixable: false,
      summary: "The routing does not answer a test as it expects",
      explanation: """
        A test of a file of expectations asks the routing for mail of a site, or of none, while some servers are busy or
        down. The answer is another: either the configuration changed without that being meant, or the expectation is out
        of date.

        The finding shows the way of the mail, server by server; `smtpconf route` shows it with all reasons and places.
        """,
      references: [], badExample: document("tests:\n  - site: shop\n    expect: { server: ↓archive }"),
      goodExample: document("tests:\n  - site: shop\n    expect: { server: relay }")),
    RuleDescription(
      id: brokenInvariant, group: group, severity: .error, isAdjustable: false, isFixable: false,
      summary: "Something does not hold for every site that should",
      explanation: """
        An invariant of a file of expectations is about all sites, whatever is busy. For at least one it does not hold;
        the finding shows the smallest case: a site, and the fewest servers that have to be busy.

        Where a site is meant to be different, name it in `except`.
        """,
      references: [], badExample: document("invariants:\n  - everyChainEndsIn: ↓archive"),
      goodExample: document("invariants:\n  - everyChainEndsIn: archive\n    except: [intranet]")),
    RuleDescription(
      id: undefinedSite, group: group, severity: .error, isAdjustable: false, isFixable: false,
      summary: "A file of expectations names a site that is not declared",
      explanation: """
        Sites are named as below `sites` in the configuration; upper and lower case do not matter. A test for a site that
        does not exist would never be asked, so it is an error.

        Mail that belongs to no site is asked for by `global: true`.
        """,
      references: [], badExample: document("tests:\n  - site: ↓shpo\n    expect: { server: relay }"),
      goodExample: document("tests:\n  - global: true\n    expect: { server: relay }")),
  ]

  private static let group = "Expectations"

  private static func document(_ rest: String) -> String { "version: 1\nconfiguration: smtpconf.yaml\n\(rest)\n" }
}
