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

  /// Whether the name of a file says that it belongs to smtpconf.
  static func isNamed(_ path: [UInt8]) -> Bool {
    let name = FilePaths.name(of: path)
    if ["smtpconf.yaml", "smtpconf.yml"].contains(where: { name.elementsEqual($0.utf8) }) { return true }
    return [".smtp.yaml", ".smtp.yml", ".test.yaml", ".test.yml"].contains { ending in
      name.suffix(ending.utf8.count).elementsEqual(ending.utf8)
    }
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
