/// How far a server gets, step by step, in the order in which they are tried.
package enum ProbeStage: String, Sendable, CaseIterable {
  /// The host's name has an address.
  case resolve
  /// The port accepts a connection.
  case connect
  /// The server greets.
  case greeting
  /// The server answers EHLO.
  case ehlo
  /// The server is ready for TLS.
  case starttls
  /// TLS is negotiated.
  case tls
  /// The certificate is valid for the host.
  case certificate
  /// The server answers EHLO again, inside TLS.
  case ehloAgain
  /// The login is accepted.
  case auth
  /// The login may send from an address.
  case mailFrom
  /// The server says goodbye.
  case quit
  /// A pickup folder can be written to; its only stage.
  case folder
}

/// Why a stage is not all right; which stage can have which reason is a part of the command's documentation.
package enum ProbeReason: String, Sendable, CaseIterable {
  case noSuchName, resolverFailed
  case refused, timedOut, unreachable
  case closed, rejected, notSMTP
  case notOffered, offeredButUnused
  case handshakeFailed
  case expired, notYetValid, nameMismatch, selfSigned, unknownIssuer, incompleteChain, endsSoon
  case onlyOther, temporary, tlsRequired
  /// A pickup folder that cannot be written to.
  case notWritable
}

/// The result of a stage.
package struct StageResult: Sendable, Equatable {
  /// How it ended.
  package enum Status: String, Sendable, CaseIterable {
    case ok, warning, failed, skipped
  }

  /// The stage.
  package let stage: ProbeStage
  /// How it ended.
  package let status: Status
  /// The time it took in milliseconds; nil if it was skipped.
  package let milliseconds: Int?
  /// Why it is not `ok`.
  package let reason: ProbeReason?
  /// More about it, in one line that is safe to show and contains no secret.
  package let detail: String?
  /// Whether it failed with a reply that promises success later (4xx).
  package let isTemporary: Bool

  /// A result from its parts.
  package init(
    _ stage: ProbeStage, _ status: Status, milliseconds: Int? = nil, reason: ProbeReason? = nil, detail: String? = nil,
    isTemporary: Bool = false
  ) {
    self.stage = stage
    self.status = status
    self.milliseconds = milliseconds
    self.reason = reason
    self.detail = detail
    self.isTemporary = isTemporary
  }
}

/// What a server's certificate says.
package struct CertificateFacts: Sendable, Equatable {
  /// The names and addresses that it is for.
  package let names: [String]
  /// When it ends, in seconds since 1970.
  package let notAfter: Int
  /// Who issued it.
  package let issuer: String

  /// Facts from their parts.
  package init(names: [String], notAfter: Int, issuer: String) {
    self.names = names
    self.notAfter = notAfter
    self.issuer = issuer
  }
}

/// What a probe of one endpoint found.
package struct ProbeResult: Sendable, Equatable {
  /// The stages, each once.
  package let stages: [StageResult]
  /// The address that was connected to.
  package let address: String?
  /// The version of TLS that was negotiated, as in `TLSv1.3`.
  package let tlsVersion: String?
  /// The certificate, if the server sent one.
  package let certificate: CertificateFacts?

  /// A result from its parts.
  package init(
    _ stages: [StageResult], address: String? = nil, tlsVersion: String? = nil, certificate: CertificateFacts? = nil
  ) {
    self.stages = stages
    self.address = address
    self.tlsVersion = tlsVersion
    self.certificate = certificate
  }

  /// The worst status of a stage; `skipped` if every one was skipped.
  package var status: StageResult.Status {
    for status in [StageResult.Status.failed, .warning, .ok] where stages.contains(where: { $0.status == status }) {
      return status
    }
    return .skipped
  }

  /// The first stage that failed, or else the first with a warning.
  package var worst: StageResult? { stages.first { $0.status == status && $0.status != .ok && $0.status != .skipped } }

  /// The time that all stages took, in milliseconds.
  package var milliseconds: Int { stages.compactMap(\.milliseconds).reduce(0, +) }
}
