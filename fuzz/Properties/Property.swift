/// What must hold for every input whatsoever: the fuzzer tries it with millions, the tests with the worst that are known.
package struct Property: Sendable, CustomStringConvertible {
  /// The name by which the fuzzer's command line and the folders of its finds know it.
  package let name: String

  /// Whether the inputs are configurations, so that every sample is a seed.
  package let takesConfigurations: Bool

  private let body: @Sendable ([UInt8]) throws -> Void

  init(_ name: String, takesConfigurations: Bool = true, _ body: @escaping @Sendable ([UInt8]) throws -> Void) {
    self.name = name
    self.takesConfigurations = takesConfigurations
    self.body = body
  }

  /// Tries an input.
  ///
  /// - Throws: ``BrokenProperty`` where something does not hold.
  package func hold(for input: [UInt8]) throws { try body(input) }

  /// All of them.
  package static let all: [Property] = [.read, .check, .build, .fix, .serverName, .expectations, .table]

  /// The name, as it stands in the account of a test.
  package var description: String { name }
}

/// Something that should hold for every input, and does not for one.
package struct BrokenProperty: Error, CustomStringConvertible {
  /// What does not hold.
  package let description: String
}

/// Something that must hold.
func require(_ condition: Bool, _ description: @autoclosure () -> String) throws {
  if !condition { throw BrokenProperty(description: description()) }
}
