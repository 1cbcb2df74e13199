public import Diagnostics
public import Language
public import Linting
package import LocatedYAML
import Rules
public import SourceText

/// Everything known about a configuration after it was read and checked, even if it has errors: the document, its
/// declarations, the names in it, and the findings.
public struct Analysis: Sendable {
  /// The findings, also those in the files that it extends.
  public let report: FileReport

  /// The document, as far as it could be read.
  package let tree: YAMLTree

  /// The declarations, as far as they could be read; nil if a file is not YAML, or cannot be read at all.
  package let declarations: Configuration?

  /// Reads a configuration and applies every rule.
  ///
  /// - Parameters:
  ///   - source: The file.
  ///   - options: The user's options.
  public init(_ source: SourceFile, options: CheckOptions = CheckOptions()) {
    self.init(Workspace.Root(source), options: options)
  }

  /// Checks a file, and those that it extends.
  package init(_ root: Workspace.Root, options: CheckOptions) {
    let workspace = Workspace(options)
    self.init(workspace.check(root), options: options)
  }

  /// The analysis of a configuration that was checked alone.
  package init(_ checked: CheckedConfiguration, options: CheckOptions) {
    tree = checked.root.check.file.tree
    if checked.isClean {
      report = FileReport(source: tree.source, in: SourceMap([tree.source]), diagnostics: [])
    } else {
      report = RunFindings([.checked(checked)], options).reports[0]
    }
    declarations = checked.declarations
  }

  /// The resolved configuration; nil if there is an error, or the file is only a part of others. Takes time in proportion to the number of servers.
  public func configuration() -> ValidConfiguration? {
    guard report.count(.error) == 0 else { return nil }
    return declarations.flatMap { ValidConfiguration($0) }
  }

  /// The declared names and their uses. Takes time in proportion to the number of declarations.
  package func symbols() -> SymbolTable? { declarations.map { SymbolTable($0) } }
}

extension Rule.Example {
  /// The analysis of the document, or of other text with the same folder checks.
  package func checked(_ text: String? = nil) -> Analysis {
    let source = SourceFile(name: Self.name, text: text ?? unmarked.text)
    return Analysis(
      Workspace.Root(key: allFiles.key(of: Self.name), path: Array(Self.name.utf8), source), options: options)
  }
}
