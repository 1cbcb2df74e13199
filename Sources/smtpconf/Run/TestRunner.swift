import Analysis
import ArgumentParser
import Diagnostics
import FileStore
import Reporting
import Routing
import RoutingTesting
import SourceText
import SystemPackage

/// Tests routings against test files; each routing is read once, however many files test it.
final class TestRunner {
  private let routing: RoutingOptions
  private let configuration: FileName?
  /// The files that the routings consist of.
  private let workspace: Workspace
  private var entries: [TestRunReport.Entry] = []
  private var unread: [RunReport.FailedFile] = []
  private var routings: [FileIdentity?: Result<Router, any Error>] = [:]
  private var coverages: [(identity: FileIdentity?, name: String, coverage: Coverage)] = []

  /// A runner without results.
  ///
  /// - Parameters:
  ///   - routing: Reads the routings.
  ///   - configuration: The routing to test; nil for those that the files name.
  /// - Throws: What reading the options throws.
  init(routing: RoutingOptions, configuration: FileName?) throws {
    workspace = Workspace(try routing.checkOptions())
    self.routing = routing
    self.configuration = configuration
  }

  /// The results of all files.
  func report(showsCoverage: Bool) -> TestRunReport {
    TestRunReport(
      entries, unread: unread,
      routings: coverages.map { TestRunReport.CoveredRouting(name: $0.name, coverage: $0.coverage) },
      showsCoverage: showsCoverage)
  }

  /// Runs the tests of one file.
  func run(_ file: FileName) {
    let test: RoutingTestFile
    do {
      test = RoutingTestFile(try Inputs.read(file, stdinName: Arguments.shown(routing.stdinFilename)))
    } catch {
      return fail(file, error)
    }
    // The routing of a file that is not YAML is unknown.
    guard test.isReadable || configuration != nil else {
      entries.append(.untested(test.report, .isBroken, reason: "the file is not valid YAML"))
      return
    }
    let path = configuration ?? Self.path(of: test.suite.configurationName, beside: file)
    let isSecret = configuration == nil && test.suite.isConfigurationSecret
    let name =
      isSecret
      ? FileReport.mask
      : path == Inputs.standardInput ? Arguments.shown(routing.stdinFilename) : path.withoutDetours.text
    do {
      let tested = test.tested(with: try router(at: path), configuration: name)
      entries.append(.tested(tested))
      add(tested.coverage, of: path, name: name)
    } catch {
      // Errors of a configuration were written already, unless it could not even be read.
      let isBroken = (error as? ExitCode) == ExitStatus.findings.code
      let problem = isSecret ? "cannot read `\(name)`" : "\(error)"
      let reason =
        isBroken ? "the configuration `\(name)` has errors" : "\(problem); `configuration` names the file to test"
      entries.append(.untested(test.report, isBroken ? .isBroken : .isUnread, reason: reason))
    }
  }

  /// Records a file that could not be read.
  func fail(_ name: FileName, _ error: any Error) {
    unread.append(RunReport.FailedFile(name: name.text, reason: "\(error)"))
  }

  private func router(at path: FileName) throws -> Router {
    let key = Inputs.identity(of: path)
    let result = routings[key] ?? Result { try routing.router(of: path, in: workspace) }
    routings[key] = result
    return try result.get()
  }

  private func add(_ coverage: Coverage, of path: FileName, name: String) {
    let key = Inputs.identity(of: path)
    if let place = coverages.firstIndex(where: { $0.identity == key }) {
      coverages[place].coverage = coverages[place].coverage.joined(with: coverage)
    } else {
      coverages.append((key, name, coverage))
    }
  }

  /// The path of a file that another one names, relative to the current folder.
  private static func path(of name: String, beside file: FileName) -> FileName {
    file == Inputs.standardInput ? FileName(name) : file.sibling(FileName(name))
  }
}
