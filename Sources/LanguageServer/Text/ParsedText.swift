import LocatedYAML
import SourceText

/// The text of a file, with everything that depends on nothing else. It can be shared, and is never out of date.
final class ParsedText: Sendable {
  /// The file.
  let source: SourceFile
  /// Whether it is the text that a client sent.
  let isOpen: Bool

  private let lazyMap: LazyShared<PositionMap>
  private let lazyReading: LazyShared<YAMLReading>
  private let lazyRecovered: LazyShared<RecoveredText?>
  private let lazyOutline: LazyShared<Outline>

  /// Its positions.
  var map: PositionMap { lazyMap.value }
  /// The document as it is.
  var reading: YAMLReading { lazyReading.value }
  /// The text without what hides the rest; nil if all of it can be read, or nothing can be done.
  var recovered: RecoveredText? { lazyRecovered.value }
  /// The document, as far as it can be read.
  var tree: YAMLTree { recovered?.reading.tree ?? reading.tree }
  /// The bytes of that document.
  var readableBytes: [UInt8] { recovered?.bytes ?? source.bytes }
  /// What its nodes mean.
  var outline: Outline { lazyOutline.value }

  /// A text of a kind of file.
  init(_ source: SourceFile, _ kind: FileKind, isOpen: Bool) {
    self.source = source
    self.isOpen = isOpen
    let map = LazyShared { PositionMap(source, isOpen: isOpen) }
    let reading = LazyShared { YAMLReading(source) }
    let recovered = LazyShared { () -> RecoveredText? in
      if reading.value.tree.isComplete { return nil }
      let text = RecoveredText(reading.value, map.value)
      return text.blanked.isEmpty ? nil : text
    }
    lazyMap = map
    lazyReading = reading
    lazyRecovered = recovered
    lazyOutline = LazyShared { Outline(recovered.value?.reading.tree ?? reading.value.tree, kind.specification) }
  }
}
