import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleContext {
  /// A fix that writes a server name without the part that does not belong to it. None if what is left may be secret;
  /// what comes before an `@` is secret too, but the fix removes it.
  func cleaning(_ applicability: Applicability, _ place: NodeUse, _ cleaned: String?) -> [Fix] {
    guard let cleaned, !isSecretAtEnd(place), !holdsPassword(place) else { return [] }
    return replacement(applicability, of: place, with: yaml(cleaned), "write `\(cleaned)`")
  }

  /// Whether the name contains a password: a fix must not delete it.
  private func holdsPassword(_ place: NodeUse) -> Bool {
    // Nearly all names have none, and this is asked about every name that is wrong.
    guard tree.withText(of: place.node, { $0.firstIndex(ofByte: UInt8(ascii: "@"), from: 0) != nil }) else {
      return false
    }
    let text = tree.text(of: place.node).split(separator: "://", maxSplits: 1).last ?? ""
    let parts = text.split(separator: "@", maxSplits: 1)
    return parts.count == 2 && parts[0].contains(":")
  }

  private func isSecretAtEnd(_ place: NodeUse) -> Bool {
    let content = tree.contentSpan(of: place.node)
    let end = content.end - (tree.style(of: place.node).isQuoted ? 1 : 0)
    return isSecret(ByteSpan(max(content.start, end - 1), end))
  }

  /// The name with a colon before its port, if another character is there: `smtp.example.com,587`.
  func nameWithColon(_ place: NodeUse) -> String? {
    guard tree.withText(of: place.node, { $0.last?.isASCIIDigit ?? false }) else { return nil }
    let text = tree.text(of: place.node)
    let port = text[...].trailingPart { ("0"..."9").contains($0) }
    let separators = text[..<port.startIndex].trailingPart { ",;/ \t".contains($0) }
    guard !port.isEmpty, !separators.isEmpty, !isSecret(place) else { return nil }
    let name = "\(text[..<separators.startIndex]):\(port)"
    return (try? ServerName(name)) == nil ? nil : name
  }

  /// The text for a name with another character than a colon before its port; nil for any other name.
  func wordingForColon(_ place: NodeUse) -> DiagnosticText? {
    nameWithColon(place).map {
      DiagnosticText(
        "host and port must be separated by a colon", caption: "did you mean `\($0)`?",
        help: "if the number is the port, write `\($0)`; for several hosts declare several servers")
    }
  }

  /// The fix that goes with it.
  func fixesForColon(_ place: NodeUse) -> [Fix] {
    nameWithColon(place).map { replacement(.unsafe, of: place, with: yaml($0), "write `\($0)`") } ?? []
  }

  /// The text of a server name after its last colon, masked if it is secret.
  func shownPort(_ place: NodeUse) -> String {
    let text = tree.text(of: place.node)
    return shown(
      text.split(separator: ":", omittingEmptySubsequences: false).last.map(String.init) ?? text, partOf: place)
  }
}

extension Substring {
  /// The longest suffix that consists of certain characters only.
  fileprivate func trailingPart(of isPart: (Character) -> Bool) -> Substring {
    self[(lastIndex { !isPart($0) }.map(index(after:)) ?? startIndex)...]
  }
}
