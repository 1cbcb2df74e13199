import Language
import SourceText

/// A list of secrets for people: a line for each.
package struct SecretsTextRenderer: Renderer {
  /// Makes a renderer; the format has no options.
  package init() {}

  package func render(_ report: SecretsReport) -> String {
    let rows = report.entries.map { entry in
      [entry.reference.name.escapedForDisplay(), entry.reference.kind, entry.purpose, entry.scopes]
    }
    let widths = (0..<3).map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.reduce(into: "") { text, row in
      for (cell, width) in zip(row, widths) { text += cell + String(repeating: " ", count: width - cell.count + 2) }
      text += row[3] + "\n"
    }
  }
}

/// A list of secrets for programs.
package struct SecretsJSONRenderer: Renderer {
  /// Makes a renderer; the format has no options.
  package init() {}

  /// - Throws: What `JSONEncoder` throws, which never happens for strings and whole numbers.
  package func render(_ report: SecretsReport) throws -> String {
    try JSONText.line(Document(secrets: report.entries.map(Item.init)))
  }

  private struct Document: Encodable {
    let formatVersion = 1
    let secrets: [Item]
  }

  private struct Item: Encodable {
    let kind: String
    let name: String
    let usernameOf: [String]
    let passwordOf: [String]
    let sites: Int
    let global: Bool

    init(_ entry: SecretsReport.Entry) {
      kind = entry.reference.key.spec.name
      name = entry.reference.name
      usernameOf = entry.users
      passwordOf = entry.passwords
      sites = entry.siteCount
      global = entry.isGlobal
    }
  }
}

/// A list of secrets to paste into a file that provides variables; files and credentials are comments in it.
package struct SecretsBlockRenderer: Renderer {
  /// Where the block is pasted.
  package enum Target: Sendable {
    /// A file of variables, as Docker and systemd read it.
    case environmentFile
    /// A step of Azure Pipelines.
    case azure
    /// A step of GitHub Actions.
    case github
    /// A container of Kubernetes.
    case kubernetes
  }

  private let target: Target

  /// Makes a renderer for a target.
  package init(_ target: Target) {
    self.target = target
  }

  package func render(_ report: SecretsReport) -> String {
    let names = report.entries.compactMap { entry in
      if case .environment(let name) = entry.reference { name } else { nil }
    }
    let others = report.entries.filter { entry in
      if case .environment = entry.reference { false } else { true }
    }
    // A comment cannot end early: paths have no line breaks.
    let comments = others.map { "# \($0.reference.kind): \($0.reference.name.escapedForDisplay())\n" }
    let head = target == .environmentFile || names.isEmpty ? "" : "env:\n"
    return comments.joined() + head + names.map(item).joined()
  }

  private func item(_ name: String) -> String {
    let key = Self.key(name)
    return switch target {
    case .environmentFile: "\(name)=\n"
    case .azure: "  \(key): $(\(name))\n"
    case .github: "  \(key): ${{ secrets.\(name) }}\n"
    case .kubernetes:
      "  - name: \(key)\n    valueFrom:\n      secretKeyRef:\n        name: smtpconf\n        key: \(key)\n"
    }
  }

  /// A name as a string of YAML 1.1, which takes some words for booleans or null.
  private static func key(_ name: String) -> String {
    let words = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"]
    return words.contains(name.lowercased()) ? "'\(name)'" : name
  }
}

extension SecretReference {
  /// The name or path.
  fileprivate var name: String {
    switch self {
    case .environment(let name), .file(let name), .credential(let name): name
    }
  }

  fileprivate var key: ReferenceKey {
    switch self {
    case .environment: .env
    case .file: .file
    case .credential: .credential
    }
  }

  /// What it is, for people.
  fileprivate var kind: String {
    switch self {
    case .environment: "variable"
    case .file: "file"
    case .credential: "credential"
    }
  }
}

extension SecretsReport.Entry {
  /// `user name of a, password of a, b`.
  fileprivate var purpose: String {
    [("user name", users), ("password", passwords)].filter { !$0.1.isEmpty }
      .map { "\($0.0) of \($0.1.joined(separator: ", "))" }.joined(separator: "; ")
  }

  /// `12 sites and global`.
  fileprivate var scopes: String { "\(ScopeCount(sites: siteCount, hasGlobal: isGlobal))" }
}
