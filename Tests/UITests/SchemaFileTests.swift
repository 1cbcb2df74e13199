import Foundation
import Testing

/// The schemas of files that people write are made from the table of keys, and kept in `schemas` for editors and readers.
/// Set SMTPCONF_ACCEPT=1 to write them anew.
@Suite("Schema files")
struct SchemaFileTests {
  @Test(
    "Each is what the program prints",
    arguments: [("config", "smtpconf.schema.json"), ("tests", "routing-tests.schema.json")])
  func isUpToDate(subject: String, name: String) throws {
    let result = try SampleTests.run(["schema", subject])
    #expect(result.status == 0)
    let file = Place.repository.appending(path: "schemas/\(name)")
    let current = try String(contentsOf: file, encoding: .utf8)
    #expect(current == result.output, "schemas/\(name) is not what smtpconf prints; write it with SMTPCONF_ACCEPT=1")
    if ProcessInfo.processInfo.environment["SMTPCONF_ACCEPT"] == "1" { try Data(result.output.utf8).write(to: file) }
  }
}
