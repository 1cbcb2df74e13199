import COpenSSL
import Language
import LibC
import ProbeResults
import SourceText

/// Judges the certificate that a server sent: valid now, for the host, from a trusted authority.
struct CertificateCheck {
  /// What the certificate says.
  let facts: CertificateFacts
  /// What is wrong with it.
  let outcome: StepOutcome

  /// Judges the certificate of a connection; nil if the server sent none.
  ///
  /// - Parameters:
  ///   - stream: The connection.
  ///   - host: The host it must be for.
  ///   - trust: The authorities that are trusted.
  ///   - days: A certificate that ends within so many days is reported.
  ///   - text: Makes what it says safe to show.
  init?(of stream: TLSStream, for host: Host, _ trust: TrustStore, days: Int, _ text: ServerText) {
    guard let certificate = SSL_get0_peer_certificate(stream.connection) else { return nil }
    let facts = CertificateFacts(of: certificate, text)
    self.facts = facts
    let problems = ChainProblems(of: stream.connection, trust.store)
    let reason: ProbeReason? =
      if problems.codes.contains(X509_V_ERR_CERT_HAS_EXPIRED) {
        .expired
      } else if problems.codes.contains(X509_V_ERR_CERT_NOT_YET_VALID) {
        .notYetValid
      } else if !Self.isFor(host, certificate) {
        .nameMismatch
      } else {
        problems.untrusted
      }
    if let reason {
      outcome = StepOutcome(reason: reason, detail: Self.detail(reason, facts, problems))
      return
    }
    let left = Double(facts.notAfter - Int(time(nil))) / 86_400
    outcome =
      left < Double(days)
      ? StepOutcome(reason: .endsSoon, detail: "it ends in \(Int(left)) \(Int(left) == 1 ? "day" : "days")") : .ok
  }

  private static func isFor(_ host: Host, _ certificate: OpaquePointer) -> Bool {
    switch host {
    case .name(let name):
      // Wildcards stand for whole labels only (RFC 6125, section 6.4.3).
      X509_check_host(certificate, name, name.utf8.count, UInt32(X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS), nil) == 1
    case .ipv4, .ipv6: X509_check_ip_asc(certificate, host.description, 0) == 1
    }
  }

  private static func detail(_ reason: ProbeReason, _ facts: CertificateFacts, _ problems: ChainProblems) -> String? {
    switch reason {
    case .nameMismatch:
      facts.names.isEmpty ? "it is for no host" : "it is for \(facts.names.joined(separator: ", "))"
    case .selfSigned: nil
    case .unknownIssuer, .incompleteChain: "issued by \(facts.issuer)"
    case .expired: problems.expiry
    default: problems.text
    }
  }
}

/// What OpenSSL found wrong with a chain of certificates.
private struct ChainProblems {
  private final class Found {
    var codes: [Int32] = []
    var isIssuerMissing = false
    var expiry: String?
  }

  /// The codes, in the order in which they were found.
  let codes: [Int32]
  /// Which certificate of the chain has expired, and when.
  let expiry: String?
  /// Whether the chain ends with a certificate that was issued by an intermediate authority, whose certificate the server
  /// should have sent as well.
  private let isIncomplete: Bool

  /// What OpenSSL says about the first.
  var text: String? { codes.first.map { String(cString: X509_verify_cert_error_string(Int($0))) } }

  init(of connection: OpaquePointer, _ store: OpaquePointer) {
    let found = Found()
    guard let context = X509_STORE_CTX_new() else {
      codes = [X509_V_ERR_OUT_OF_MEM]
      expiry = nil
      isIncomplete = false
      return
    }
    defer { X509_STORE_CTX_free(context) }
    COpenSSLStoreContextInit(context, store, connection)
    X509_STORE_CTX_set_default(context, "ssl_server")
    X509_STORE_CTX_set_ex_data(context, 0, Unmanaged.passUnretained(found).toOpaque())
    X509_STORE_CTX_set_verify_cb(context) { isGood, context in
      guard isGood == 0, let pointer = X509_STORE_CTX_get_ex_data(context, 0) else { return 1 }
      let found = Unmanaged<Found>.fromOpaque(pointer).takeUnretainedValue()
      let code = X509_STORE_CTX_get_error(context)
      found.codes.append(code)
      guard let certificate = X509_STORE_CTX_get_current_cert(context) else { return 1 }
      switch code {
      case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
        found.isIssuerMissing = ChainProblems.isIssuedByIntermediate(certificate)
      case X509_V_ERR_CERT_HAS_EXPIRED:
        let name = CertificateFacts.name(X509_get_subject_name(certificate))
        let isOwn = X509_STORE_CTX_get_error_depth(context) == 0
        let end = UTCDate.text(CertificateFacts.end(of: certificate))
        found.expiry = "\(isOwn ? "it" : "the certificate of \(name)") ended on \(end)"
      default: break
      }
      // Go on: another problem may be the one to name.
      return 1
    }
    let status = withExtendedLifetime(found) { X509_verify_cert(context) }
    codes = status == 1 ? found.codes : found.codes + [X509_V_ERR_UNSPECIFIED]
    expiry = found.expiry
    isIncomplete = found.isIssuerMissing
  }

  /// Why nobody trusted stands for the chain; nil if somebody does.
  var untrusted: ProbeReason? {
    if codes.isEmpty { return nil }
    if codes.contains(X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT) { return .selfSigned }
    return isIncomplete ? .incompleteChain : .unknownIssuer
  }

  /// Whether a certificate whose issuer is not known says that this is an intermediate authority: in its name, or by
  /// saying where the issuer's certificate is, which nobody needs for one that is trusted itself.
  private static func isIssuedByIntermediate(_ certificate: OpaquePointer) -> Bool {
    let issuer = CertificateFacts.name(X509_get_issuer_name(certificate)).lowercased()
    return COpenSSLNamesIssuerPlace(certificate) != 0
      || ["intermediate", "issuing", "subordinate"].contains { issuer.contains($0) }
  }
}

extension CertificateFacts {
  private final class Names {
    var list: [String] = []
  }

  /// What a certificate says; text in it is made safe to show.
  fileprivate init(of certificate: OpaquePointer, _ text: ServerText) {
    let found = Names()
    COpenSSLForEachName(certificate, Unmanaged.passUnretained(found).toOpaque()) { context, isAddress, start, count in
      guard let context, let start else { return }
      let bytes = UnsafeBufferPointer(start: start, count: Int(count))
      let name = isAddress != 0 ? Self.address(Array(bytes)) : String(decoding: bytes, as: UTF8.self)
      Unmanaged<Names>.fromOpaque(context).takeUnretainedValue().list.append(name)
    }
    let names = withExtendedLifetime(found) { found.list }
    // Without other names, the common one counts (RFC 6125, section 6.4.4).
    let shown = names.isEmpty ? [Self.name(X509_get_subject_name(certificate))] : Array(names.prefix(Self.mostNames))
    self.init(
      names: shown.map(text.shown), notAfter: Self.end(of: certificate),
      issuer: text.shown(Self.name(X509_get_issuer_name(certificate))))
  }

  /// When a certificate ends, in seconds since 1970.
  fileprivate static func end(of certificate: OpaquePointer) -> Int {
    var end = tm()
    ASN1_TIME_to_tm(X509_get0_notAfter(certificate), &end)
    return timegm(&end)
  }

  /// More names than that of a certificate are not shown.
  private static let mostNames = 100

  private static func address(_ bytes: [UInt8]) -> String {
    var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    guard inet_ntop(bytes.count == 4 ? AF_INET : AF_INET6, bytes, &text, socklen_t(text.count)) != nil else {
      return "?"
    }
    return String(terminated: text)
  }

  /// The common name, or else the organisation, in a name of X.500.
  fileprivate static func name(_ name: OpaquePointer?) -> String {
    guard let name else { return "nobody" }
    for kind in [NID_commonName, NID_organizationName, NID_organizationalUnitName] {
      var text = [CChar](repeating: 0, count: 256)
      let length = X509_NAME_get_text_by_NID(name, kind, &text, Int32(text.count))
      guard length > 0 else { continue }
      return String(decoding: text.prefix(Int(min(length, 255))).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
    return "somebody without a name"
  }
}
