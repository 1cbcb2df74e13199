public import Diagnostics
public import Language
public import Linting
package import LocatedYAML
import Rules
public import SourceText

/// All that is known of a configuration after it was read and checked, also if it has errors: the document, what it
/// declares, the names in it, and what is wrong.
public struct Analysis: Sendable {
  /// The findings.
  public let report: FileReport

  /// The document, as far as it could be read.
  package let tree: YAMLTree

  /// What is declared, as far as it could be read; nil if the file is not YAML.
  package let declarations: Configuration?

  /// Reads a configuration and applies every rule.
  ///
  /// - Parameters:
  ///   - source: The file.
  ///   - options: What the user asks for.
  public init(_ source: SourceFile, options: CheckOptions = CheckOptions()) {
    let file = LintedFile(YAMLReading(source))
    let checker = Checker(file, RuleCatalog.rules, options)
    checker.run()
    report = checker.collector.report()
    tree = file.tree
    declarations = checker.declarations
  }

  /// What the configuration means; nil if there is an error. Takes time in proportion to the number of servers.
  public func configuration() -> ValidConfiguration? {
    guard report.count(.error) == 0 else { return nil }
    return declarations.flatMap { ValidConfiguration($0) }
  }

  /// The names it declares, and where they are used. Takes time in proportion to what it declares.
  package func symbols() -> SymbolTable? { declarations.map { SymbolTable($0) } }
}

extension Rule.Example {
  /// What is said of the document, or of another text against the same folders.
  package func checked(_ text: String? = nil) -> Analysis {
    Analysis(SourceFile(name: "example.yaml", text: text ?? unmarked.text), options: options)
  }
}
