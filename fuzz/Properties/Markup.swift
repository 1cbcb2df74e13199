/// Markup, read by a model of its own: elements in pairs, attributes in double quotes, references for everything else.
/// HTML and SVG as the program writes them are both of this form.
package enum Markup {
  /// The names of the elements whose content is not markup.
  private static let opaque = ["script", "style"]

  /// Reads a document, which may begin with a document type.
  ///
  /// - Returns: The names of its elements, in order.
  /// - Throws: ``BrokenProperty`` if it is not well-formed.
  package static func elements(in document: String) throws -> [String] {
    var rest = Substring(document)
    if rest.hasPrefix("<!DOCTYPE html>\n") { rest = rest.dropFirst("<!DOCTYPE html>\n".count) }
    var open: [String] = []
    var names: [String] = []
    while let first = rest.first {
      guard first == "<" else {
        let text = rest.prefix { $0 != "<" }
        try checkReferences(text)
        rest = rest.dropFirst(text.count)
        continue
      }
      let tag = rest.prefix { $0 != ">" }
      rest = rest.dropFirst(tag.count + 1)
      if tag.hasPrefix("</") {
        let name = String(tag.dropFirst(2))
        try require(open.popLast() == name, "</\(name)> closes nothing")
        continue
      }
      let name = try readTag(tag)
      names.append(name)
      if tag.hasSuffix("/") { continue }
      open.append(name)
      if opaque.contains(name) {
        guard let end = rest.firstRange(of: "</\(name)>") else {
          throw BrokenProperty(description: "<\(name)> is not closed")
        }
        try require(!rest[..<end.lowerBound].contains("<!--"), "a comment in <\(name)> would hide its end")
        rest = rest[end.lowerBound...]
      }
    }
    try require(open.isEmpty, "\(open) are not closed")
    return names
  }

  /// Checks a tag from its `<` to the character before its `>`, and returns the name of the element.
  private static func readTag(_ tag: Substring) throws -> String {
    let name = tag.dropFirst().prefix { $0.isASCII && ($0.isLetter || $0.isNumber) }
    try require(!name.isEmpty, "\(tag) is not a tag")
    var rest = tag.dropFirst(1 + name.count)
    if rest.hasSuffix("/") { rest.removeLast() }
    var known = Set<Substring>()
    while !rest.isEmpty {
      try require(rest.first == " ", "\(tag) has something between its attributes")
      rest = rest.dropFirst()
      let attribute = rest.prefix { $0.isASCII && ($0.isLetter || $0 == "-" || $0.isNumber) }
      rest = rest.dropFirst(attribute.count)
      try require(!attribute.isEmpty && rest.hasPrefix("=\""), "\(tag) has an attribute without a value")
      try require(!attribute.hasPrefix("on"), "\(tag) has a handler")
      try require(known.insert(attribute).inserted, "\(tag) has an attribute twice")
      rest = rest.dropFirst(2)
      let value = rest.prefix { $0 != "\"" }
      try checkReferences(value)
      rest = rest.dropFirst(value.count)
      try require(rest.first == "\"", "\(tag) has an attribute without an end")
      rest = rest.dropFirst()
    }
    return String(name)
  }

  /// Checks that text has no character that means something, and no control.
  private static func checkReferences(_ text: Substring) throws {
    for part in text.split(separator: "&", omittingEmptySubsequences: false).dropFirst() {
      let isKnown = ["amp;", "lt;", "gt;", "quot;", "#39;", "#35;"].contains { part.hasPrefix($0) }
      try require(isKnown, "`&\(part.prefix(8))` is not a reference")
    }
    let isVisible = text.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 && $0.value != 0x7F }
    try require(isVisible, "there is a control in \(text.debugDescription)")
  }
}
