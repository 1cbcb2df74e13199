/// The files of a run, each with its own range of addresses, so that a place in any of them is two numbers.
///
/// The address after a file's last byte belongs to that file as well: it is the place of what is missing at its end.
public struct SourceMap: Sendable {
  /// The files in the order of their addresses. There is at least one.
  public private(set) var files: [SourceFile]

  /// A map of one file.
  public init(_ file: SourceFile) {
    files = [file]
  }

  /// A map of files that have their addresses already, at least one.
  package init(_ files: [SourceFile]) {
    self.files = files.sorted { $0.address < $1.address }
  }

  /// Adds a file after the last one.
  ///
  /// - Parameters:
  ///   - name: The name shown in messages.
  ///   - bytes: The whole content.
  /// - Returns: The file, which knows its addresses.
  @discardableResult
  public mutating func add(name: String, bytes: [UInt8]) -> SourceFile {
    let file = SourceFile(name: name, bytes: bytes, address: files[files.count - 1].endAddress + 1)
    files.append(file)
    return file
  }

  /// The file in which a span begins; the nearest one for an address that no file has. Takes logarithmic time.
  public func file(at span: SourceSpan) -> SourceFile { files[index(at: span)] }

  /// The index of that file among all.
  package func index(at span: SourceSpan) -> Int { max(0, files.partitioningIndex { $0.address > span.start } - 1) }
}

extension SourceFile {
  /// The address after the last byte.
  var endAddress: Int { address + bytes.count }

  /// A span of this file as a place among all files.
  public func place(_ span: ByteSpan) -> SourceSpan { SourceSpan(address + span.start, address + span.end) }

  /// Whether a place lies in this file.
  public func contains(_ span: SourceSpan) -> Bool { address <= span.start && span.end <= endAddress }

  /// Whether a part of a place lies in this file.
  public func overlaps(_ span: SourceSpan) -> Bool { span.start < endAddress && address < span.end }

  /// A place in this file as offsets; parts outside of the file are cut off.
  public func bytes(of span: SourceSpan) -> ByteSpan {
    let bounds = 0...bytes.count
    return ByteSpan(
      min(max(span.start - address, bounds.lowerBound), bounds.upperBound),
      min(max(span.end - address, bounds.lowerBound), bounds.upperBound))
  }

  /// The text of a place in this file; bytes that are not UTF-8 become U+FFFD.
  public func text(of place: SourceSpan) -> String { text(of: bytes(of: place)) }
}
