package import SourceText

/// The YAML document as far as it could be read, and everything that is wrong with it as YAML.
package struct YAMLReading: Sendable {
  /// The nodes that were read; complete if ``YAMLTree/isComplete`` is true.
  package var tree: YAMLTree
  /// What is wrong, in the order in which it was found.
  package var problems: [YAMLProblem]

  /// Reads one YAML document.
  ///
  /// A wrong tag or alias does not end the reading: its node is marked as faulty, and the rest is read normally.
  ///
  /// - Parameters:
  ///   - source: The file.
  ///   - firstNode: The number of its first node among those of all files of the run.
  package init(_ source: SourceFile, firstNode: Int = 0) {
    var builder = TreeBuilder(source, firstNode: firstNode)
    builder.read()
    problems = builder.problems
    tree = YAMLTree(builder.tree)
  }
}
