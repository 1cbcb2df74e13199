import LibC
package import SystemPackage

/// The name of a file as it was given: bytes, which need not be UTF-8 and are passed to the system unchanged.
///
/// Nothing is removed from a name, neither `..` nor a slash at its end: only the system knows what these mean after a
/// symbolic link. ``FileIdentity`` tells whether two names lead to one file.
package struct FileName: Hashable, Sendable {
  /// The bytes that are passed to the system.
  package let bytes: [UInt8]

  /// A name of these bytes.
  package init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// The name that a string spells.
  package init(_ text: String) {
    bytes = Array(text.utf8)
  }

  /// The name that a path spells.
  package init(_ path: FilePath) {
    bytes = path.withPlatformString { start in Array(UnsafeRawBufferPointer(start: start, count: path.length)) }
  }

  /// Whether the name is empty.
  package var isEmpty: Bool { bytes.isEmpty }

  /// A file beside this one; `other` itself if it is absolute.
  package func sibling(_ other: FileName) -> FileName {
    guard !other.bytes.starts(with: [Self.slash]), let end = bytes.lastIndex(of: Self.slash) else { return other }
    return FileName(bytes: bytes[...end] + other.bytes)
  }

  /// A file in the folder of this name.
  package func appending(_ component: FileName) -> FileName {
    // What is in the current folder needs no path.
    if bytes == [UInt8(ascii: ".")] { return component }
    return FileName(bytes: bytes + (bytes.last == Self.slash ? [] : [Self.slash]) + component.bytes)
  }

  /// The path without unnecessary `..`, `.` and slashes, if it leads to the same file: shorter to show.
  package var withoutDetours: FileName {
    let short = FileName(FilePath(platformBytes: bytes).lexicallyNormalized())
    return !short.isEmpty && FileIdentity(short) == FileIdentity(self) ? short : self
  }

  /// The path without `.` and without `..` that its own text makes unnecessary: for messages, because after a symbolic link
  /// it can be another path.
  package var withoutDots: FileName {
    let short = FileName(FilePath(platformBytes: bytes).lexicallyNormalized())
    return short.isEmpty ? self : short
  }

  /// The absolute path of the file, in the folder it really is in; nil if there is no such folder.
  package var resolved: FilePath? {
    let path = FilePath(platformBytes: bytes)
    guard let name = path.lastComponent, name.kind == .regular else { return nil }
    let folder = path.removingLastComponent().withPlatformString { realpath($0, nil) }
    guard let folder else { return nil }
    defer { free(folder) }
    return FilePath(platformString: folder).appending(name)
  }

  static let slash = UInt8(ascii: "/")

  /// Passes the name to a function of the system.
  ///
  /// - Throws: `Errno.invalidArgument` if the name contains a NUL, which would cut it short; what the function throws.
  func withCString<Result>(_ body: (UnsafePointer<CChar>) throws -> Result) throws -> Result {
    if bytes.contains(0) { throw Errno.invalidArgument }
    return try (bytes + [0]).withUnsafeBytes { buffer in
      guard let start = buffer.assumingMemoryBound(to: CChar.self).baseAddress else { throw Errno.invalidArgument }
      return try body(start)
    }
  }
}

extension FilePath {
  fileprivate init(platformBytes bytes: [UInt8]) {
    let end = bytes.firstIndex(of: 0) ?? bytes.endIndex
    self.init(platformString: bytes[..<end].map { CChar(bitPattern: $0) } + [0])
  }
}

extension FileName: CustomStringConvertible {
  /// The name for display: a byte that is not UTF-8 is written `\xFF`.
  package var description: String { text }

  /// The name for display: a byte that is not UTF-8 is written `\xFF`.
  package var text: String {
    PossibleUTF8.pieces(of: bytes).reduce(into: "") { text, piece in
      switch piece {
      case .scalar(let scalar): text.unicodeScalars.append(scalar)
      case .byte(let byte): text += "\\x" + String(byte, radix: 16, uppercase: true)
      }
    }
  }
}

// MARK: Arguments

extension FileName {
  /// Text that represents the bytes of an argument one to one, so that a name can pass through code that only handles
  /// strings.
  ///
  /// Each byte that is not UTF-8 becomes one of the last 128 characters of Unicode, which are for private use; if the
  /// argument contains one of these, it is treated as bytes that are not UTF-8.
  package static func argumentText(of bytes: [UInt8]) -> String {
    var text = ""
    for piece in PossibleUTF8.pieces(of: bytes) {
      switch piece {
      case .scalar(let scalar) where byte(for: scalar) == nil: text.unicodeScalars.append(scalar)
      case .scalar(let scalar): text += String(scalar).utf8.map(standIn).joined()
      case .byte(let byte): text += standIn(for: byte)
      }
    }
    return text
  }

  /// The name that an argument, or a part of one, represents.
  package init(argumentText: some StringProtocol) {
    bytes = argumentText.unicodeScalars.reduce(into: []) { bytes, scalar in
      if let byte = Self.byte(for: scalar) { bytes.append(byte) } else { bytes += Array(String(scalar).utf8) }
    }
  }

  private static let firstStandIn: UInt32 = 0x10FF80

  private static func standIn(for byte: UInt8) -> String {
    Unicode.Scalar(firstStandIn + UInt32(byte) - 0x80).map { String($0) } ?? ""
  }

  private static func byte(for scalar: Unicode.Scalar) -> UInt8? {
    scalar.value < firstStandIn ? nil : UInt8(scalar.value - firstStandIn + 0x80)
  }
}

/// Bytes that are mostly UTF-8.
private enum PossibleUTF8 {
  enum Piece {
    case scalar(Unicode.Scalar)
    /// A byte that is not UTF-8: 0x80 or more.
    case byte(UInt8)
  }

  static func pieces(of bytes: [UInt8]) -> [Piece] {
    if let text = String(validating: bytes, as: UTF8.self) { return text.unicodeScalars.map(Piece.scalar) }
    var pieces: [Piece] = []
    var rest = bytes[...]
    while let byte = rest.first {
      let scalar = (1...4).lazy.compactMap { Self.scalar(of: rest.prefix($0)) }.first
      pieces.append(scalar.map(Piece.scalar) ?? .byte(byte))
      rest = rest.dropFirst(scalar.map { UTF8.width($0) } ?? 1)
    }
    return pieces
  }

  private static func scalar(of bytes: ArraySlice<UInt8>) -> Unicode.Scalar? {
    guard let scalars = String(validating: bytes, as: UTF8.self)?.unicodeScalars, scalars.count == 1 else { return nil }
    return scalars.first
  }
}
