import Language
import RoutingTesting

/// What kind of file a name stands for.
enum FileKind: Sendable {
  case configuration
  case test

  /// The kind of a file with this path or name: as for `smtpconf check`, everything that is not a test is a configuration.
  init(_ path: [UInt8]) {
    let isTest = [".test.yaml", ".test.yml"].contains { path.suffix($0.utf8.count).elementsEqual($0.utf8) }
    self = isTest ? .test : .configuration
  }

  /// The top level of such a file.
  var specification: MappingSpec {
    switch self {
    case .configuration: .root
    case .test: .testFile
    }
  }

  /// The configuration that a test file tests if it names none.
  static let usualConfiguration = RoutingTestSuite.usualConfiguration
}
