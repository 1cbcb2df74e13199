import Foundation
import Language
import LocatedYAML
import RoutingTesting
import SourceText
import Testing

/// The references of all keys, in `docs`, are made from the table of keys. Set SMTPCONF_ACCEPT=1 to write them anew.
@Suite("References of keys", .serialized)
struct KeyReferenceTests {
  /// The pages, with the mappings whose keys each describes.
  static let pages: [(name: String, mappings: [MappingSpec])] = [
    ("configuration.md", MappingSpec.configuration), ("routing-tests.md", MappingSpec.routingTests),
  ]

  @Test("Each is up to date", arguments: pages)
  func isUpToDate(name: String, mappings: [MappingSpec]) throws {
    let file = Place.repository.appending(path: "docs/\(name)")
    let page = try String(contentsOf: file, encoding: .utf8)
    let (begin, end) = ("<!-- keys: begin -->\n", "<!-- keys: end -->\n")
    let start = try #require(page.range(of: begin)).upperBound
    let stop = try #require(page.range(of: end)).lowerBound
    let reference = KeyReference(mappings: mappings).markdown
    #expect(page[start..<stop] == reference, "docs/\(name) is out of date; write it with SMTPCONF_ACCEPT=1")
    if ProcessInfo.processInfo.environment["SMTPCONF_ACCEPT"] == "1" {
      try Data((page[..<start] + reference + page[stop...]).utf8).write(to: file)
    }
  }

  @Test("Examples and defaults are YAML", arguments: pages)
  func yaml(name: String, mappings: [MappingSpec]) {
    for key in mappings.flatMap(\.keys) {
      for value in key.examples + (key.defaultValue.map { [$0] } ?? []) {
        let line = "\(key.name): \(value.yaml)\n"
        #expect(YAMLReading(SourceFile(name: name, text: line)).problems.isEmpty, "\(line)")
      }
    }
  }
}

/// A reference of the keys of some mappings, in Markdown.
private struct KeyReference {
  let mappings: [MappingSpec]

  /// A section for each mapping.
  var markdown: String { "\n" + mappings.map(section).joined(separator: "\n") + "\n" }

  private func section(_ mapping: MappingSpec) -> String {
    var notes: [String] = []
    if !mapping.requirements.isEmpty, mapping != .server {
      // A server needs its name for one delivery method only, as the description of the key says.
      notes.append("Required: \(Self.listed(mapping.requirements.map(Self.wording))).")
    }
    if mapping.allowsExtensions { notes.append("Keys that begin with `x-` are ignored.") }
    let summary = Self.wrapped(([mapping.summary] + notes).joined(separator: " "))
    return "### \(Self.title(of: mapping))\n\n\(summary)\n" + mapping.keys.map(item).joined()
  }

  private func item(_ key: KeySpec) -> String {
    var facts = [Self.description(of: key.type)]
    if let value = key.defaultValue { facts.append("the default is `\(value.yaml)`") }
    let examples = key.examples.map { "`\(key.name): \($0.yaml)`" }.joined(separator: ", ")
    let paragraphs = [
      key.summary + (mapping(in: key.type).map { " See [\(Self.title(of: $0))](#\(Self.anchor(of: $0)))." } ?? ""),
      examples.isEmpty ? nil : "\(key.examples.count == 1 ? "Example" : "Examples"): \(examples)",
    ]
    // Four columns make a paragraph part of the item for every reader of Markdown.
    let text = paragraphs.compactMap { $0 }.map { "\n\(Self.wrapped($0, indentedBy: 4))\n" }.joined()
    let head = Self.wrapped("- **`\(key.name)`**: \(facts.joined(separator: "; "))", indentedBy: 2).dropFirst(2)
    return "\n\(head)\n" + text
  }

  /// The type in words, with its limit.
  private static func description(of type: ValueType) -> String {
    switch (type, type.string?.limit) {
    case (.string, let limit?): "\(type.noun) of at most \(limit) characters"
    case (_, let limit?): "\(type.noun); a string has at most \(limit) characters"
    case (.list(let item), nil): "\(type.noun); each item is \(item.noun)"
    case (.wholeNumber(let minimum), nil): "\(type.noun), at least \(minimum)"
    default: type.noun
    }
  }

  /// Some of the keys that a mapping needs, and how many of them.
  private static func wording(_ requirement: MappingSpec.Requirement) -> String {
    guard requirement.keys.count > 1 else { return requirement.message }
    if requirement.message.hasPrefix("one of ") {
      return (requirement.isExclusive ? "exactly " : "at least ") + requirement.message
    }
    return requirement.isExclusive ? "either \(requirement.message)" : requirement.message
  }

  /// The mapping of the reference that a value is made of.
  private func mapping(in type: ValueType) -> MappingSpec? {
    switch type {
    case .mapping(let mapping), .entries(_, let mapping), .items(let mapping, _), .stringOrReference(_, let mapping):
      mapping
    default: nil
    }
  }

  private static func title(of mapping: MappingSpec) -> String { "Keys of \(mapping.noun)" }

  /// The anchor of a mapping's section, as GitHub and MkDocs name it.
  private static func anchor(of mapping: MappingSpec) -> String {
    title(of: mapping).lowercased().replacing("`", with: "").replacing(" ", with: "-")
  }

  private static func listed(_ texts: [String]) -> String {
    texts.count < 2 ? texts.joined() : texts.dropLast().joined(separator: ", ") + ", and " + texts[texts.count - 1]
  }

  /// The text in lines of at most 118 columns; neither code nor links are broken.
  private static func wrapped(_ text: String, indentedBy depth: Int = 0) -> String {
    let indentation = String(repeating: " ", count: depth)
    var lines: [String] = []
    var line = ""
    for match in text.matches(of: /(?:\[[^\]]*\]\([^)]*\)|`[^`]*`|[^ `])+/) {
      let word = match.output
      if line.isEmpty {
        line = indentation + word
      } else if line.count + 1 + word.count <= 118 {
        line += " " + word
      } else {
        lines.append(line)
        line = indentation + word
      }
    }
    return (lines + [line]).joined(separator: "\n")
  }
}
