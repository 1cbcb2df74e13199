import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleContext {
  /// A fix that writes a server name without the foreign part that was taken off. None if what is left may be a secret
  /// itself: a server name hides what comes before its `@`, and that is taken off.
  func cleaning(_ applicability: Applicability, _ place: NodeUse, _ cleaned: String?) -> [Fix] {
    guard let cleaned, !isSecretAtEnd(place), !holdsPassword(place) else { return [] }
    return replacement(applicability, of: place, with: yaml(cleaned), "write `\(cleaned)`")
  }

  /// Whether a password stands in the name: nobody takes that away without keeping it elsewhere.
  private func holdsPassword(_ place: NodeUse) -> Bool {
    let text = tree.text(of: place.node).split(separator: "://", maxSplits: 1).last ?? ""
    let parts = text.split(separator: "@", maxSplits: 1)
    return parts.count == 2 && parts[0].contains(":")
  }

  private func isSecretAtEnd(_ place: NodeUse) -> Bool {
    let content = tree.contentSpan(of: place.node)
    let end = content.end - (tree.style(of: place.node).isQuoted ? 1 : 0)
    return isSecret(ByteSpan(max(content.start, end - 1), end))
  }

  /// The name with a colon before its port, if another sign is there: `smtp.example.com,587`.
  func nameWithColon(_ place: NodeUse) -> String? {
    let text = tree.text(of: place.node)
    let port = text[...].trailingPart { ("0"..."9").contains($0) }
    let signs = text[..<port.startIndex].trailingPart { ",;/ \t".contains($0) }
    guard !port.isEmpty, !signs.isEmpty, !isSecret(place) else { return nil }
    let name = "\(text[..<signs.startIndex]):\(port)"
    return (try? ServerName(name)) == nil ? nil : name
  }

  /// What to say of a name that has a port after another sign than a colon; nil if it has none.
  func wordingForColon(_ place: NodeUse) -> DiagnosticText? {
    nameWithColon(place).map {
      DiagnosticText(
        "a colon separates host and port in a server name", caption: "did you mean `\($0)`?",
        help: "if the number is the port, write `\($0)`; for several hosts declare several servers")
    }
  }

  /// The fix that goes with it.
  func fixesForColon(_ place: NodeUse) -> [Fix] {
    nameWithColon(place).map { replacement(.unsafe, of: place, with: yaml($0), "write `\($0)`") } ?? []
  }

  /// A server name's text behind its last colon, as it may be shown.
  func shownPort(_ place: NodeUse) -> String {
    let text = tree.text(of: place.node)
    return shown(
      text.split(separator: ":", omittingEmptySubsequences: false).last.map(String.init) ?? text, partOf: place)
  }
}

extension Substring {
  /// The longest part at the end that is made of certain characters alone.
  fileprivate func trailingPart(of isPart: (Character) -> Bool) -> Substring {
    self[(lastIndex { !isPart($0) }.map(index(after:)) ?? startIndex)...]
  }
}
