import Language

/// `master.cf`: the services of Postfix, with those that the routing needs.
struct MasterCF {
  private let own: String

  /// The services of a plan.
  ///
  /// - Parameters:
  ///   - plan: The servers.
  ///   - lengths: The lengths of chains, each of which has a transport of its own; none without gates.
  ///   - pickups: The servers that write to folders.
  ///   - user: The user that writes there.
  /// - Throws: ``UnsupportedValue`` for a folder that Postfix cannot represent.
  init(_ plan: PostfixPlan, lengths: [Int], _ pickups: [Server], user: String?) throws(UnsupportedValue) {
    var text = "smtpconf-wait unix - - n - - smtp\n"
    for length in lengths { text += "chain\(length) unix - - n - - smtp\n" }
    for server in pickups {
      guard case .pickupDirectory(let path) = server.delivery, let folder = BracedArgument(path) else {
        throw UnsupportedValue(server: server.id, reason: "a folder with `{`, `}`, `$` or a blank at its end")
      }
      let address = plan.gates.addresses[server.id] ?? ""
      text += Self.gate("\(address):\(plan.gates.port)", server.id)
      text += Self.drop(server.id, folder, user: user ?? "")
    }
    own = text
  }

  /// The file, with the operator's own services before ours.
  func text(_ base: String?) -> String {
    let base = base ?? Self.base
    let gap = base.isEmpty || base.last == "\n" ? "" : "\n"
    return PostfixText.head + base + gap + own
  }

  /// The service at which a mail for a folder arrives.
  private static func gate(_ endpoint: String, _ id: String) -> String {
    let empty = [
      "smtpd_client_restrictions", "smtpd_helo_restrictions", "smtpd_sender_restrictions", "smtpd_relay_restrictions",
      "smtpd_data_restrictions", "smtpd_end_of_data_restrictions", "smtpd_etrn_restrictions", "smtpd_milters",
      "smtpd_proxy_filter",
    ]
    let options =
      [
        "content_filter=smtpconf-drop-\(id):", "mynetworks=127.0.0.0/8",
        "smtpd_recipient_restrictions=permit_mynetworks,reject",
        "receive_override_options=no_address_mappings,no_header_body_checks,no_milters",
      ] + empty.map { $0 + "=" } + ["smtpd_tls_security_level=none", "smtpd_sasl_auth_enable=no"]
    return "\(endpoint) inet n - n - - smtpd\n" + options.map { "    -o \($0)\n" }.joined()
  }

  /// The transport that writes a mail to a folder.
  private static func drop(_ id: String, _ folder: BracedArgument, user: String) -> String {
    let script = #"{ exec /bin/sh "$$MAIL_CONFIG/drop-mail" "$$@" }"#
    return "smtpconf-drop-\(id) unix - n n - - pipe\n"
      + "    flags=q user=\(user) null_sender= argv=/bin/sh -c \(script) drop-mail \(folder.text) ${sender} ${recipient}\n"
  }

  /// The services of Postfix 3.6, none of them in a chroot.
  private static let base = """
    smtp inet n - n - - smtpd
    pickup unix n - n 60 1 pickup
    cleanup unix n - n - 0 cleanup
    qmgr unix n - n 300 1 qmgr
    tlsmgr unix - - n 1000? 1 tlsmgr
    rewrite unix - - n - - trivial-rewrite
    bounce unix - - n - 0 bounce
    defer unix - - n - 0 bounce
    trace unix - - n - 0 bounce
    verify unix - - n - 1 verify
    flush unix n - n 1000? 0 flush
    proxymap unix - - n - - proxymap
    proxywrite unix - - n - 1 proxymap
    smtp unix - - n - - smtp
    relay unix - - n - - smtp
    showq unix n - n - - showq
    error unix - - n - - error
    retry unix - - n - - error
    discard unix - - n - - discard
    local unix - n n - - local
    virtual unix - n n - - virtual
    lmtp unix - - n - - lmtp
    anvil unix - - n - 1 anvil
    scache unix - - n - 1 scache
    postlog unix-dgram n - n - 1 postlogd

    """
}
