import Diagnostics
import LocatedYAML
import SourceText

extension RuleContext {
  /// A repair that writes a server name without the foreign part that was taken off. None where what is left may be a
  /// secret itself: a server name hides what stands before its `@`, and that is taken off.
  func cleaning(_ place: Occurrence, _ cleaned: String?) -> [Fix] {
    guard let cleaned, !isSecretAtEnd(place) else { return [] }
    return replacement(of: place, with: yaml(cleaned), "write `\(cleaned)`")
  }

  private func isSecretAtEnd(_ place: Occurrence) -> Bool {
    let content = tree.contentSpan(of: place.node)
    let end = content.end - (tree.style(of: place.node).isQuoted ? 1 : 0)
    return isSecret(ByteSpan(max(content.start, end - 1), end))
  }

  /// A server name's text behind its last colon, as it may be shown.
  func shownPort(_ place: Occurrence) -> String {
    let text = tree.text(of: place.node)
    return shown(
      text.split(separator: ":", omittingEmptySubsequences: false).last.map(String.init) ?? text, partOf: place)
  }
}
