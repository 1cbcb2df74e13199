package import JSONRPC

/// A finding as editors show it.
package struct DiagnosticItem: Sendable, Equatable {
  /// How serious it is.
  package enum Severity: Int, Sendable {
    case error = 1
    case warning = 2
    case information = 3
  }

  /// Another place that explains it.
  package struct Related: Sendable, Equatable {
    let location: Location
    let message: String

    /// A place with a note.
    package init(_ location: Location, _ message: String) {
      self.location = location
      self.message = message
    }
  }

  /// Where it is.
  package let range: TextRange
  /// How serious it is.
  package let severity: Severity
  /// The rule.
  package let code: String
  /// The page of the rule; nil if there is none.
  package let page: String?
  /// What is wrong.
  package let message: String
  /// Whether what it marks is not needed.
  package let isUnnecessary: Bool
  /// Other places.
  package let related: [Related]
  /// The fixes, for the client to send back; `null` for none.
  package let data: JSON

  /// A finding from its parts.
  package init(
    range: TextRange, severity: Severity, code: String, page: String?, message: String, isUnnecessary: Bool,
    related: [Related], data: JSON
  ) {
    self.range = range
    self.severity = severity
    self.code = code
    self.page = page
    self.message = message
    self.isUnnecessary = isUnnecessary
    self.related = related
    self.data = data
  }

  /// The finding as JSON, without what the client cannot read.
  package func json(for client: ClientCapabilities) -> JSON {
    JSON(members: [
      "range": range.json,
      "severity": .integer(severity.rawValue),
      "code": .string(code),
      "codeDescription": client.readsCodeDescriptions ? page.map { ["href": .string($0)] } : nil,
      "source": "smtpconf",
      "message": .string(message),
      "tags": client.readsTags && isUnnecessary ? [1] : nil,
      "relatedInformation": client.readsRelatedInformation && !related.isEmpty
        ? JSON(related.map { ["location": $0.location.json, "message": .string($0.message)] }) : nil,
      "data": client.readsDiagnosticData && !data.isNull ? data : nil,
    ])
  }
}
