import Diagnostics
import LocatedYAML
import SourceText

extension RuleContext {
  /// A fix that writes a server name without the foreign part that was taken off. None if what is left may be a secret
  /// itself: a server name hides what comes before its `@`, and that is taken off.
  func cleaning(_ applicability: Applicability, _ place: Occurrence, _ cleaned: String?) -> [Fix] {
    guard let cleaned, !isSecretAtEnd(place), !holdsPassword(place) else { return [] }
    return replacement(applicability, of: place, with: yaml(cleaned), "write `\(cleaned)`")
  }

  /// Whether a password stands in the name: nobody takes that away without keeping it elsewhere.
  private func holdsPassword(_ place: Occurrence) -> Bool {
    let text = tree.text(of: place.node).split(separator: "://", maxSplits: 1).last ?? ""
    let parts = text.split(separator: "@", maxSplits: 1)
    return parts.count == 2 && parts[0].contains(":")
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
