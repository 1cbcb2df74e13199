import Diagnostics
import Language
import LocatedYAML
import Rules
import SourceText
import Testing

@testable import Linting

/// A finding may be in any of the files that a configuration is made of; the last one is checked.
@Suite struct `Findings in two files` {
  /// The files as they are checked together.
  private struct Files {
    let map: SourceMap
    let files: [LintedFile]
    let collector: DiagnosticCollector

    var first: LintedFile { files[0] }
    var second: LintedFile { files[1] }

    /// The findings as `rule file:line`, in the order reported.
    var findings: [String] {
      let report = collector.report()
      return report.diagnostics.map { finding in
        let file = report.sources.file(at: finding.span)
        return "\(finding.rule) \(file.name):\(LineIndex(file).line(at: file.bytes(of: finding.span).start))"
      }
    }

    init(_ first: String, _ second: String, _ options: CheckOptions = CheckOptions()) {
      var map = SourceMap(SourceFile(name: "first", text: first))
      map.add(name: "second", bytes: Array(second.utf8))
      self.map = map
      let reading = YAMLReading(map.files[0])
      files = [reading, YAMLReading(map.files[1], firstNode: reading.tree.endOfNodes)].map {
        LintedFile($0, suppressing: RuleCatalog.rules)
      }
      var options = options
      options.today = CalendarDay(daysSince1970: 20_000)
      collector = DiagnosticCollector(files, options)
    }

    /// The value of a key at the top level.
    func value(of key: String, in file: LintedFile) throws -> NodeUse {
      let tree = file.tree
      let children = Array(tree.children(of: try #require(tree.root)))
      let place = try #require(children.indices.first { $0 % 2 == 0 && tree.text(of: children[$0]) == key })
      let value = children[place + 1]
      return tree.shape(of: value) == .alias ? NodeUse(tree.resolve(value), use: value) : NodeUse(value)
    }

    /// Reports a finding at the value of a key, as a rule that checks the second file does.
    func report(_ id: RuleID, at key: String, in file: LintedFile, fixes: [Fix] = []) throws {
      let rule = try #require(RuleCatalog.rules.rule(id))
      collector.context(rule, in: second).report(at: try value(of: key, in: file), "message", fixes: fixes)
    }
  }

  private static let comment = "# smtpconf: allow plaintext-password -- lab"

  @Test(arguments: [
    (comment, "", ["plaintext-password second:2"]), ("", comment, ["plaintext-password first:2"]),
    (comment, comment, []),
  ]) func `are suppressed only by comments of their own file`(first: String, second: String, left: [String]) throws {
    let files = Files("\(first)\nkey: a\n", "\(second)\nkey: b\n")
    try files.report("plaintext-password", at: "key", in: files.first)
    try files.report("plaintext-password", at: "key", in: files.second)
    #expect(files.findings == left)
  }

  @Test func `use only the comments of their own file`() throws {
    let files = Files("\(Self.comment)\nkey: a\n", "\(Self.comment)\nkey: b\n")
    try files.report("plaintext-password", at: "key", in: files.first)
    #expect(files.findings == [])
    let uses = files.collector.findings.suppressionUses
    #expect(files.first.suppressions.unused(uses[0]).isEmpty)
    #expect(files.second.suppressions.unused(uses[1]).map(\.rule.id) == ["plaintext-password"])
    #expect(files.second.suppressions.unused(uses[1]).map(\.comment.start) == [0])
  }

  @Test func `have a label at an expired comment of their own file`() throws {
    let comment = "# smtpconf: allow plaintext-password until 2020-01-01 -- lab"
    let files = Files("\(comment)\nkey: a\n", "\n\(comment)\nkey: b\n")
    try files.report("plaintext-password", at: "key", in: files.second)
    try files.report("plaintext-password", at: "key", in: files.first)
    let labels = files.collector.report().diagnostics.flatMap(\.labels)
    #expect(labels.map(\.message) == ["suppressed until 2020-01-01", "suppressed until 2020-01-01"])
    #expect(labels.map { files.map.file(at: $0.span).name } == ["first", "second"])
    #expect(labels.map { files.map.file(at: $0.span).text(of: $0.span) } == [comment, comment])
  }

  @Test func `are in the order of the files, and of the text in each`() throws {
    let files = Files("\n\n\n\na: 1\nb: 2\n", "a: 1\nb: 2\n")
    for (key, file) in [("b", 1), ("a", 1), ("b", 0), ("a", 0)] {
      try files.report("port-invalid", at: key, in: files.files[file])
    }
    #expect(
      files.findings == [
        "port-invalid first:5", "port-invalid first:6", "port-invalid second:1", "port-invalid second:2",
      ])
  }

  @Test func `are kept in that order if there are too many, errors first`() throws {
    var options = CheckOptions()
    options.findingLimit = 2
    let files = Files("a: 1\nb: 2\n", "a: 1\nb: 2\n", options)
    try files.report("port-invalid", at: "b", in: files.second)
    try files.report("not-an-smtp-port", at: "a", in: files.second)
    try files.report("not-an-smtp-port", at: "b", in: files.first)
    try files.report("not-an-smtp-port", at: "a", in: files.first)
    #expect(files.findings == ["not-an-smtp-port first:1", "port-invalid second:2"])
    #expect(files.collector.report().omitted == 2)
  }

  @Test func `hide the secrets of both`() throws {
    let files = Files("password: hunter2\n", "key: a\npassword: hunter3\n")
    #expect(files.collector.report().secrets == [], "nothing is shown")
    try files.report("port-invalid", at: "key", in: files.second)
    let secrets = files.collector.report().secrets
    #expect(secrets.map { files.map.file(at: $0).text(of: $0) } == ["hunter2", "hunter3"])
    #expect(secrets.map { files.map.file(at: $0).name } == ["first", "second"])
    #expect(secrets == secrets.sorted())
  }

  @Test func `do not quote a secret of the other file`() throws {
    let files = Files("password: hunter2\nkey: value\n", "a: 1\n")
    let context = files.collector.context(try #require(RuleCatalog.rules.all.first), in: files.second)
    #expect(context.shown(try files.value(of: "password", in: files.first)) == "****")
    #expect(context.shown(try files.value(of: "key", in: files.first)) == "value")
    #expect(context.shown(try files.value(of: "a", in: files.second)) == "1")
  }

  @Test func `have the path of their own document`() throws {
    let files = Files("one: { two: 2 }\nx: 1\n", "a: 1\nlonger-text-than-in-the-first: 2\n")
    try files.report("port-invalid", at: "x", in: files.first)
    try files.report("port-invalid", at: "longer-text-than-in-the-first", in: files.second)
    let rule = try #require(RuleCatalog.rules.rule("port-invalid"))
    // At places that are not nodes as well.
    files.collector.context(rule, in: files.second).report(at: ByteSpan(0, 0), "a place in the second file")
    files.collector.context(rule, in: files.first).report(at: ByteSpan(7, 7), "a place in the first file")
    #expect(
      files.collector.report().diagnostics.map(\.path.description) == [
        "one.two", "x", "a", "longer-text-than-in-the-first",
      ])
  }

  @Test func `have a label at the first alias, in its file`() throws {
    let files = Files("a: &a 1\nb: *a\nc: *a\n", "\n\n\na: &a 1\nb: *a\nc: *a\nd: *a\n")
    for (keys, file) in [(["b", "c"], files.first), (["d", "c", "b"], files.second)] {
      for key in keys { try files.report("port-invalid", at: key, in: file) }
    }
    #expect(files.findings == ["port-invalid first:1", "port-invalid second:4"])
    let labels = files.collector.report().diagnostics.map(\.labels)
    #expect(labels.map(\.count) == [1, 1])
    #expect(
      labels.joined().map(\.message) == ["used here, and in 1 other place", "used here, and in 2 other places"])
    #expect(labels.joined().map { files.map.file(at: $0.span).name } == ["first", "second"])
    #expect(
      labels.joined().map { label in
        let file = files.map.file(at: label.span)
        return LineIndex(file).line(at: file.bytes(of: label.span).start)
      } == [2, 5])
  }

  @Test func `are counted together, and belong to the report of the second`() throws {
    let files = Files("a: 1\n", "a: 1\nb: 2\n")
    try files.report("port-invalid", at: "a", in: files.first)
    try files.report("plaintext-password", at: "b", in: files.second)
    let report = files.collector.report()
    #expect(report.source.name == "second")
    #expect(report.sources.files.map(\.name) == ["first", "second"])
    #expect(report.ruleCounts == ["port-invalid": 1, "plaintext-password": 1])
    #expect(report.counts.total == 2)
  }
}
