import Analysis
import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

/// Collects what is wrong with a file of expectations. Where rules of configurations have the same mistake, it has their
/// names; a wrong text that is used through several aliases is told once.
final class Problems {
  let tree: YAMLTree
  private let secrets: SecretMap
  private var first: FirstDiagnostics
  private var seen: Set<Place> = []

  /// How many mistakes there are.
  var count: Int { seen.count }

  /// The first of them, in the order of the text.
  var diagnostics: [Diagnostic] { first.sorted.map(\.diagnostic) }

  private struct Place: Hashable {
    let rule: RuleID
    let span: SourceSpan
  }

  /// No mistakes yet, of which so many are kept; 0 for all.
  init(_ yaml: CheckedYAML, findingLimit: Int) {
    first = FirstDiagnostics(limit: findingLimit)
    tree = yaml.tree
    secrets = yaml.secrets
  }

  /// A value that was read at a place.
  func located<Value: Sendable>(_ value: Value, at place: NodeUse) -> Located<Value> {
    Located(value, tree.place(of: place.node), isSecret: isSecret(place))
  }

  private func isSecret(_ place: NodeUse) -> Bool { secrets.hide(tree.span(of: place.node)) }

  /// Reports a mistake at a node; worded only if it may be shown.
  func report(
    _ rule: RuleID, at place: NodeUse, _ message: @autoclosure () -> String,
    caption: @autoclosure () -> String = "", labels: @autoclosure () -> [Label] = [],
    help: @autoclosure () -> String? = nil, fixes: @autoclosure () -> [Fix] = []
  ) {
    let uses = place.use.map { [Label(tree.place(of: $0), "used here")] } ?? []
    report(
      rule, at: tree.place(of: place.node), message(), caption: caption(), labels: labels() + uses, help: help(),
      fixes: fixes())
  }

  /// Reports a mistake at a place; worded only if it may be shown.
  func report(
    _ rule: RuleID, at span: SourceSpan, _ message: @autoclosure () -> String, caption: @autoclosure () -> String = "",
    labels: @autoclosure () -> [Label] = [], help: @autoclosure () -> String? = nil,
    fixes: @autoclosure () -> [Fix] = []
  ) {
    guard seen.insert(Place(rule: rule, span: span)).inserted, first.wants(span.start) else { return }
    first.add(
      LocatedDiagnostic(
        Diagnostic(
          rule: rule, severity: .error, message: message(), span: span, caption: caption(), labels: labels(),
          help: help(), fixes: fixes())))
  }

  /// The text of a scalar as it may be shown: cut if it is long.
  func shown(_ place: NodeUse) -> String {
    isSecret(place) ? FileReport.mask : RuleContext.shortened(tree.text(of: place.node))
  }

  /// An unsafe fix that replaces a scalar, if nothing stands before it that others use too.
  func replacement(of place: NodeUse, with text: String) -> [Fix] {
    let content = tree.contentSpan(of: place.node)
    guard content == tree.span(of: place.node), !content.isEmpty, !tree.style(of: place.node).isBlock else { return [] }
    return [Fix(.unsafe, "write `\(text)`", [TextEdit(tree.source.place(content), text)])]
  }
}
