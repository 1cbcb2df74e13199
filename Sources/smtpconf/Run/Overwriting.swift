import Analysis
import FileStore
import Linting

extension CheckedConfiguration {
  /// Refuses to write over a file that the configuration consists of.
  ///
  /// - Throws: ``Failure`` with both names.
  func refuseOverwriting(_ output: FileName?) throws {
    guard let output, let key = FileKey(output), let name = name(of: key) else { return }
    throw Failure("-o `\(output)` would overwrite `\(name)`, which the configuration extends")
  }
}
