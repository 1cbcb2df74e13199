import Language

/// Makes a JSON Schema from the keys of a language.
///
/// It uses only keywords that editors based on draft-07 also understand.
struct SchemaBuilder {
  /// The names of the definitions, by mapping.
  let names: [(mapping: MappingSpec, name: String)]

  /// What a mapping's schema contains besides its keys.
  var additions: [String: [(key: String, value: JSONSchema)]] = [:]

  private func name(of mapping: MappingSpec) -> String { names.first { $0.mapping == mapping }?.name ?? "" }

  // MARK: Mappings

  /// The definitions of all mappings.
  var definitions: [(key: String, value: JSONSchema)] {
    names.map { ($0.name, definition(of: $0.mapping, as: $0.name)) }
  }

  private func definition(of mapping: MappingSpec, as name: String) -> JSONSchema {
    let title = mapping.noun.hasPrefix("a ") ? mapping.noun.dropFirst(2).description : mapping.noun
    return JSONSchema.members([
      "title": .string(title.prefix(1).uppercased() + title.dropFirst()),
      "description": .string(mapping.summary),
      // A mapping without required keys can be left empty.
      "type": mapping.requirements.isEmpty || name == "server" ? ["object", "null"] : "object",
    ]).adding(keywords(of: mapping, requiring: name == "server" ? [] : nil)).adding(additions[name] ?? [])
  }

  /// The keywords for the keys of a mapping.
  ///
  /// - Parameters:
  ///   - mapping: The mapping.
  ///   - requirements: What is required, if only some cases need what the mapping usually requires: additions have that.
  /// - Returns: The keywords.
  func keywords(
    of mapping: MappingSpec, requiring requirements: [MappingSpec.Requirement]? = nil
  ) -> [(key: String, value: JSONSchema)] {
    let requirements = requirements ?? mapping.requirements
    var keywords: [(key: String, value: JSONSchema)] = []
    let required = requirements.filter { $0.keys.count == 1 }.flatMap(\.keys).map(\.name)
    if !required.isEmpty { keywords.append(("required", .strings(required))) }
    for requirement in requirements where requirement.keys.count > 1 {
      keywords.append((requirement.isExclusive ? "oneOf" : "anyOf", .array(requirement.keys.map(Self.with))))
    }
    keywords.append(("properties", .object(mapping.keys.map { ($0.name, property($0, of: mapping)) })))
    if mapping.allowsExtensions { keywords.append(("patternProperties", Self.extensions)) }
    keywords.append(("additionalProperties", false))
    return keywords
  }

  /// The schema of a mapping that has a key.
  static func with(_ key: KeySpec) -> JSONSchema {
    JSONSchema.members([
      "title": .string("With `\(key.name)`"), "description": .string("The key `\(key.name)` is there."),
      "required": .strings([key.name]),
    ])
  }

  private static let extensions: JSONSchema = [
    "^x-": [
      "title": "Anything",
      "description": "Ignored by smtpconf: a place for notes, and for anchors that are used below.",
    ]
  ]

  // MARK: Values

  private func property(_ key: KeySpec, of mapping: MappingSpec) -> JSONSchema {
    JSONSchema.members(["title": .string(key.title), "description": .string(key.summary)])
      .adding(keywords(of: key.type, in: mapping))
      .adding(key.defaultValue.map { [("default", JSONSchema.literal($0))] } ?? [])
      .adding(key.examples.isEmpty ? [] : [("examples", .literal(.list(key.examples)))])
  }

  private func keywords(of type: ValueType, in owner: MappingSpec) -> [(key: String, value: JSONSchema)] {
    switch type {
    case .version: [("type", "integer"), ("const", .integer(languageVersion))]
    case .wholeNumber(let minimum): [("type", "integer"), ("minimum", .integer(minimum))]
    case .boolean: [("type", "boolean")]
    case .flag: [("type", "boolean"), ("const", true)]
    case .word(let words): [("type", "string"), ("enum", .strings(words))]
    case .string(let string): keywords(of: string)
    case .serverOrNull: [("type", ["string", "null"])] + keywords(of: .id)
    case .list(let item): [("type", ["array", "null"]), ("items", .object(keywords(of: item)))]
    case .oneOrMore(let item):
      [
        (
          "anyOf",
          [
            .object(keywords(of: item)), .members(["type": "array", "items": .object(keywords(of: item))]),
            ["type": "null"],
          ]
        )
      ]
    case .paths(let item, let most):
      [
        (
          "anyOf",
          [
            .object(keywords(of: item)),
            .members([
              "type": "array", "minItems": 1, "maxItems": .integer(most), "items": .object(keywords(of: item)),
            ]),
          ]
        )
      ]
    case .keyNames:
      [
        ("type", ["array", "null"]),
        ("items", ["enum": .strings(owner.keys.filter { !$0.isForLayers }.map(\.name))]),
      ]
    case .stringOrReference(let string, let mapping):
      [("oneOf", [.reference(name(of: mapping)), .object(keywords(of: string))])]
    case .mapping(let mapping): [("allOf", [.reference(name(of: mapping))])]
    case .items(let mapping, _): [("type", ["array", "null"]), ("items", .reference(name(of: mapping)))]
    case .entries(let kind, let mapping): entries(kind, mapping)
    case .mergeable, .key: []
    }
  }

  private func entries(_ kind: EntryKind, _ mapping: MappingSpec) -> [(key: String, value: JSONSchema)] {
    let (names, every) = kind == .server ? ("serverNames", "everyServer") : ("siteNames", "everySite")
    return [
      ("type", ["object", "null"]), ("propertyNames", .reference(names)),
      ("properties", ["*": .reference(every)]), ("additionalProperties", .reference(name(of: mapping))),
    ]
  }

  private func keywords(of string: StringType) -> [(key: String, value: JSONSchema)] {
    [("type", "string"), ("minLength", 1)] + (string.limit.map { [("maxLength", .integer($0))] } ?? [])
      + (string.form.map(keywords) ?? [])
  }

  private func keywords(of form: StringType.Form) -> [(key: String, value: JSONSchema)] {
    [("pattern", .string(form.pattern)), ("patternErrorMessage", .string(form.message))]
  }
}
