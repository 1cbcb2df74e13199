import Language
import RoutingTesting

/// The JSON Schemas of the files that people write, made from the keys of their languages.
package enum Schemas {
  /// The JSON Schema of a configuration, line end included.
  package static var configuration: String {
    var builder = SchemaBuilder(names: [
      (.server, "server"), (.global, "global"), (.site, "site"), (.reference, "reference"),
    ])
    builder.additions["server"] = [("allOf", serverConditions)]
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
      root: .root, builder, definitions: [("id", id), ("siteName", siteName)])
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
      root: .testFile, builder, definitions: [])
  }

  private static func document(
    _ id: String, _ title: String, _ description: String, comment: String, root: MappingSpec, _ builder: SchemaBuilder,
    definitions: [(key: String, value: JSONSchema)]
  ) -> String {
    let head: JSONSchema = [
      "$schema": "https://json-schema.org/draft/2020-12/schema", "$id": .string(id), "title": .string(title),
      "description": .string(description), "$comment": .string(comment), "type": "object",
    ]
    return head.adding(builder.keywords(of: root))
      .adding([("$defs", .object(definitions + builder.definitions))]).text
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
