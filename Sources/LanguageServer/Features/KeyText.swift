import Language

/// The documentation of a key.
struct KeyText {
  private let key: KeySpec

  /// The documentation of a key.
  init(_ key: KeySpec) {
    self.key = key
  }

  /// What it means, what its value is, its default, and examples, as Markdown.
  var markdown: String {
    var paragraphs = [key.summary, "Value: \(key.type.noun)"]
    if let value = key.defaultValue { paragraphs[1] += "; `\(value.yaml)` by default" }
    paragraphs[1] += "."
    let examples = key.examples.map { "`\(key.name): \($0.yaml)`" }
    if !examples.isEmpty { paragraphs.append("For example " + examples.joined(separator: " or ")) }
    return paragraphs.joined(separator: "\n\n")
  }
}
