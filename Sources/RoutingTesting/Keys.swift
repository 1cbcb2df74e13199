import Language

/// The keys of the document.
enum DocumentKey: String, DeclarationKey {
  case version, configuration, tests, invariants

  static let spellings = makeSpellings()
  var ordinal: Int {
    switch self {
    case .version: 0
    case .configuration: 1
    case .tests: 2
    case .invariants: 3
    }
  }
  var synonyms: [String] {
    switch self {
    case .version: ["schemaversion", "formatversion", "apiversion"]
    case .configuration: ["config", "configurations", "file", "smtpconf", "routing", "table"]
    case .tests: ["cases", "case", "test", "expectations", "routes", "examples"]
    case .invariants: ["rules", "properties", "always", "assertions", "laws"]
    }
  }
}

/// The keys of a test.
enum TestKey: String, DeclarationKey {
  case name, site, global, busy, down, expect

  static let spellings = makeSpellings()
  var ordinal: Int {
    switch self {
    case .name: 0
    case .site: 1
    case .global: 2
    case .busy: 3
    case .down: 4
    case .expect: 5
    }
  }
  var synonyms: [String] {
    switch self {
    case .name: ["title", "description", "test", "case", "it"]
    case .site: ["sites", "scope", "tenant", "for"]
    case .global: ["nosite"]
    case .busy: ["occupied", "inuse", "unavailable"]
    case .down: ["fails", "failed", "refuses", "refusing", "offline", "dead", "lost"]
    case .expect: ["expected", "expects", "then", "should", "assert", "want"]
    }
  }
}

/// The keys of what a test expects.
enum ExpectationKey: String, DeclarationKey {
  case server, chain, outcome, never

  static let spellings = makeSpellings()
  var ordinal: Int {
    switch self {
    case .server: 0
    case .chain: 1
    case .outcome: 2
    case .never: 3
    }
  }
  var synonyms: [String] {
    switch self {
    case .server: ["through", "via", "takes", "first"]
    case .chain: ["order", "servers", "route", "path"]
    case .outcome: ["result", "status", "state", "availability"]
    case .never: ["not", "avoids", "without", "no"]
    }
  }
}

/// The keys of an invariant.
enum InvariantKey: String, DeclarationKey {
  case name, everySiteSurvivesLossOf, noSiteUses, everyChainEndsIn, except

  static let spellings = makeSpellings()
  var ordinal: Int {
    switch self {
    case .name: 0
    case .everySiteSurvivesLossOf: 1
    case .noSiteUses: 2
    case .everyChainEndsIn: 3
    case .except: 4
    }
  }
  var synonyms: [String] {
    switch self {
    case .name: ["title", "description", "because"]
    case .everySiteSurvivesLossOf:
      ["everysitesurvives", "everysitesurvivesloss", "everysitesurvivesthelossof", "survives", "survivesloss"]
    case .noSiteUses: ["nositeeveruses", "nosite", "never", "neveruses", "nobodyuses", "nochainuses"]
    case .everyChainEndsIn: ["everychainendswith", "everysiteendsin", "endsin", "endswith", "last", "everychainends"]
    case .except: ["but", "excluding", "exclude", "unless", "exceptions"]
    }
  }
}
