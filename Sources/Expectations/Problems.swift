import Diagnostics
import LocatedYAML
import SMTPConfig
import SourceText

/// Collects what is wrong with a file of expectations. Where rules of configurations have the same mistake, it has their
/// names; a wrong text that is used through several aliases is told once.
final class Problems {
  let tree: YAMLTree
  private let secrets: SecretMap
  private var first: FirstFindings
  private var seen: Set<Place> = []

  /// How many mistakes there are.
  var count: Int { seen.count }

  /// The first of them, in the order of the text.
  var diagnostics: [Diagnostic] { first.sorted.map(\.diagnostic) }

  private struct Place: Hashable {
    let rule: RuleID
    let span: ByteSpan
  }

  /// No mistakes yet, of which so many are kept; 0 for all.
  init(_ yaml: CheckedYAML, findingLimit: Int) {
    first = FirstFindings(limit: findingLimit)
    tree = yaml.tree
    secrets = yaml.secrets
  }

  /// A value that was read at a place.
  func located<Value: Sendable>(_ value: Value, at place: Occurrence) -> Located<Value> {
    Located(value, tree.span(of: place.node), isSecret: isSecret(place))
  }

  private func isSecret(_ place: Occurrence) -> Bool { secrets.hide(tree.span(of: place.node)) }

  /// Reports a mistake at a node; worded only if it may be shown.
  func report(
    _ rule: RuleID, at place: Occurrence, _ message: @autoclosure () -> String,
    caption: @autoclosure () -> String = "", labels: @autoclosure () -> [Label] = [],
    help: @autoclosure () -> String? = nil, fixes: @autoclosure () -> [Fix] = []
  ) {
    let uses = place.use.map { [Label(tree.span(of: $0), "used here")] } ?? []
    report(
      rule, at: tree.span(of: place.node), message(), caption: caption(), labels: labels() + uses, help: help(),
      fixes: fixes())
  }

  /// Reports a mistake at a place; worded only if it may be shown.
  func report(
    _ rule: RuleID, at span: ByteSpan, _ message: @autoclosure () -> String, caption: @autoclosure () -> String = "",
    labels: @autoclosure () -> [Label] = [], help: @autoclosure () -> String? = nil,
    fixes: @autoclosure () -> [Fix] = []
  ) {
    guard seen.insert(Place(rule: rule, span: span)).inserted, first.wants(span.start) else { return }
    first.add(
      Finding(
        Diagnostic(
          rule: rule, severity: .error, message: message(), span: span, caption: caption(), labels: labels(),
          help: help(), fixes: fixes())))
  }

  /// The text of a scalar as it may be shown: cut if it is long.
  func shown(_ place: Occurrence) -> String {
    isSecret(place) ? FileReport.mask : RuleContext.shortened(tree.text(of: place.node))
  }

  /// An unsafe fix that replaces a scalar, if nothing stands before it that others use too.
  func replacement(of place: Occurrence, with text: String) -> [Fix] {
    let content = tree.contentSpan(of: place.node)
    guard content == tree.span(of: place.node), !content.isEmpty, !tree.style(of: place.node).isBlock else { return [] }
    return [Fix(.unsafe, "write `\(text)`", [TextEdit(content, text)])]
  }
}
