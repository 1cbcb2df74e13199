import ArgumentParser
import FileStore
import Reporting
import SystemPackage

/// An output format of a command.
///
/// The first one is for people, and is the default.
protocol ReportFormat: CaseIterable, Equatable, RawRepresentable<String>, Sendable {}

extension ReportFormat {
  /// The names of all formats for help texts: `text (the default), json or junit`.
  static var listedNames: String {
    let names = allCases.map(\.rawValue)
    let first = names.prefix(1).map { "\($0) (the default)" }
    return (first + names.dropFirst().dropLast()).joined(separator: ", ") + " or \(names.last ?? "")"
  }
}

extension DiagnosticFormat: ReportFormat {}

/// A requested report: `KIND`, which goes to the console, or `KIND=FILE`.
struct ReportTarget<Kind: Sendable>: Sendable {
  let kind: Kind
  /// The file; nil for the console.
  let file: FileName?
}

// A constraint here, not on the type: its metadata would need a slow search for the conformance among thousands.
extension ReportTarget where Kind: ReportFormat {
  /// Reads the value of `--format`.
  ///
  /// - Throws: `ValidationError` with the possible values.
  init(argument: String) throws {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let names = Kind.allCases.map(\.rawValue)
    guard let kind = Kind(rawValue: parts[0]) else {
      throw ValidationError(UnknownName("format", parts[0], among: names).hint)
    }
    if parts.count == 2, parts[1].isEmpty { throw ValidationError("missing file name after `=`") }
    self.init(
      kind: kind, file: parts.dropFirst().map { FileName(argumentText: $0) }.first { $0 != Inputs.standardInput })
  }
}

/// All requested reports of a run: at most one for the console, any number for files.
struct ReportTargets<Kind: ReportFormat> {
  private let targets: [ReportTarget<Kind>]

  init(_ targets: [ReportTarget<Kind>]) {
    self.targets = targets
  }

  /// The format for the console; nil if none was given.
  var consoleKind: Kind? { targets.first { $0.file == nil }?.kind }

  /// Refuses two reports for the same destination.
  ///
  /// - Throws: `ValidationError` with the destination.
  func validate() throws {
    if targets.count(where: { $0.file == nil }) > 1 {
      throw ValidationError("only one format can go to the console; give the others a file, as in --format junit=FILE")
    }
    let files = targets.compactMap(\.file)
    if let twice = files.first(where: { file in files.count(where: { Self.isSame($0, file) }) > 1 }) {
      throw ValidationError("two reports would be written to `\(twice)`; give one a different file")
    }
  }

  /// Refuses to overwrite any of these files with a report.
  ///
  /// - Throws: ``Failure`` with the name of the file.
  func refuseOverwriting(_ files: some Sequence<FileName>) throws {
    for target in targets.compactMap(\.file) {
      if let file = files.first(where: { Self.isSame($0, target) }) {
        throw Failure("--format would overwrite `\(file)` with a report")
      }
    }
  }

  /// Writes the requested reports to files.
  ///
  /// - Throws: `FileStoreError` for a file that cannot be written.
  func writeFiles(_ render: (Kind) throws -> String) throws {
    for target in targets {
      guard let file = target.file else { continue }
      let text = try render(target.kind)
      try AtomicFile(file).write { sink in try Array(text.utf8).withUnsafeBytes { try sink($0) } }
    }
  }

  /// Whether two names lead to the same file, which need not exist yet; a device can receive several reports.
  private static func isSame(_ left: FileName, _ right: FileName) -> Bool {
    guard let left = Inputs.identity(of: left), let right = Inputs.identity(of: right) else { return false }
    return left == right && !left.isStream
  }
}
