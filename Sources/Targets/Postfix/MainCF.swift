/// The operator's own settings, in place of the built-in ones.
package struct PostfixSettings: Sendable {
  /// The content of `main.cf`; nil for the built-in one.
  package var main: [UInt8]?
  /// The content of `master.cf`; nil for the built-in one.
  package var master: [UInt8]?

  /// Settings; by default the built-in ones.
  package init(main: [UInt8]? = nil, master: [UInt8]? = nil) {
    self.main = main
    self.master = master
  }
}

/// `main.cf`: the parameters that carry out the routing, after those that the operator sets.
struct MainCF {
  private let globalRoute: String
  /// The lengths of chains, each of which has a transport of its own behind gates.
  private let lengths: [Int]

  /// Parameters for the chain of mail that belongs to no site; `lengths` is empty without gates.
  init(globalRoute: String, lengths: [Int]) {
    self.globalRoute = globalRoute
    self.lengths = lengths
  }

  /// The file: the operator's own settings, or the built-in ones, and then ours.
  func content(_ own: [UInt8]?) -> [UInt8] {
    let present = own.map { PostfixParameters($0).values } ?? [:]
    let needed = (owned + defaults).filter { present[$0.name] == nil }
    let base = own ?? Array(Self.base.map(Self.line).joined().utf8)
    return PostfixText.after(base, "# Routing\n" + needed.map(Self.line).joined())
  }

  /// The operator's own settings that the routing contradicts.
  func conflicts(_ own: [UInt8]?) -> [OwnSetting] {
    let present = own.map { PostfixParameters($0).values } ?? [:]
    return owned.compactMap { name, value in
      guard let set = present[name], set.text != value else { return nil }
      return OwnSetting(kind: .parameter(value: value), name: name, line: set.line)
    }
  }

  private static func line(_ name: String, _ value: String) -> String {
    value.isEmpty ? "\(name) =\n" : "\(name) = \(value)\n"
  }

  private static let base: [(name: String, value: String)] = [
    ("compatibility_level", "3.6"), ("mydestination", ""), ("local_transport", "error:5.1.1 no mailboxes here"),
    ("alias_maps", ""), ("alias_database", ""), ("inet_interfaces", "loopback-only"),
    ("mynetworks", "127.0.0.0/8 [::1]/128"), ("smtpd_relay_restrictions", "permit_mynetworks, reject"),
    ("tls_append_default_CA", "yes"),
  ]

  /// The parameters that nobody else may set, because the routing depends on them.
  private var owned: [(name: String, value: String)] {
    [
      ("relayhost", ""), ("sender_dependent_relayhost_maps", ""), ("smtp_fallback_relay", ""),
      ("smtp_connection_cache_destinations", ""), ("smtp_sasl_auth_cache_name", ""),
      ("default_transport", globalRoute),
      ("sender_dependent_default_transport_maps", "texthash:$config_directory/chains"),
      ("defer_transports", "smtpconf-wait"), ("smtp_sasl_auth_enable", "yes"), ("smtp_sasl_auth_soft_bounce", "yes"),
      ("smtp_skip_5xx_greeting", "yes"), ("smtp_sasl_password_maps", "texthash:$config_directory/credentials"),
      ("smtp_tls_policy_maps", "texthash:$config_directory/tls-policy"),
      // With `yes`, the login of a site would be shown to every server of its chain.
      ("smtp_sender_dependent_authentication", "no"), ("smtp_sasl_security_options", "noanonymous"),
      ("smtp_sasl_tls_security_options", "noanonymous"),
      ("smtp_sasl_mechanism_filter", "!external, !gssapi, !gs2-krb5, !gss-spnego, !ntlm, static:all"),
      ("smtp_tls_security_level", "none"), ("smtp_tls_wrappermode", "no"),
      ("smtp_reply_filter", "regexp:$config_directory/replies"),
      ("smtp_delivery_status_filter", "regexp:$config_directory/statuses"), ("smtp_host_lookup", "native"),
      ("smtp_connection_cache_on_demand", "no"),
    ] + lengths.flatMap(Self.concurrency)
  }

  /// As many mails of a chain at once as it has servers; a busy server does not slow the others down.
  private static func concurrency(of length: Int) -> [(name: String, value: String)] {
    [
      ("chain\(length)_destination_concurrency_limit", "\(length)"),
      ("chain\(length)_initial_destination_concurrency", "\(length)"),
      ("chain\(length)_destination_concurrency_failed_cohort_limit", "0"),
      ("chain\(length)_destination_concurrency_negative_feedback", "0"),
    ]
  }

  private var defaults: [(name: String, value: String)] {
    let timeouts = [("smtp_connect_timeout", "10s"), ("smtp_helo_timeout", "60s")]
    let retries = [("minimal_backoff_time", "5s"), ("queue_run_delay", "5s"), ("maximal_backoff_time", "60s")]
    return (timeouts + (lengths.isEmpty ? [] : retries)).map { (name: $0.0, value: $0.1) }
  }
}

/// The parameters that a `main.cf` sets (postconf(5)): the last value of each, with white space as one blank.
private struct PostfixParameters {
  /// The value of a parameter.
  struct Value {
    let text: String
    /// The number of the line that sets it, counted from 1.
    let line: Int
  }

  /// The values, by name.
  private(set) var values: [String: Value] = [:]

  init(_ file: [UInt8]) {
    for line in LogicalLines(file) {
      let parts = line.text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let value = parts.dropFirst().first.map { $0.split(separator: " ").joined(separator: " ") } ?? ""
      values[parts[0].split(separator: " ").joined()] = Value(text: value, line: line.number)
    }
  }
}
