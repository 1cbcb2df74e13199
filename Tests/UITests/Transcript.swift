import Foundation

/// A session at a shell, as in a manual: commands, their output, their exit status, and the files they use.
///
///     # What it is about
///     $ smtpconf check first.yaml
///     printed on standard output
///     2> printed on standard error
///     [exit 1]
///
///     -- first.yaml --
///     Set SMTPCONF_ACCEPT=1 to write the current output of the commands into the transcript, then read the diff.
///
/// Set SMTPCONF_ACCEPT=1 to write what the commands print now into the transcript, and read the difference.
struct Transcript {
  struct Step: Equatable {
    var comment: [String] = []
    var command = ""
    var output: [String] = []
  }

  var steps: [Step] = []
  var files: [(name: String, text: String)] = []

  init(_ text: String) {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    var comment: [String] = []
    for line in lines {
      if let name = Self.fileName(line) {
        files.append((name, ""))
      } else if !files.isEmpty {
        files[files.count - 1].text += line + "\n"
      } else if line.hasPrefix("$ ") {
        steps.append(Step(comment: comment, command: String(line.dropFirst(2))))
        comment = []
      } else if line.hasPrefix("# ") && (steps.isEmpty || steps[steps.count - 1].output.last == "") || steps.isEmpty {
        comment.append(line)
      } else {
        steps[steps.count - 1].output.append(line)
      }
    }
    for index in steps.indices {
      // The blank lines before the next command are not output of the last one.
      while steps[index].output.last == "" { steps[index].output.removeLast() }
    }
  }

  private static func fileName(_ line: String) -> String? {
    guard line.hasPrefix("-- "), line.hasSuffix(" --"), line.count > 6 else { return nil }
    return String(line.dropFirst(3).dropLast(3))
  }

  var text: String {
    let session = steps.map { step in
      (step.comment + ["$ " + step.command] + step.output).joined(separator: "\n")
    }
    let files = self.files.map { "-- \($0.name) --\n\($0.text)" }
    return session.joined(separator: "\n\n") + "\n" + (files.isEmpty ? "" : "\n" + files.joined())
  }

  /// Runs the commands and returns the transcript with their output: in a new folder, which contains the transcript's
  /// files, or in an existing one.
  func replayed(with program: URL, in given: URL? = nil) throws -> Transcript {
    let folder = FileManager.default.temporaryDirectory.appending(path: "smtpconf-\(UUID().uuidString)")
    let work = given ?? folder.appending(path: "work")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try FileManager.default.createDirectory(at: work, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createSymbolicLink(at: folder.appending(path: "smtpconf"), withDestinationURL: program)
    for (name, text) in files {
      let file = work.appending(path: name)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    var replayed = self
    for index in replayed.steps.indices {
      replayed.steps[index].output = try run(steps[index].command, in: work, programs: folder)
    }
    return replayed
  }

  private func run(_ command: String, in work: URL, programs: URL) throws -> [String] {
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/sh")
    shell.arguments = ["-c", command]
    shell.currentDirectoryURL = work
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    shell.environment = ["PATH": programs.path + ":" + path, "LC_ALL": "C.UTF-8", "HOME": work.path]
    let (output, errors) = (programs.appending(path: "out"), programs.appending(path: "err"))
    for file in [output, errors] { try Data().write(to: file) }
    shell.standardOutput = try FileHandle(forWritingTo: output)
    shell.standardError = try FileHandle(forWritingTo: errors)
    shell.standardInput = FileHandle.nullDevice
    try shell.run()
    shell.waitUntilExit()
    var lines = Self.lines(of: try Data(contentsOf: output))
    lines += Self.lines(of: try Data(contentsOf: errors)).map { $0.isEmpty ? "2>" : "2> " + $0 }
    switch (shell.terminationReason, shell.terminationStatus) {
    case (.exit, 0): break
    case (.exit, let status): lines.append("[exit \(status)]")
    case (_, let signal): lines.append("[signal \(signal)]")
    }
    while lines.last == "" { lines.removeLast() }
    return lines
  }

  private static func lines(of data: Data) -> [String] {
    var lines = String(decoding: data, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false).map(
      String.init)
    if lines.last == "" { lines.removeLast() }
    return lines
  }
}

/// Locations.
enum Place {
  /// The top folder of the repository.
  static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../..")
    .standardized

  /// Whether the program under test was given, as CI does for the release build.
  static var isReleaseBuild: Bool { ProcessInfo.processInfo.environment["SMTPCONF_BINARY"] != nil }

  /// The program under test: that of the same build, or the one that SMTPCONF_BINARY names.
  static var program: URL {
    if let path = ProcessInfo.processInfo.environment["SMTPCONF_BINARY"] {
      return URL(fileURLWithPath: path, relativeTo: repository).absoluteURL
    }
    // The test bundle is beside the programs of its build.
    let bundle = CommandLine.arguments.first { $0.contains(".xctest") } ?? Bundle.main.bundlePath
    return URL(fileURLWithPath: bundle).absoluteURL.deletingLastPathComponent().appending(path: "smtpconf")
  }

  static func files(in folder: String, endingIn suffix: String) -> [URL] {
    let folder = repository.appending(path: folder)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(suffix) }.sorted().map { folder.appending(path: $0) }
  }
}
