import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

/// Complete files around the few lines that an example is about.
extension Rule.Example {
  /// A file with one server that has the given lines besides its name.
  static func server(_ lines: String) -> Rule.Example {
    Rule.Example(
      """
      version: 1
      servers:
        relay:
          serverName: smtp.example.com
      \(lines.indented(by: 4))
      global:
        defaultServer: relay
      """)
  }

  /// A file with one server of that name.
  static func serverName(_ value: String) -> Rule.Example {
    Rule.Example(
      """
      version: 1
      servers:
        relay:
          serverName: \(value)
      global:
        defaultServer: relay
      """)
  }

  /// A file with two servers and the given lines under `global`.
  static func global(_ lines: String) -> Rule.Example {
    Rule.Example(
      """
      version: 1
      servers:
        relay:
          serverName: smtp.example.com
        bulk:
          serverName: bulk.example.com
      global:
      \(lines.indented(by: 2))
      """)
  }

  /// A document with one server and a site that has the given lines besides its server.
  static func site(_ lines: String) -> Rule.Example {
    Rule.Example(
      """
      version: 1
      servers:
        relay:
          serverName: smtp.example.com
        bulk:
          serverName: bulk.example.com
      global:
        servers: [relay, bulk]
      sites:
        shop:
          defaultServer: bulk
      \(lines.indented(by: 4))
      """)
  }
}

extension RuleCatalog {
  /// A file that examples extend.
  static let production = [
    "production.smtp.yaml": """
    version: 1
    servers:
      primary:
        serverName: smtp.example.com:587
        username: mailer
        password: { env: PRIMARY_PASSWORD }
        useSSL: true
      bulk:
        serverName: 10.0.0.9:2525
        priority: Low
    global:
      defaultServer: primary
    sites:
      shop:
        defaultServer: bulk
        servers: [primary]

    """
  ]
}

extension String {
  /// The text with each line indented by that many columns.
  fileprivate func indented(by columns: Int) -> String {
    split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? "" : String(repeating: " ", count: columns) + $0 }
      .joined(separator: "\n")
  }
}
