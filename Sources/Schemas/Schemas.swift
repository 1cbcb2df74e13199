import Language
import RoutingTesting

/// The JSON Schemas of the files that people write, made from the keys of their languages.
package enum Schemas {
  /// The JSON Schema of a configuration, line end included.
  package static var configuration: String {
    let builder = SchemaBuilder(names: [
      (.server, "server"), (.everyServer, "everyServer"), (.global, "global"), (.site, "site"),
      (.everySite, "everySite"), (.removal, "removal"), (.reference, "reference"),
    ])
    return document(
      "smtpconf.schema.json", "smtpconf configuration",
      MappingSpec.root.summary
        + " `smtpconf check` finds what a schema cannot express, such as servers that are not declared, sites without a "
        + "server or folders that do not exist.",
      comment: """
        Made from the table of keys, with keywords that editors based on draft-07 also understand: if/then instead of \
        dependentRequired. smtpconf is stricter in two points: it does not accept 1.0 as an integer, and it counts lengths \
        in UTF-16 code units, as the database of Kentico Xperience does.
        """,
      root: .root, builder, additions: kinds,
      definitions: [
        ("id", id), ("siteName", siteName), ("serverNames", names("id", of: "servers")),
        ("siteNames", names("siteName", of: "sites")),
      ])
  }

  /// The JSON Schema of a routing test file, line end included.
  package static var routingTests: String {
    let builder = SchemaBuilder(names: [(.test, "test"), (.expectation, "expectation"), (.invariant, "invariant")])
    return document(
      "routing-tests.schema.json", "smtpconf routing tests",
      MappingSpec.testFile.summary
        + " `smtpconf test FILE` runs them. It also finds what a schema cannot express, such as names of sites and servers "
        + "that do not exist.",
      comment: "Made from the table of keys, with keywords that editors based on draft-07 also understand.",
      root: .testFile, builder, additions: nil, definitions: [])
  }

  private static func document(
    _ id: String, _ title: String, _ description: String, comment: String, root: MappingSpec, _ builder: SchemaBuilder,
    additions: [(key: String, value: JSONSchema)]?, definitions: [(key: String, value: JSONSchema)]
  ) -> String {
    let head: JSONSchema = [
      "$schema": "https://json-schema.org/draft/2020-12/schema", "$id": .string(id), "title": .string(title),
      "description": .string(description), "$comment": .string(comment), "type": "object",
    ]
    // What other keywords require is not required here.
    return head.adding(builder.keywords(of: root, requiring: additions == nil ? nil : [.version]))
      .adding(additions ?? [])
      .adding([("$defs", .object(definitions + builder.definitions))]).text
  }

  // MARK: Kinds of files

  /// What a configuration of its own needs, and what only files with `extends` or `partial` have.
  private static let kinds: [(key: String, value: JSONSchema)] = [
    (
      "anyOf",
      [
        [
          "title": "A configuration of its own", "description": "`servers`, and `global` or `sites`, are there.",
          "required": ["servers"],
          "anyOf": [SchemaBuilder.with(RootKey.global.spec), SchemaBuilder.with(RootKey.sites.spec)],
        ],
        SchemaBuilder.with(RootKey.extends.spec), SchemaBuilder.with(RootKey.partial.spec),
      ]
    ),
    (
      "if",
      [
        "anyOf": [
          ["required": ["extends"]], ["required": ["partial"], "properties": ["partial": ["const": true]]],
        ]
      ]
    ),
    (
      "else",
      [
        "required": ["servers"],
        "properties": [
          "remove": false,
          "servers": [
            "type": "object", "minProperties": 1, "propertyNames": .reference("id"),
            "additionalProperties": ["type": "object", "properties": ["remove": false], "allOf": serverConditions],
          ],
          "global": ["properties": ["remove": false]],
          "sites": [
            "propertyNames": .reference("siteName"), "additionalProperties": ["properties": ["remove": false]],
          ],
        ],
        "anyOf": [SchemaBuilder.with(RootKey.global.spec), SchemaBuilder.with(RootKey.sites.spec)],
      ]
    ),
  ]

  /// The names in a mapping, with the one that stands for all of them.
  private static func names(_ definition: String, of key: String) -> JSONSchema {
    [
      "title": "A name, or all", "description": .string("`\"*\"` is every one of the \(key) of the extended files."),
      "anyOf": [.reference(definition), ["const": "*"]],
    ]
  }

  // MARK: Ids

  private static let id: JSONSchema = [
    "title": "Id",
    "description": """
    1 to 100 letters (A to Z), digits, dots, underscores and hyphens, starting with a letter or a digit. Ids must differ \
    by more than case.
    """,
    "type": "string", "pattern": .string(StringType.Form.id.pattern),
    "patternErrorMessage": .string(StringType.Form.id.message), "examples": ["primary", "bulk-2"],
  ]

  private static let siteName: JSONSchema = [
    "title": "Site name",
    "description": """
    The site's name in Kentico Xperience, where case makes no difference. `global` is not a site: it has its own key at \
    the top level.
    """,
    "allOf": [
      .reference("id"),
      [
        "title": "Not reserved", "description": "`global` is reserved, in upper and lower case.",
        "not": ["pattern": "^[Gg][Ll][Oo][Bb][Aa][Ll]$"],
        "errorMessage": "No site can be called `global`: use the key `global` at the top level.",
      ],
    ], "examples": ["corporate", "shop"],
  ]

  // MARK: Servers

  /// What the delivery method requires and excludes, as in the rules about delivery.
  private static let serverConditions: JSONSchema = [
    [
      "title": "Network", "description": "A server that is reached over the network has a name and no folder.",
      "if": ["properties": ["deliveryMethod": ["const": "Network"]]],
      "then": ["required": ["serverName"], "properties": ["pickupDirectory": false]],
    ],
    [
      "title": "Both pickup methods",
      "description": "A folder needs no login: no user name, no password, no SSL.",
      "if": [
        "properties": ["deliveryMethod": ["enum": ["PickupDirectory", "PickupDirectoryFromIIS"]]],
        "required": ["deliveryMethod"],
      ], "then": ["properties": ["username": false, "password": false, "useSSL": ["const": false]]],
    ],
    [
      "title": "PickupDirectory", "description": "The folder must be named.",
      "if": ["properties": ["deliveryMethod": ["const": "PickupDirectory"]], "required": ["deliveryMethod"]],
      "then": ["required": ["pickupDirectory"]],
    ],
    [
      "title": "PickupDirectoryFromIIS", "description": "The folder is defined in IIS, not here.",
      "if": ["properties": ["deliveryMethod": ["const": "PickupDirectoryFromIIS"]], "required": ["deliveryMethod"]],
      "then": ["properties": ["pickupDirectory": false]],
    ],
    [
      "title": "No password without a user name",
      "description": "Kentico Xperience ignores a password that has no user name, and sends without logging in.",
      "if": ["required": ["password"]], "then": ["required": ["username"]],
    ],
  ]
}
