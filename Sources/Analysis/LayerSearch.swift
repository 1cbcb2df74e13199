import Language
import Linting
import LocatedYAML
import SourceText

/// Finds the files that a configuration consists of.
struct LayerSearch {
  /// The files: each comes after those that it extends, and once.
  private(set) var files: [WorkspaceFile] = []
  /// Problems of the configuration: circles and limits.
  private(set) var problems: [LayerProblem] = []
  /// Problems of single files, whatever configuration they belong to.
  private(set) var fileProblems: [(file: WorkspaceFile, problem: LayerProblem)] = []
  /// Whether all files were found.
  private(set) var isComplete = true

  private var seen: [WorkspaceFile] = []
  private var size = 0
  private var nodesAddedByAliases = 0
  private var isFull = false

  /// The files that lead to the one that is visited, each with the path to the next.
  private var steps: [(file: WorkspaceFile, path: NodeUse)] = []

  /// Finds the files of a configuration.
  init(_ root: WorkspaceFile) {
    _ = enter(root)
    visit(root)
  }

  private mutating func visit(_ file: WorkspaceFile) {
    guard let layer = file.check.layer else {
      isComplete = false
      files.append(file)
      return
    }
    if !layer.knowsBases { isComplete = false }
    let bases = file.bases
    reportRepeated(in: file, layer.bases, bases)
    for (path, base) in zip(layer.bases, bases) {
      switch base {
      case .unreadable(let error):
        fileProblems.append((file, .unreadable(path, error)))
        isComplete = false
      case .file(let base): follow(path, of: file, to: base)
      }
    }
    files.append(file)
  }

  private mutating func follow(_ path: NodeUse, of file: WorkspaceFile, to base: WorkspaceFile) {
    if base.isSame(as: file) { return close(path, steps: []) }
    if let first = steps.firstIndex(where: { $0.file.isSame(as: base) }) {
      return close(path, steps: steps[first...].map(\.path))
    }
    guard !seen.contains(where: { $0.isSame(as: base) }), !isFull else { return }
    if let limit = enter(base) {
      problems.append(.limit(path, limit))
      isFull = true
      isComplete = false
      return
    }
    steps.append((file, path))
    visit(base)
    steps.removeLast()
  }

  private mutating func close(_ path: NodeUse, steps: [NodeUse]) {
    problems.append(.cycle(path, steps: steps))
    isComplete = false
  }

  /// Counts a file; returns the limit that it exceeds.
  private mutating func enter(_ file: WorkspaceFile) -> LayerLimit? {
    seen.append(file)
    let tree = file.check.file.tree
    size += tree.source.bytes.count
    nodesAddedByAliases += tree.nodesAddedByAliases
    if seen.count > LayerLimit.mostFiles { return .files }
    // A single file has limits of its own.
    guard seen.count > 1 else { return nil }
    if size > LayerLimit.mostBytes { return .size }
    return nodesAddedByAliases > LayerLimit.mostNodesAddedByAliases ? .aliases : nil
  }

  /// Reports paths to files that an earlier path of the same list leads to.
  private mutating func reportRepeated(
    in file: WorkspaceFile, _ paths: [NodeUse], _ bases: [Workspace.Base]
  ) {
    guard bases.count > 1 else { return }
    var reached: [(file: WorkspaceFile, path: NodeUse, isNamed: Bool)] = []
    for (path, base) in zip(paths, bases) {
      guard case .file(let base) = base else { continue }
      // What leads back to the file is a circle, which is reported as such.
      let closure = Self.closure(of: base)
      if closure.contains(where: { $0.isSame(as: file) }) { continue }
      if let earlier = reached.first(where: { $0.file.isSame(as: base) }) {
        fileProblems.append((file, .repeated(path, first: earlier.path, isSame: earlier.isNamed)))
        continue
      }
      for (index, below) in closure.enumerated() where !reached.contains(where: { $0.file.isSame(as: below) }) {
        reached.append((below, path, index == 0))
      }
    }
  }

  /// A file and those that it is based on; not more than a configuration may consist of.
  private static func closure(of file: WorkspaceFile) -> [WorkspaceFile] {
    var found = [file]
    var next = 0
    while next < found.count, found.count <= LayerLimit.mostFiles {
      for case .file(let base) in found[next].bases where !found.contains(where: { $0.isSame(as: base) }) {
        found.append(base)
      }
      next += 1
    }
    return found
  }
}
