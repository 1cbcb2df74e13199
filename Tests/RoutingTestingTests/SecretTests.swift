import Diagnostics
import SourceText
import Testing

@testable import RoutingTesting

/// A marker is in place of secrets that somebody wrote into a test file.
@Suite("Secrets in routing test files")
struct SecretTests {
  private static let marker = "c0ffeeMARKER"

  private static let texts = [
    "a key of a test": "tests:\n  - { global: true, expect: { server: primary }, password: \(marker) }\n",
    "a configuration given by mistake":
      "servers: { relay: { serverName: a.b, username: m, password: \(marker) } }\nglobal: { defaultServer: relay }\n",
    "a URL as configuration": "configuration: smtp://user:\(marker)@host\ntests: []\nbogus: 1\n",
    "a site": "tests:\n  - { site: 'smtp://u:\(marker)@host', expect: { server: primary } }\n",
    "a server": "tests:\n  - { global: true, expect: { never: 'u:\(marker)@host' } }\n",
    "a busy server": "tests:\n  - { global: true, busy: ['u:\(marker)@host'], expect: { server: primary } }\n",
    "a name": "tests:\n  - { name: 'password: \(marker)', global: true, expect: { server: archive } }\n",
    "an invariant": "invariants:\n  - noSiteUses: 'u:\(marker)@host'\n",
    "an exception": "invariants:\n  - { noSiteUses: legacy, except: ['u:\(marker)@host'] }\n",
    "a wrong value":
      "tests:\n  - { global: true, busy: { password: \(marker) }, expect: { outcome: 'u:\(marker)@h' } }\n",
    "an alias": "x-a: { token: &t \(marker) }\ntests:\n  - { site: *t, expect: { server: *t, chain: 1 } }\n",
    "text that is not YAML": "tests:\n  - password \(marker)\n bogus: [\n",
  ]

  @Test("are never shown", arguments: texts.keys.sorted())
  func hidden(name: String) throws {
    let tested = try Example.tested(try #require(Self.texts[name]))
    #expect(!tested.hasPassed)
    for finding in tested.report.diagnostics {
      let said =
        [finding.message, finding.caption, finding.help ?? "", finding.path.description] + finding.labels.map(\.message)
        + finding.fixes.flatMap { [$0.message] + $0.edits.map(\.text) }
      for text in said { #expect(!text.contains(Self.marker), "\(text)") }
    }
    for result in tested.results { #expect(!result.name.contains(Self.marker)) }
    let source = tested.report.source
    let marker = Array(Self.marker.utf8)
    for start in source.bytes.indices where source.bytes[start...].starts(with: marker) {
      let span = ByteSpan(start, start + marker.count)
      #expect(tested.report.secrets.contains { $0.start <= span.start && span.end <= $0.end })
    }
  }
}
