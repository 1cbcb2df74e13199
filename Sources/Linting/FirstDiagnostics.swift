package import Diagnostics
package import LocatedYAML
import SourceText

/// A finding and its node, if it is at one.
package struct LocatedDiagnostic {
  package var diagnostic: Diagnostic
  package let node: NodeID?

  package init(_ diagnostic: Diagnostic, node: NodeID? = nil) {
    self.diagnostic = diagnostic
    self.node = node
  }

  /// Orders by offset, then by rule, then by message, so that the order is always the same.
  package static func inOrder(_ leftFinding: LocatedDiagnostic, _ rightFinding: LocatedDiagnostic) -> Bool {
    let (left, right) = (leftFinding.diagnostic, rightFinding.diagnostic)
    if left.span.start != right.span.start { return left.span.start < right.span.start }
    if left.rule != right.rule { return left.rule < right.rule }
    return left.message < right.message
  }
}

/// The first findings of a file: no more are kept, or even worded, than may be shown.
package struct FirstDiagnostics {
  private let limit: Int
  private var list: [LocatedDiagnostic] = []
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
    lastStart = list.last?.diagnostic.span.start
  }

  /// The first findings, in file order; at most `most`.
  package func sorted(atMost most: Int) -> [LocatedDiagnostic] {
    Array(list.sorted(by: LocatedDiagnostic.inOrder).prefix(most))
  }

  /// The first findings, in file order.
  package var sorted: [LocatedDiagnostic] { sorted(atMost: limit > 0 ? limit : list.count) }
}
