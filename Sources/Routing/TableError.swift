import Diagnostics
import Language

/// Why a file is not a routing table: the place, as a path such as `sites.shop.chain[0].server`, and what is wrong
/// there.
public struct TableError: Error, Equatable, CustomStringConvertible {
  /// The place, and what is wrong there, without a full stop; never the value itself, which may be a secret.
  public let description: String

  /// What is wrong at the end of a path.
  init(_ path: [YAMLPath.Step], _ problem: String) {
    let shown = Self.shown(path).description
    description = shown.isEmpty ? problem : "\(shown) \(problem)"
  }

  /// A path without what may be a secret: a name inside `password`, and a name that is not an id.
  private static func shown(_ path: [YAMLPath.Step]) -> YAMLPath {
    var isInPassword = false
    return YAMLPath(
      path.map { step in
        guard case .key(let name) = step else { return step }
        let isKnown = ReferenceKey(name: name) != nil || name == "literal"
        let isID = Array(name.utf8).withUnsafeBufferPointer(EntryID.isValid)
        let mayBeShown = isInPassword ? isKnown : isID
        if name == "password" { isInPassword = true }
        return .key(mayBeShown ? name : FileReport.mask)
      })
  }
}

/// What is wrong in a routing table, while it is on its way to who knows the whole path.
struct TableProblem: Error {
  /// The steps to the place, the last one first.
  private var steps: [YAMLPath.Step] = []
  private let text: String

  /// What is wrong, without a full stop.
  init(_ text: String) {
    self.text = text
  }

  /// The problem as that of a value that contains the place.
  func inside(_ step: YAMLPath.Step) -> TableProblem {
    var problem = self
    problem.steps.append(step)
    return problem
  }

  /// The problem at the end of the path, which has led to the whole document by now.
  var error: TableError { TableError(steps.reversed(), text) }
}
