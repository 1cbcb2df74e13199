package import Language
import Routing
import SourceText

/// The keys of a routing test file's top level.
enum TestFileKey: Int, DeclarationKey {
  case version, configuration, tests, invariants

  static let table = KeyTable(allCases.map(\.specification))

  private var specification: KeySpec {
    switch self {
    case .version:
      KeySpec(
        "version", .version, title: "Version of the language",
        summary: "The version of the language that this file is written in. Version 1 is the only one.",
        hint: "write the version of the language as `version: 1`",
        synonyms: ["schemaversion", "formatversion", "apiversion"], examples: [1])
    case .configuration:
      KeySpec(
        "configuration", .string(StringType("a file name", allowsControlCharacters: true, names: .file)),
        title: "What is tested",
        summary: """
          The configuration to test, or the routing table that `smtpconf build` made from it: a path relative to the \
          folder of this file. `--configuration` on the command line takes precedence.
          """,
        hint: "name the file to test in `configuration`",
        synonyms: ["config", "configurations", "file", "smtpconf", "routing", "table"],
        default: .string(RoutingTestSuite.usualConfiguration), examples: ["prod.smtp.yaml", "../routing.json"])
    case .tests:
      KeySpec(
        "tests", .items(.test, noun: "test"), title: "Tests",
        summary: "Single questions to the routing, each with the answer that is expected.",
        hint: "list single questions under `tests`",
        synonyms: ["cases", "case", "test", "expectations", "routes", "examples"])
    case .invariants:
      KeySpec(
        "invariants", .items(.invariant, noun: "invariant"), title: "Invariants",
        summary: "What must hold for all sites, whichever servers are busy.",
        hint: "list what must hold for all sites under `invariants`",
        synonyms: ["rules", "properties", "always", "assertions", "laws"])
    }
  }
}

/// The keys of a routing test.
enum TestKey: Int, DeclarationKey {
  case name, site, global, busy, down, expect

  static let table = KeyTable(allCases.map(\.specification))

  private var specification: KeySpec {
    switch self {
    case .name:
      KeySpec(
        "name", .name, title: "Name", summary: "What the test is about, in your words, for reports.",
        hint: "what a test is about goes in `name`", synonyms: ["title", "description", "test", "case", "it"],
        examples: ["the archive takes over while the relays are busy"])
    case .site:
      KeySpec(
        "site", .string(StringType("the name of a site", allowsControlCharacters: true, names: .entry(.site))),
        title: "Site",
        summary: "The site whose mail is tested; upper and lower case make no difference.",
        hint: "the site goes in `site`, by name",
        synonyms: ["sites", "scope", "tenant", "for"], examples: ["shop"])
    case .global:
      KeySpec(
        "global", .flag, title: "Mail of no site", summary: "`global: true` tests mail that belongs to no site.",
        hint: "write `global: true` for mail that belongs to no site, or name a site: `site: NAME`",
        synonyms: ["nosite"])
    case .busy:
      KeySpec(
        "busy", .servers, title: "Busy servers",
        summary: "The servers that are sending other messages, so that the next one is tried.",
        hint: "servers that are sending other messages go in `busy`", synonyms: ["occupied", "inuse", "unavailable"],
        examples: [["primary", "bulk"]])
    case .down:
      KeySpec(
        "down", .servers, title: "Servers that are down",
        summary: "The servers that refuse the message, so that the next attempt goes to another.",
        hint: "servers that refuse the message go in `down`",
        synonyms: ["fails", "failed", "refuses", "refusing", "offline", "dead", "lost"], examples: [["primary"]])
    case .expect:
      KeySpec(
        "expect", .mapping(.expectation), title: "What is expected",
        summary: "What is expected: at least one of its keys. If there are several, all must hold.",
        hint: "what is expected goes in `expect`: `expect: { server: NAME }`",
        synonyms: ["expected", "expects", "then", "should", "assert", "want"])
    }
  }
}

/// The keys of what a routing test expects.
enum ExpectationKey: Int, DeclarationKey {
  case server, chain, outcome, never

  static let table = KeyTable(allCases.map(\.specification))

  private var specification: KeySpec {
    switch self {
    case .server:
      KeySpec(
        "server", .server, title: "Server", summary: "This server handles the message.",
        hint: "the server that handles the message goes in `server`", synonyms: ["through", "via", "takes", "first"],
        examples: ["primary"])
    case .chain:
      KeySpec(
        "chain", .servers, title: "Chain",
        summary: "The complete chain, in this order, without disabled servers, whichever servers are busy.",
        hint: "the complete chain goes in `chain`: `chain: [FIRST, SECOND]`",
        synonyms: ["order", "servers", "route", "path"], examples: [["primary", "archive"]])
    case .outcome:
      KeySpec(
        "outcome", .word(Outcome.Kind.allCases.map(\.rawValue)), title: "Outcome",
        summary:
          "The result, by its name in Kentico Xperience: a server handles the message, all are busy, or there is none.",
        hint: "`outcome` is `Available`, `TemporarilyUnavailable` or `PermanentlyUnavailable`",
        synonyms: ["result", "status", "state", "availability"])
    case .never:
      KeySpec(
        "never", .servers, title: "Never",
        summary: "These servers never handle mail of the site, whichever servers are busy: they are not in its chain.",
        hint: "servers that must not be in the chain go in `never`", synonyms: ["not", "avoids", "without", "no"],
        examples: ["legacy"])
    }
  }
}

/// The keys of an invariant.
enum InvariantKey: Int, DeclarationKey {
  case name, everySiteSurvivesLossOf, noSiteUses, onlyUses, everyChainEndsIn, except

  static let table = KeyTable(allCases.map(\.specification))

  /// The keys that say what must hold.
  static let laws: [InvariantKey] = [.everySiteSurvivesLossOf, .noSiteUses, .onlyUses, .everyChainEndsIn]

  private var specification: KeySpec {
    switch self {
    case .name:
      KeySpec(
        "name", .name, title: "Name", summary: "What the invariant is about, in your words, for reports.",
        hint: "what an invariant is about goes in `name`", synonyms: ["title", "description", "because"],
        examples: ["the archive is always the last resort"])
    case .everySiteSurvivesLossOf:
      KeySpec(
        "everySiteSurvivesLossOf", .wholeNumber(minimum: 1), title: "Every site survives the loss of this many servers",
        summary: "Whichever servers are lost, up to this number, every site has another one that handles its mail.",
        hint: "`everySiteSurvivesLossOf: 1` means: whichever single server is lost, every site has another",
        synonyms: [
          "everysitesurvives", "everysitesurvivesloss", "everysitesurvivesthelossof", "survives", "survivesloss",
        ],
        examples: [1])
    case .noSiteUses:
      KeySpec(
        "noSiteUses", .servers, title: "No site uses",
        summary: "No mail of any site ever goes to these servers, whichever servers are busy.",
        hint: "servers that no site may use go in `noSiteUses`",
        synonyms: ["nositeeveruses", "nosite", "never", "neveruses", "nobodyuses", "nochainuses"], examples: ["legacy"])
    case .onlyUses:
      KeySpec(
        "onlyUses", .servers, title: "Only uses",
        summary: """
          No mail ever goes to any other server, whichever servers are busy: neither of a site, nor mail that belongs to no \
          site. A server that is added tomorrow is covered as well.
          """,
        hint: "the only servers that mail may go to are in `onlyUses`",
        synonyms: ["only", "usesonly", "allowed", "nothingbut", "everysiteuses", "onlyserver", "onlyservers"],
        examples: ["trap"])
    case .everyChainEndsIn:
      KeySpec(
        "everyChainEndsIn", .server, title: "Every chain ends in",
        summary: """
          This server is the last one in the chain of every site, and in the chain for mail that belongs to no site.
          """,
        hint: "the server that ends every chain goes in `everyChainEndsIn`",
        synonyms: ["everychainendswith", "everysiteendsin", "endsin", "endswith", "last", "everychainends"],
        examples: ["archive"])
    case .except:
      KeySpec(
        "except", .oneOrMore(StringType("the name of a site", allowsControlCharacters: true, names: .entry(.site))),
        title: "Except",
        summary: "Sites that are exempt; `global` for mail that belongs to no site.",
        hint: "sites that are exempt go in `except`",
        synonyms: ["but", "excluding", "exclude", "unless", "exceptions"],
        examples: [["intranet"]])
    }
  }
}

extension ValueType {
  fileprivate static let server = ValueType.string(
    StringType("the id of a server", allowsControlCharacters: true, names: .entry(.server)))
  fileprivate static let servers = ValueType.oneOrMore(
    StringType("the id of a server", allowsControlCharacters: true, names: .entry(.server)))
  fileprivate static let name = ValueType.string(StringType(allowsControlCharacters: true))
}

// MARK: Mappings

extension MappingSpec {
  /// The top level of a routing test file.
  package static let testFile = MappingSpec(
    "the top level", at: "at the top level",
    summary: """
      What is expected of the mail routing of a configuration: single questions, and what must hold for all sites.
      """,
    table: TestFileKey.table,
    requirements: [
      Requirement(
        [TestFileKey.version.spec], "`version`",
        help: "`version: 1` is the version of the language that the file is written in"),
      Requirement(
        [TestFileKey.tests.spec, TestFileKey.invariants.spec], "`tests` or `invariants`",
        help: "`tests` lists single questions, `invariants` what must hold for all sites; one of them is enough"),
    ], allowsExtensions: true,
    hint: "the file begins with `version: 1`; `tests` and `invariants` begin in the same column",
    language: { routingTests })

  /// A routing test.
  package static let test = MappingSpec(
    "a test", summary: "A message, the state of the servers, and what is expected.", table: TestKey.table,
    requirements: [
      Requirement(
        [TestKey.site.spec, TestKey.global.spec], isExclusive: true, "`site` or `global`",
        help: "write `site: NAME`, or `global: true` for mail that belongs to no site"),
      Requirement(
        [TestKey.expect.spec], "`expect`",
        help: "write what is expected: `expect: { server: NAME }`, or `chain`, `outcome`, `never`"),
    ], hint: "a test looks like this: `- { site: shop, busy: [primary], expect: { server: bulk } }`",
    exclusionHint: "keep one of the two: mail belongs to a site, or to none",
    language: { routingTests })

  /// What a routing test expects.
  package static let expectation = MappingSpec(
    "`expect`", summary: "What is expected. If there are several keys, all must hold.",
    table: ExpectationKey.table,
    requirements: [
      Requirement(
        ExpectationKey.table.specs, "one of `server`, `chain`, `outcome` and `never`",
        help: "write `server: NAME`, `chain: [FIRST, SECOND]`, `outcome: WORD` or `never: NAME`")
    ], hint: "write `expect: { server: NAME }`, or `chain`, `outcome`, `never`", language: { routingTests })

  /// An invariant.
  package static let invariant = MappingSpec(
    "an invariant", summary: "Something that must hold for all sites except those in `except`.",
    table: InvariantKey.table,
    requirements: [
      Requirement(
        InvariantKey.laws.map(\.spec), isExclusive: true, "one of \(InvariantKey.laws.map(\.name).listed("and"))",
        help: "write one of \(InvariantKey.laws.map(\.name).listed("and"))")
    ],
    hint:
      "write one of `everySiteSurvivesLossOf: 1`, `noSiteUses: NAME`, `onlyUses: NAME` and `everyChainEndsIn: NAME`",
    exclusionHint: "write two invariants, each with its own `-`",
    language: { routingTests })

  /// All mappings of a routing test file.
  package static let routingTests: [MappingSpec] = [.testFile, .test, .expectation, .invariant]
}
