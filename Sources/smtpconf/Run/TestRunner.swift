import ArgumentParser
import Diagnostics
import Expectations
import FileStore
import Reporting
import Routing
import SourceText
import SystemPackage

/// Holds routings against files of expectations, each routing read once however many files test it.
final class TestRunner {
  private let routing: RoutingOptions
  private let configuration: String?
  private var entries: [TestRunReport.Entry] = []
  private var failed: [RunReport.FailedFile] = []
  private var routings: [FilePath: Result<Router, any Error>] = [:]
  private var coverages: [(path: FilePath, name: String, coverage: Coverage)] = []

  /// A runner without results yet.
  ///
  /// - Parameters:
  ///   - routing: How routings are read.
  ///   - configuration: The routing to test; nil for those that the files name.
  init(routing: RoutingOptions, configuration: String?) {
    self.routing = routing
    self.configuration = configuration
  }

  /// What came of all files.
  func report(showsCoverage: Bool) -> TestRunReport {
    TestRunReport(
      entries, failed: failed,
      routings: coverages.map { TestRunReport.CoveredRouting(name: $0.name, coverage: $0.coverage) },
      showsCoverage: showsCoverage)
  }

  /// Tests what one file expects.
  func run(_ file: String) {
    let test: TestFile
    do {
      test = TestFile(try Inputs.read(file, stdinName: routing.stdinFilename))
    } catch {
      failed.append(RunReport.FailedFile(name: file, reason: "\(error)"))
      return
    }
    // Of a file that is no YAML nobody knows which routing it means.
    guard test.isReadable || configuration != nil else {
      entries.append(.untested(test.report, reason: "the file is not valid YAML"))
      return
    }
    let path = configuration ?? Self.path(of: test.expectations.configurationName, beside: file)
    // Shown without the detours of `..`, but opened with them: behind a link to a folder they matter.
    let name = path == Inputs.standardInput ? routing.stdinFilename : FilePath(path).lexicallyNormalized().string
    do {
      let tested = test.tested(with: try router(at: path), configuration: name)
      entries.append(.tested(tested))
      add(tested.coverage, of: path, name: name)
    } catch {
      // What is wrong with a configuration has been written, unless it could not even be read.
      let isBroken = (error as? ExitCode) == ExitStatus.findings.code
      let reason =
        isBroken ? "the configuration `\(name)` has errors" : "\(error); `configuration` names the file to test"
      entries.append(.untested(test.report, reason: reason))
      if !isBroken {
        failed.append(RunReport.FailedFile(name: file, reason: "`\(test.report.source.name)`: \(reason)"))
      }
    }
  }

  private func router(at path: String) throws -> Router {
    let key = Terminal.absolutePath(of: path)
    let result = routings[key] ?? Result { try routing.router(of: path) }
    routings[key] = result
    return try result.get()
  }

  private func add(_ coverage: Coverage, of path: String, name: String) {
    let key = Terminal.absolutePath(of: path)
    if let place = coverages.firstIndex(where: { $0.path == key }) {
      coverages[place].coverage = coverages[place].coverage.joined(with: coverage)
    } else {
      coverages.append((key, name, coverage))
    }
  }

  /// The path of a file that is named in another, from here.
  private static func path(of name: String, beside file: String) -> String {
    guard file != Inputs.standardInput else { return name }
    return FilePath(file).removingLastComponent().pushing(FilePath(name)).string
  }
}
