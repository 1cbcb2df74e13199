import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let yamlLimit = Rule.error(
    "yaml-limit",
    summary: "The file is too large, too deeply nested, or its aliases expand too far",
    explanation: """
      A few lines of YAML can stand for billions of nodes if each alias repeats a value that contains aliases itself.
      Deep nesting and very many directives can also exhaust memory or time. No mail configuration comes near these
      limits, so exceeding one is an error, and the rest of the file is not read:

      - the file: 256 MiB
      - nesting: \(YAMLLimits.depth) levels, with aliases expanded
      - aliases: they may add one million nodes in total, and no alias may be inside the value it repeats
      - directives (`%YAML`, `%TAG`): \(YAMLLimits.directives)
      - the routing table: 20 million servers in all chains together; the servers of `global` count once for each site
      """,
    references: ["YAML 1.2.2, section 3.2.2.2 and 7.1"],
    bad: [deepExample, deepAliasExample, recursiveExample, expansionExample, directivesExample],
    good: [
      """
      x-common: &common
        useSSL: true
      version: 1
      servers:
        relay:
          <<: *common
          serverName: smtp.example.com:587
      global:
        defaultServer: relay
      """
    ],
    check: .problem)

  static func reportLimit(_ problem: LimitProblem, _ context: RuleContext) {
    switch problem {
    case .sourceSize: context.report(at: context.startOfText, sourceSize)
    case .memory: context.report(at: context.startOfText, memory)
    case .depth(let span): context.report(at: span, depth)
    case .directives(let span): context.report(at: span, directives)
    case .tableRows(let key): context.report(at: NodeUse(key), tableRows)
    case .aliasExpansion(let span): context.report(at: span, expansion)
    case .aliasDepth(let span, let anchor):
      context.report(at: span, aliasDepth, labels: [context.label(anchor, "the value it repeats")])
    case .recursiveAlias(let span, let anchor):
      context.report(at: span, recursive, labels: [context.label(anchor, "the value begins here and has not ended")])
    }
  }

  private static let sourceSize = DiagnosticText(
    "the file is larger than \(YAMLLimits.sourceSize / 1024 / 1024) MiB", caption: "too large to read",
    help: "check that this is the right file: a configuration of thousands of sites is smaller than 1 MiB")

  private static let memory = DiagnosticText(
    "not enough memory to read the file", caption: "could not be read",
    help: "free some memory, or raise the memory limit of this process")

  private static let depth = DiagnosticText(
    "mappings and lists are nested more than \(YAMLLimits.depth) levels deep",
    caption: "level \(YAMLLimits.depth + 1) opens here",
    help: "a configuration needs five levels; check for a repeated bracket")

  private static let directives = DiagnosticText(
    "there are more than \(YAMLLimits.directives) directives before the document", caption: "one too many",
    help: "lines that begin with `%` are YAML directives; a configuration needs none")

  private static let tableRows = DiagnosticText(
    "the chains of all sites have more than 20 million servers together", caption: "this site exceeds the limit",
    help: "each server listed in `global` is in the chain of every site; list only what all sites need")

  private static let expansion = DiagnosticText(
    "the aliases of this file add more than a million nodes", caption: "this one exceeds the limit",
    help: "an alias counts as everything it stands for, so aliases of aliases multiply; write values out instead")

  private static let aliasDepth = DiagnosticText(
    "with this alias expanded, the nesting is deeper than \(YAMLLimits.depth) levels", caption: "nested too deeply",
    help: "an alias counts as everything it stands for; write out what is needed here")

  private static let recursive = DiagnosticText(
    "this alias is inside the value it repeats", caption: "would never end",
    help: "move the anchor to a value that ends before the alias")
}

extension RuleCatalog {
  private static let aroundLimits = """
    version: 1
    servers:
      relay:
        serverName: smtp.example.com
    global:
      defaultServer: relay
    """

  private static let deepExample: Rule.Example = {
    let open = String(repeating: "[", count: 63) + "↓["
    return Rule.Example("x-deep: \(open)\(String(repeating: "]", count: 64))\n\(aroundLimits)\n")
  }()

  private static let deepAliasExample: Rule.Example = {
    let open = String(repeating: "[", count: 32)
    let close = String(repeating: "]", count: 32)
    return Rule.Example("x-half: &half \(open)\(close)\nx-whole: \(open)↓*half\(close)\n\(aroundLimits)\n")
  }()

  private static let recursiveExample = Rule.Example("x-list: &list [a, ↓*list]\n\(aroundLimits)\n")

  /// Ten aliases of ten aliases, five times over: the eighth in the last line exceeds the limit.
  private static let expansionExample: Rule.Example = {
    func line(_ name: String, _ item: String) -> String {
      "x-\(name): &\(name) [\(Array(repeating: item, count: 10).joined(separator: ", "))]\n"
    }
    let lines = line("a", "mail") + line("b", "*a") + line("c", "*b") + line("d", "*c") + line("e", "*d")
    let last = Array(repeating: "*e", count: 7) + ["↓*e", "*e", "*e"]
    return Rule.Example("\(lines)x-f: [\(last.joined(separator: ", "))]\n\(aroundLimits)\n")
  }()

  private static let directivesExample: Rule.Example = {
    let directives = (1...100).map { "%TAG !t\($0)! tag:example.com,2024:\n" }.joined()
    return Rule.Example("\(directives)↓%TAG !t101! tag:example.com,2024:\n---\n\(aroundLimits)\n")
  }()
}
