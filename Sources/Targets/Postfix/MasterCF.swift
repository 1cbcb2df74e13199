import Language

/// `master.cf`: the services of Postfix, with those that the routing needs.
struct MasterCF {
  /// A service: what it is called, and the lines that define it.
  private struct Service {
    let name: String
    let type: String
    let definition: String

    /// The name and type, by which Postfix tells services apart.
    var key: String { "\(name) \(type)" }
    var text: String { "\(key) \(definition)\n" }
  }

  private let services: [Service]

  /// The services of a plan.
  ///
  /// - Parameters:
  ///   - plan: The servers.
  ///   - lengths: The lengths of chains, each of which has a transport of its own; none without gates.
  ///   - user: The user that writes to folders.
  /// - Throws: ``UnsupportedValue`` for a folder that Postfix cannot represent.
  init(_ plan: PostfixPlan, lengths: [Int], user: String?) throws(UnsupportedValue) {
    var services = [Self.client("smtpconf-wait")] + lengths.map { Self.client("chain\($0)") }
    for server in plan.pickups {
      guard case .pickupDirectory(let path) = server.delivery, let folder = BracedArgument(path) else {
        throw UnsupportedValue(server: server.id, reason: "a folder with `{`, `}`, `$` or a blank at its end")
      }
      let address = plan.gates.addresses[server.id] ?? ""
      services.append(Self.gate("\(address):\(plan.gates.port)", server.id))
      services.append(Self.drop(server.id, folder, user: user ?? ""))
    }
    self.services = services
  }

  /// The file: the operator's own services, or the built-in ones, and then ours.
  func content(_ own: [UInt8]?) -> [UInt8] {
    PostfixText.after(own ?? Array(Self.base.utf8), services.map(\.text).joined())
  }

  /// The operator's own services that have the name of one of ours.
  func conflicts(_ own: [UInt8]?) -> [OwnSetting] {
    let keys = Set(services.map(\.key))
    return LogicalLines(own ?? []).compactMap { line in
      let words = line.text.split(separator: " ").prefix(2)
      guard keys.contains(words.joined(separator: " ")) else { return nil }
      return OwnSetting(kind: .service, name: String(words[0]), line: line.number)
    }
  }

  /// A transport that sends mail over the network.
  private static func client(_ name: String) -> Service {
    Service(name: name, type: "unix", definition: "- - n - - smtp")
  }

  /// The service at which a mail for a folder arrives.
  private static func gate(_ endpoint: String, _ id: String) -> Service {
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
    let definition = "n - n - - smtpd" + options.map { "\n    -o \($0)" }.joined()
    return Service(name: endpoint, type: "inet", definition: definition)
  }

  /// The transport that writes a mail to a folder.
  private static func drop(_ id: String, _ folder: BracedArgument, user: String) -> Service {
    let script = #"{ exec /bin/sh "$$MAIL_CONFIG/drop-mail" "$$@" }"#
    let command = "/bin/sh -c \(script) drop-mail \(folder.text) ${sender} ${recipient}"
    return Service(
      name: "smtpconf-drop-\(id)", type: "unix",
      definition: "- n n - - pipe\n    flags=q user=\(user) null_sender= argv=\(command)")
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
