import Diagnostics
package import Language
package import Linting
import LocatedYAML
import Rules
package import SourceText

/// A configuration that was checked, with the files that it consists of.
package struct CheckedConfiguration: Sendable {
  /// The files: each comes after those that it extends; the last one is the configuration.
  package let files: [WorkspaceFile]
  /// What is wrong with the paths in each file.
  let links: [Findings?]
  /// What is wrong with the whole.
  let result: Findings
  /// Whether the whole was checked: all files were found and are YAML, and the last one is not only a part.
  let isJudged: Bool

  /// The declarations, as far as they could be read; nil if the whole was not checked.
  package private(set) var declarations: Configuration?

  /// The values of references to secrets, if they were read.
  package let secrets: [SecretReference: Secret]

  /// The configuration itself.
  var root: WorkspaceFile { files[files.count - 1] }

  /// The name of the configuration.
  package var name: String { root.check.file.tree.source.name }

  /// The names of all its files: each comes after those that it extends.
  package var fileNames: [String] { files.map(\.check.file.tree.source.name) }

  /// The same without the declarations, of which there may be many: enough for a report.
  package var withoutDeclarations: CheckedConfiguration {
    var light = self
    light.declarations = nil
    return light
  }

  /// The values of the configuration, and where each comes from; none if the whole was not checked. The check must have
  /// kept where lists are written.
  package var settings: [EffectiveSetting] {
    guard let documents = declarations?.documents else { return [] }
    return EffectiveSettings.all(of: files.compactMap(\.check.layer)) { place in
      let index = documents.index(of: place.node)
      return files[index].check.file.secrets.hide(documents.trees[index].span(of: place.node))
    }
  }

  /// The name of the file with a key, if the configuration consists of it.
  package func name(of key: FileKey) -> String? { files.first { $0.key == key }?.check.file.tree.source.name }

  /// Checks a configuration.
  init(_ root: WorkspaceFile, _ rules: RuleSet, _ options: CheckOptions) {
    let search = LayerSearch(root)
    files = search.files
    links = search.files.map { file -> Findings? in
      let problems = search.fileProblems.filter { $0.file === file }
      guard !problems.isEmpty else { return nil }
      let check = ConfigurationCheck([], file.check, rules, options)
      for (_, problem) in problems { check.report(problem) }
      return check.findings
    }
    let check = ConfigurationCheck(search.files.dropLast().map(\.check), root.check, rules, options)
    for problem in search.problems { check.report(problem) }
    let partial = root.check.layer?.partialKey
    if let partial, options.refusesPartial { check.report(.partial(partial)) }
    isJudged = search.isComplete && root.check.layer?.kind != .partial
    if isJudged { check.run() }
    declarations = check.declarations
    secrets = check.secrets
    result = check.findings
  }

  /// Whether there is nothing to report, whatever other configurations need: a single file without findings and without
  /// comments that suppress any.
  package var isClean: Bool {
    files.count == 1 && result.isEmpty && root.check.findings.isEmpty && links.allSatisfy { $0 == nil }
      && root.check.file.suppressions.isEmpty
  }
}
