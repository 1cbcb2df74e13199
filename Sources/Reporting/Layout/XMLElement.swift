import SourceText

/// An element of an XML document, which contains other elements or text.
///
/// The libraries that write XML need the whole of Foundation, which would multiply the size and the start-up of the
/// program for one format of five element types.
struct XMLElement {
  private let name: String
  private let attributes: [(name: String, value: String)]
  private let children: [XMLElement]
  private let content: String

  init(_ name: String, _ attributes: [(String, String)] = [], _ children: [XMLElement] = [], text: String = "") {
    self.name = name
    self.attributes = attributes.map { (name: $0.0, value: $0.1) }
    self.children = children
    content = text
  }

  /// The element on lines of its own.
  var text: String {
    var text = ""
    write(to: &text, indent: "")
    return text
  }

  private func write(to text: inout String, indent: String) {
    text += indent + "<" + name
    for attribute in attributes { text += " \(attribute.name)=\"\(Self.escaped(attribute.value))\"" }
    if children.isEmpty, content.isEmpty {
      text += "/>\n"
    } else if children.isEmpty {
      text += ">\(Self.escaped(content))</\(name)>\n"
    } else {
      text += ">\n"
      for child in children { child.write(to: &text, indent: indent + "  ") }
      text += "\(indent)</\(name)>\n"
    }
  }

  /// The text as character data (XML 1.0, section 2.4), with everything escaped that is not safe to show: many of those
  /// characters are not allowed in XML, not even as a reference (section 2.2). Line ends and tabs are written as
  /// references: a parser would turn those in attributes into spaces (section 3.3.3), and no text may begin a line of
  /// the document.
  private static func escaped(_ text: String) -> String {
    text.escapedKeepingLines.replacingBytes { byte in
      switch byte {
      case UInt8(ascii: "&"): "&amp;"
      case UInt8(ascii: "<"): "&lt;"
      case UInt8(ascii: ">"): "&gt;"
      case UInt8(ascii: "\""): "&quot;"
      case UInt8(ascii: "\n"): "&#10;"
      case UInt8(ascii: "\t"): "&#9;"
      default: nil
      }
    }
  }
}
