package import Diagnostics
package import LocatedYAML
import SourceText

/// A finding and its node, if it is at one.
package struct LocatedDiagnostic: Sendable {
  package var diagnostic: Diagnostic
  package let node: NodeID?
  /// Orders findings: by file, in the order of the layers, and by the offset in each.
  package var position: Int

  package init(_ diagnostic: Diagnostic, node: NodeID? = nil, position: Int? = nil) {
    self.diagnostic = diagnostic
    self.node = node
    self.position = position ?? diagnostic.span.start
  }

  /// Orders by position, then by rule, then by message, so that the order is always the same.
  package static func inOrder(_ leftFinding: LocatedDiagnostic, _ rightFinding: LocatedDiagnostic) -> Bool {
    let (left, right) = (leftFinding.diagnostic, rightFinding.diagnostic)
    if leftFinding.position != rightFinding.position { return leftFinding.position < rightFinding.position }
    if left.rule != right.rule { return left.rule < right.rule }
    return left.message < right.message
  }
}

/// The first findings of a file: no more are kept, or even worded, than may be shown.
package struct FirstDiagnostics: Sendable {
  private let limit: Int
  /// The findings, in the order in which they were found.
  private(set) var list: [LocatedDiagnostic] = []
  /// Where the last one begins, once there are too many: findings after it are dropped.
  private var lastStart: Int?

  /// An empty list that keeps at most `limit` findings; 0 for all.
  package init(limit: Int) {
    self.limit = limit
  }

  /// Whether a finding at an offset may be one of the first.
  package func wants(_ start: Int) -> Bool { lastStart.map { start <= $0 } ?? true }

  /// Adds a finding, in amortized logarithmic time.
  package mutating func add(_ finding: LocatedDiagnostic) {
    list.append(finding)
    // Twice the limit could overflow.
    guard limit > 0, (list.count - 16) / 2 >= limit else { return }
    list.sort(by: LocatedDiagnostic.inOrder)
    list.removeSubrange(limit...)
    lastStart = list.last?.position
  }

  /// Removes findings, and returns them; asks once for each.
  mutating func remove(where isUnwanted: (Diagnostic) -> Bool) -> [LocatedDiagnostic] {
    var removed: [LocatedDiagnostic] = []
    list.removeAll { finding in
      guard isUnwanted(finding.diagnostic) else { return false }
      removed.append(finding)
      return true
    }
    return removed
  }

  /// Changes all findings.
  mutating func change(_ change: (inout Diagnostic) -> Void) {
    for index in list.indices { change(&list[index].diagnostic) }
  }

  /// The first findings, in file order; at most `most`.
  package func sorted(atMost most: Int) -> [LocatedDiagnostic] {
    Array(list.sorted(by: LocatedDiagnostic.inOrder).prefix(most))
  }

  /// The first findings, in file order.
  package var sorted: [LocatedDiagnostic] { sorted(atMost: limit > 0 ? limit : list.count) }
}
