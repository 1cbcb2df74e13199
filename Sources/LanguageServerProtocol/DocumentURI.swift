import SourceText

/// The name of a document, as the client writes it.
package struct DocumentURI: Hashable, Sendable, Comparable {
  /// The URI.
  package let text: String

  /// A URI as it is written.
  package init(_ text: String) {
    self.text = text
  }

  /// The URI of a file with an absolute path: `file:///…`, with everything escaped except the unreserved characters (RFC
  /// 3986, section 2.3) and the slash.
  package init(path: [UInt8]) {
    text = path.reduce(into: "file://") { text, byte in
      let isPlain = byte.isASCIILetter || byte.isASCIIDigit || "-._~/".utf8.contains(byte)
      if isPlain {
        text.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        text += digits.utf8.count == 1 ? "%0\(digits)" : "%\(digits)"
      }
    }
  }

  /// The absolute path of a file on this machine, as bytes; nil for another scheme or host.
  package var path: [UInt8]? {
    let scheme = "file://"
    guard text.utf8.count > scheme.utf8.count, text.lowercased().hasPrefix(scheme) else { return nil }
    var rest = Array(text.utf8.dropFirst(scheme.utf8.count))
    let host = rest.prefix { $0 != UInt8(ascii: "/") }
    guard host.isEmpty || host.elementsEqual("localhost".utf8) else { return nil }
    rest.removeFirst(host.count)
    var path: [UInt8] = []
    var offset = 0
    while offset < rest.count {
      if rest[offset] == UInt8(ascii: "%"), offset + 2 < rest.count,
        let byte = UInt8(String(decoding: rest[(offset + 1)...(offset + 2)], as: UTF8.self), radix: 16)
      {
        path.append(byte)
        offset += 3
      } else {
        path.append(rest[offset])
        offset += 1
      }
    }
    // No file has a name with a NUL in it.
    return path.first == UInt8(ascii: "/") && !path.contains(0) ? path : nil
  }

  /// Orders by the text of the URI.
  package static func < (left: DocumentURI, right: DocumentURI) -> Bool { left.text < right.text }
}
