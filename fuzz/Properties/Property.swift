/// What must hold for every input: the fuzzer tests it with millions of inputs, the tests with the worst known ones.
package struct Property: Sendable, CustomStringConvertible {
  /// The name used on the fuzzer's command line and for the folders of its finds.
  package let name: String

  /// Whether the inputs are configurations, so that every sample is a seed.
  package let takesConfigurations: Bool

  private let body: @Sendable ([UInt8]) throws -> Void

  init(_ name: String, takesConfigurations: Bool = true, _ body: @escaping @Sendable ([UInt8]) throws -> Void) {
    self.name = name
    self.takesConfigurations = takesConfigurations
    self.body = body
  }

  /// Tests an input.
  ///
  /// - Throws: ``BrokenProperty`` if something does not hold.
  package func hold(for input: [UInt8]) throws { try body(input) }

  /// All properties.
  package static let all: [Property] = [
    .read, .check, .build, .fix, .shortcuts, .layers, .serverName, .expectations, .table, .smtp, .imports, .lsp,
  ]

  /// The name, as shown by a test.
  package var description: String { name }
}

/// A property that does not hold for an input.
package struct BrokenProperty: Error, CustomStringConvertible {
  /// What does not hold.
  package let description: String
}

/// Requires a condition to hold.
func require(_ condition: Bool, _ description: @autoclosure () -> String) throws {
  if !condition { throw BrokenProperty(description: description()) }
}
