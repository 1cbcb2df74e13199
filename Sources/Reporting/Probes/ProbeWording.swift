package import ProbeResults

extension ProbeResult {
  /// What was found, in one line: what is worst, or what is good.
  package var description: String {
    if let worst {
      return [worst.sentence, worst.isTemporary ? "(temporary)" : nil].compactMap { $0 }.joined(separator: " ")
    }
    if status == .skipped { return stages.first?.detail ?? "not tried" }
    var facts: [String] = []
    if let tlsVersion { facts.append(tlsVersion) }
    if let certificate { facts.append("certificate ends on \(UTCDate.text(certificate.notAfter).prefix(10))") }
    for stage in stages where stage.status == .ok {
      switch stage.stage {
      case .auth: facts.append("login accepted")
      case .mailFrom: facts.append("sender accepted")
      case .folder: facts.append("the folder can be written to")
      default: break
      }
    }
    facts += stages.filter { $0.status == .skipped }.compactMap { stage in
      stage.detail.map { "\(stage.stage.rawValue) \($0)" }
    }
    return facts.isEmpty ? "answers" : facts.joined(separator: ", ")
  }
}

extension StageResult {
  /// What is wrong, in words.
  fileprivate var sentence: String {
    switch reason {
    case .offeredButUnused: "offers STARTTLS, useSSL is off"
    case .notOffered where stage == .starttls: "does not offer STARTTLS, which useSSL requires"
    case .notOffered where stage == .auth: "offers no login" + (detail.map { ": \($0)" } ?? "")
    case .endsSoon: "certificate: \(detail ?? "it ends soon")"
    default: "\(stage.rawValue) \(reason?.rawValue ?? "")" + (detail.map { ": \($0)" } ?? "")
    }
  }
}
