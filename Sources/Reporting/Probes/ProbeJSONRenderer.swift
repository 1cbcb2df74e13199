import Language
package import ProbeResults
import Routing

/// The result of a probe for programs.
package struct ProbeJSONRenderer: Renderer {
  /// Makes a renderer; the format has no options.
  package init() {}

  /// - Throws: What `JSONEncoder` throws, which never happens for strings and whole numbers.
  package func render(_ report: ProbeReport) throws -> String { try JSONText.line(Document(report)) }

  private struct Document: Encodable {
    let formatVersion = 1
    let servers: [Server]
    let scopes: [Verdict]

    init(_ report: ProbeReport) {
      servers = report.entries.map(Server.init)
      scopes = report.verdicts.map(Verdict.init)
    }
  }

  private struct Server: Encodable {
    struct Endpoint: Encodable {
      let host: String
      let port: Int
    }

    struct Certificate: Encodable {
      let names: [String]
      let notAfter: String
      let issuer: String
    }

    let ids: [String]
    let endpoint: Endpoint?
    let folder: String?
    let address: String?
    let status: String
    let stages: [Stage]
    let certificate: Certificate?

    init(_ entry: ProbeReport.Entry) {
      ids = entry.ids
      endpoint =
        if case .endpoint(let name) = entry.target {
          Endpoint(host: name.host.description, port: Int(name.port.number))
        } else {
          nil
        }
      folder = if case .folder(let path) = entry.target { path } else { nil }
      address = entry.result.address
      status = entry.result.status.rawValue
      stages = entry.result.stages.map(Stage.init)
      certificate = entry.result.certificate.map {
        Certificate(names: $0.names, notAfter: UTCDate.text($0.notAfter), issuer: $0.issuer)
      }
    }
  }

  private struct Stage: Encodable {
    let stage: String
    let status: String
    let ms: Int?
    let reason: String?
    let detail: String?
    /// True or not there.
    let temporary: Bool?

    init(_ stage: StageResult) {
      self.stage = stage.stage.rawValue
      status = stage.status.rawValue
      ms = stage.milliseconds
      reason = stage.reason?.rawValue
      detail = stage.detail
      temporary = stage.isTemporary ? true : nil
    }
  }

  private struct Verdict: Encodable {
    let scope: String
    let server: NullableText
    let failed: [String]

    init(_ verdict: ProbeReport.Verdict) {
      scope = if case .site(let name) = verdict.scope { name } else { "global" }
      server = NullableText(text: verdict.server)
      failed = verdict.failed
    }
  }
}
