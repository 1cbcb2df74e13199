import CLibYAML

/// The sole owner of a libyaml parser and of its current event.
///
/// The text must not move while the parser exists: use it inside one `withUnsafeBufferPointer`.
final class EventParser {
  /// libyaml keeps the address of its parser, so it must not move.
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let current: UnsafeMutablePointer<yaml_event_t>

  /// A parser for UTF-8 text without a byte order mark; nil if libyaml cannot allocate memory.
  init?(text: UnsafeBufferPointer<UInt8>) {
    parser = .allocate(capacity: 1)
    parser.initialize(to: yaml_parser_t())
    current = .allocate(capacity: 1)
    current.initialize(to: yaml_event_t())
    // libyaml rejects a null pointer, which an empty buffer may have; it reads no bytes from this one.
    guard yaml_parser_initialize(parser) == 1, let start = text.baseAddress ?? UnsafePointer(bitPattern: 1) else {
      return nil
    }
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, start, text.count)
  }

  deinit {
    yaml_event_delete(current)
    yaml_parser_delete(parser)
    current.deallocate()
    parser.deallocate()
  }

  /// Reads the next event into ``event``; false if the text is not YAML, see ``failure``.
  func advance() -> Bool {
    // An end event owns no memory, and four events in ten are one.
    switch current.pointee.type {
    case YAML_MAPPING_END_EVENT, YAML_SEQUENCE_END_EVENT: break
    default: yaml_event_delete(current)
    }
    return yaml_parser_parse(parser, current) == 1
  }

  /// The event that was read last; it and its strings are valid until the next.
  var event: UnsafePointer<yaml_event_t> { UnsafePointer(current) }

  /// Why ``advance()`` failed.
  var failure: Failure {
    let parser = parser.pointee
    return Failure(
      isOutOfMemory: parser.error == YAML_MEMORY_ERROR,
      problem: Self.text(parser.problem), mark: parser.problem_mark.index,
      context: parser.context == nil ? nil : Self.text(parser.context), contextMark: parser.context_mark.index
    )
  }

  /// libyaml's description of a syntax error; marks count characters from the start of the text.
  struct Failure {
    var isOutOfMemory: Bool
    var problem: String
    var mark: Int
    var context: String?
    var contextMark: Int
  }

  private static func text(_ pointer: UnsafePointer<CChar>?) -> String {
    pointer.map { String(cString: $0) } ?? ""
  }
}
