import SourceText

/// Writes HTML and SVG piece by piece, so that a page of any size needs no more memory than one piece.
///
/// It cannot write text that is not escaped: markup comes from the source code only, every other string is the text of
/// an element, the value of an attribute, or a value of JSON. No text begins a line, and none contains `#`, so that a
/// CI server finds no commands in it.
struct MarkupWriter: ~Copyable {
  /// An attribute of an element: its name, and its value, which is escaped.
  typealias Attribute = (name: StaticString, value: String)

  private let sink: (UnsafeRawBufferPointer) throws -> Void
  private var buffer: [UInt8] = []
  private static let pieceSize = 1 << 16

  /// A writer that passes its output to `sink`, piece by piece.
  init(sink: @escaping (UnsafeRawBufferPointer) throws -> Void) {
    self.sink = sink
    buffer.reserveCapacity(Self.pieceSize + 1024)
  }

  // MARK: Markup

  /// Writes an element with what `body` writes into it; it is always closed.
  ///
  /// - Throws: What `body` and the sink throw.
  mutating func element(
    _ name: StaticString, _ attributes: [Attribute] = [], _ body: (inout MarkupWriter) throws -> Void
  ) throws {
    open(name, attributes)
    append(">")
    try body(&self)
    append("</")
    append(name)
    append(">")
    if buffer.count >= Self.pieceSize { try flush() }
  }

  /// Writes an element that contains only text.
  ///
  /// - Throws: What the sink throws.
  mutating func element(_ name: StaticString, _ attributes: [Attribute] = [], text: String) throws {
    try element(name, attributes) { $0.text(text) }
  }

  /// Writes an element without content, such as `<meta>` or `<path>`.
  mutating func empty(_ name: StaticString, _ attributes: [Attribute] = []) {
    open(name, attributes)
    append("/>")
  }

  /// Writes an element with the content of a file of this module, which needs no escaping.
  ///
  /// - Throws: What the sink throws.
  mutating func element(_ name: StaticString, _ attributes: [Attribute] = [], file: PageFile) throws {
    try element(name, attributes) { $0.buffer += file.bytes }
  }

  /// Writes the document type of HTML.
  mutating func documentType() { append("<!DOCTYPE html>\n") }

  /// Ends a line; markup must follow, not text.
  mutating func endLine() { append("\n") }

  /// Writes text, with everything escaped that means something in markup, could deceive the reader or control a
  /// terminal.
  mutating func text(_ text: String) { escape(text, Self.reference) }

  /// Passes on what is left.
  ///
  /// - Throws: What the sink throws.
  mutating func flush() throws {
    try buffer.withUnsafeBytes { try sink($0) }
    buffer.removeAll(keepingCapacity: true)
  }

  private mutating func open(_ name: StaticString, _ attributes: [Attribute]) {
    append("<")
    append(name)
    for attribute in attributes {
      append(" ")
      append(attribute.name)
      append("=\"")
      text(attribute.value)
      append("\"")
    }
  }

  /// The form of a character in text and in attributes; nil for one that means nothing.
  private static func reference(_ byte: UInt8) -> StaticString? {
    switch byte {
    case UInt8(ascii: "&"): "&amp;"
    case UInt8(ascii: "<"): "&lt;"
    case UInt8(ascii: ">"): "&gt;"
    case UInt8(ascii: "\""): "&quot;"
    case UInt8(ascii: "'"): "&#39;"
    case UInt8(ascii: "#"): "&#35;"
    default: nil
    }
  }

  // MARK: JSON

  /// Writes a part of JSON that comes from the source code: brackets, commas and names.
  mutating func json(part: StaticString) { append(part) }

  /// Writes a number.
  mutating func json(_ number: Int) { buffer += String(number).utf8 }

  /// Writes a string in quotes, which cannot end a `<script>` or begin a comment in it.
  mutating func json(_ text: String) {
    append("\"")
    escape(text, Self.jsonEscape)
    append("\"")
  }

  /// Writes an array of numbers, without spaces.
  ///
  /// - Throws: What the sink throws.
  mutating func json(_ numbers: some Sequence<Int>) throws {
    try array(numbers) { $0.json($1) }
  }

  /// Writes an array of strings, without spaces.
  ///
  /// - Throws: What the sink throws.
  mutating func json(texts: some Sequence<String>) throws {
    try array(texts) { $0.json($1) }
  }

  private mutating func array<Item>(
    _ items: some Sequence<Item>, _ write: (inout MarkupWriter, Item) -> Void
  ) throws {
    append("[")
    var isFirst = true
    for item in items {
      if !isFirst { append(",") }
      isFirst = false
      write(&self, item)
      if buffer.count >= Self.pieceSize { try flush() }
    }
    append("]")
  }

  /// The form of a character in a string of JSON; nil for one that means nothing there or in a `<script>`.
  private static func jsonEscape(_ byte: UInt8) -> StaticString? {
    switch byte {
    case UInt8(ascii: "\""): "\\\""
    case UInt8(ascii: "\\"): "\\\\"
    case UInt8(ascii: "<"): "\\u003c"
    case UInt8(ascii: ">"): "\\u003e"
    case UInt8(ascii: "&"): "\\u0026"
    case UInt8(ascii: "#"): "\\u0023"
    default: nil
    }
  }

  // MARK: Bytes

  /// Appends a text in which controls are shown, which include what XML does not allow (XML 1.0, section 2.2), and some
  /// characters have another form.
  private mutating func escape(_ text: String, _ form: (UInt8) -> StaticString?) {
    var shown = text.escapedControls()
    shown.withUTF8 { bytes in
      for byte in bytes {
        if let form = form(byte) { append(form) } else { buffer.append(byte) }
      }
    }
  }

  private mutating func append(_ text: StaticString) {
    buffer += UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
  }
}
