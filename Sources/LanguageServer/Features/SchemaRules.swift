/// The rules whose findings a YAML language server reports as well, if it uses the JSON Schema of the language.
enum SchemaRules {
  /// Their ids.
  static let ids: Set<String> = [
    "yaml-syntax", "duplicate-key", "unknown-key", "missing-key", "wrong-type", "invalid-value", "value-too-long",
    "invalid-id", "server-name-invalid", "server-name-scheme", "server-name-whitespace", "port-invalid",
    "port-out-of-range", "ipv6-unbracketed", "sender-domain-invalid", "pickup-directory-relative",
  ]
}
