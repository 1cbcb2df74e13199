import Diagnostics
package import Language
package import SourceText

/// The values of a configuration, and where each comes from.
package struct SettingsReport: Sendable {
  /// The values, in the order of a configuration.
  package let settings: [EffectiveSetting]

  private let sources: SourceMap
  /// The lines of these files, by the addresses of the files.
  private let lines: [Int: LineIndex]

  /// Makes a report of values that are in some files.
  package init(_ settings: [EffectiveSetting], in sources: SourceMap) {
    self.settings = settings
    self.sources = sources
    var lines: [Int: LineIndex] = [:]
    for written in settings.lazy.flatMap({ [$0.value] + $0.replaced }) {
      let file = sources.file(at: written.place)
      if lines[file.address] == nil { lines[file.address] = LineIndex(file) }
    }
    self.lines = lines
  }

  /// Whether a value is a secret that is not shown.
  package var hidesSecrets: Bool { settings.contains { $0.value.value == nil } }

  /// Where a value is written.
  func place(of written: EffectiveSetting.Written) -> (file: String, position: SourcePosition) {
    let file = sources.file(at: written.place)
    let offset = file.bytes(of: written.place).start
    return (file.name, lines[file.address]?.position(at: offset) ?? SourcePosition(line: 1, column: 1, offset: 0))
  }
}

/// The values as a configuration that extends no other: with the place of each value in a comment, or plain.
package struct SettingsYAMLRenderer: Renderer {
  private let isPlain: Bool

  /// Makes a renderer; `isPlain` leaves the comments out.
  package init(isPlain: Bool) {
    self.isPlain = isPlain
  }

  /// The file.
  package func render(_ report: SettingsReport) -> String {
    var lines: [Line] = []
    var open: [String] = []
    for setting in report.settings {
      let path = Array(setting.path.dropLast())
      let shared = zip(open, path).prefix { $0 == $1 }.count
      for depth in shared..<path.count { lines.append(Line(depth: depth, key: path[depth])) }
      open = path
      lines.append(Line(setting, isPlain ? "" : comment(on: setting, in: report)))
    }
    // A configuration has sites or `global`, even if all sites were removed.
    if !report.settings.contains(where: { [RootKey.global.name, RootKey.sites.name].contains($0.path.first) }) {
      lines.append(Line(depth: 0, key: RootKey.sites.name))
    }
    return Self.text(of: lines)
  }

  private struct Line {
    let text: String
    let depth: Int
    var comment = ""

    init(depth: Int, key: String) {
      self.depth = depth
      text = String(repeating: "  ", count: depth) + YAMLText.scalar(key) + ":"
    }

    init(_ setting: EffectiveSetting, _ comment: String) {
      self.comment = comment
      depth = setting.path.count - 1
      let key = String(repeating: "  ", count: depth) + YAMLText.scalar(setting.path.last ?? "") + ":"
      let value = YAMLText.value(setting.value.value)
      let isEntryWithoutKeys = setting.value.value == .null && setting.path.last != ScopeKey.defaultServer.name
      text = isEntryWithoutKeys ? key : "\(key) \(value)"
    }
  }

  /// The lines, with the comments of each mapping in one column.
  private static func text(of lines: [Line]) -> String {
    var text = ""
    var start = 0
    while start < lines.count {
      let end = lines[start...].firstIndex { $0.depth != lines[start].depth } ?? lines.count
      let width = lines[start..<end].map { $0.comment.isEmpty ? 0 : $0.text.unicodeScalars.count }.max() ?? 0
      for line in lines[start..<end] {
        let gap = String(repeating: " ", count: max(0, width - line.text.unicodeScalars.count) + 2)
        text += line.comment.isEmpty ? line.text + "\n" : line.text + gap + line.comment + "\n"
      }
      start = end
    }
    return text
  }

  private func comment(on setting: EffectiveSetting, in report: SettingsReport) -> String {
    func place(_ written: EffectiveSetting.Written) -> String {
      let (file, position) = report.place(of: written)
      return "\(file):\(position.line)"
    }
    let replaced = setting.replaced.map { "  # was: \(YAMLText.value($0.value)), \(place($0))" }
    return ("# " + place(setting.value) + replaced.joined()).escapedForDisplay().withoutCommands
  }
}

extension YAMLText {
  /// A value on one line; nil is a secret.
  fileprivate static func value(_ value: Literal?) -> String {
    guard let value else { return scalar(Secret.mask) }
    return switch value {
    case .string(let text): scalar(text)
    case .integer(let number): "\(number)"
    case .boolean(let flag): "\(flag)"
    case .null: "null"
    case .list(let items): "[" + items.map { self.value($0) }.joined(separator: ", ") + "]"
    case .mapping(let members):
      members.isEmpty
        ? "{}" : "{ " + members.map { "\(scalar($0.key)): \(self.value($0.value))" }.joined(separator: ", ") + " }"
    }
  }
}

/// The values for programs.
package struct SettingsJSONRenderer: Renderer {
  /// Makes a renderer; the format has no options.
  package init() {}

  /// A list of the values, with sorted keys, on one line that ends with a line end.
  /// - Throws: What `JSONEncoder` throws, which never happens for these values.
  package func render(_ report: SettingsReport) throws -> String {
    try JSONText.line(
      report.settings.map { setting in
        SettingEntry(
          path: YAMLPath(setting.path.map { .key($0) }).description.escapedForJSON,
          value: WrittenEntry(setting.value, in: report),
          replaces: setting.replaced.map { WrittenEntry($0, in: report) })
      })
  }
}

private struct SettingEntry: Encodable {
  let path: String
  let value: WrittenEntry
  let replaces: [WrittenEntry]

  enum CodingKeys: String, CodingKey {
    case path, replaces
  }

  func encode(to encoder: any Encoder) throws {
    try value.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(path, forKey: .path)
    try container.encode(replaces, forKey: .replaces)
  }
}

private struct WrittenEntry: Encodable {
  let value: JSONLiteral
  let file: String
  let line: Int
  let column: Int

  init(_ written: EffectiveSetting.Written, in report: SettingsReport) {
    let (file, position) = report.place(of: written)
    value = JSONLiteral(value: written.value ?? .string(Secret.mask))
    self.file = file.escapedForJSON
    line = position.line
    column = position.column
  }
}

/// A value as JSON.
private struct JSONLiteral: Encodable {
  let value: Literal

  func encode(to encoder: any Encoder) throws {
    switch value {
    case .string(let text): try text.escapedForJSON.encode(to: encoder)
    case .integer(let number): try number.encode(to: encoder)
    case .boolean(let flag): try flag.encode(to: encoder)
    case .null:
      var container = encoder.singleValueContainer()
      try container.encodeNil()
    case .list(let items): try items.map(JSONLiteral.init).encode(to: encoder)
    case .mapping(let members):
      try Dictionary(members.map { ($0.key, JSONLiteral(value: $0.value)) }) { $1 }.encode(to: encoder)
    }
  }
}
