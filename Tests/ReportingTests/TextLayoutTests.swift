import Diagnostics
import SourceText
import Testing

@testable import Reporting

@Suite struct `Layout of a finding` {
  /// The example of the specification: lines 12 and 14 of a longer file.
  private static let archive: FileReport = {
    let head = String(repeating: "# a comment\n", count: 11)
    let sample = Sample(
      head + "    deliveryMethod: PickupDirectory\n    pickupDirectory: /var/mail/out\n    username: mailer\n",
      name: "samples/bad.yaml")
    let diagnostic = Diagnostic(
      rule: "credentials-need-network", severity: .error,
      message: "`username` is for deliveryMethod Network only", span: sample.span("username"), caption: "remove it",
      labels: [Label(sample.span("PickupDirectory"), "this server drops mail into a folder")],
      help: "servers.archive — credentials belong to the SMTP server that empties the folder")
    return FileReport(source: sample.source, diagnostics: [diagnostic])
  }()

  @Test func `is that of the specification if the terminal is wide enough`() {
    #expect(
      plain(Self.archive, width: 100) == """
        error[credentials-need-network]: `username` is for deliveryMethod Network only
          ┌─ samples/bad.yaml:14:5
        12 │     deliveryMethod: PickupDirectory
           │                     --------------- this server drops mail into a folder
        14 │     username: mailer
           │     ^^^^^^^^ remove it
           = help: servers.archive — credentials belong to the SMTP server that empties the folder

        """)
  }

  @Test func `wraps help at 80 columns and indents it after its heading`() {
    #expect(
      plain(Self.archive).hasSuffix(
        """
           = help: servers.archive — credentials belong to the SMTP server that empties
                   the folder

        """))
  }

  @Test func `wraps a long message and keeps backquoted words together`() {
    let sample = Sample("version: 1.0\n")
    let message = "`version` says which form the file has, and the only form there is has the number `1 and no other`"
    #expect(
      plain(sample.report(sample.span("1.0"), message: message)) == """
        error[rule]: `version` says which form the file has, and the only form there is
            has the number `1 and no other`
         ┌─ a.yaml:1:10
        1 │ version: 1.0
          │          ^^^

        """)
  }

  @Test func `wraps a caption beside its underline`() {
    let sample = Sample("version: 1.0\n")
    let caption = "this is the place where one would write the number of the format, which is 1 and nothing else"
    #expect(
      snippet(sample.report(sample.span("1.0"), caption)) == """
        1 │ version: 1.0
          │          ^^^ this is the place where one would write the number of the
          │              format, which is 1 and nothing else

        """)
  }

  @Test func `puts a caption that has no room at the right below its underline`() {
    let sample = Sample("key: \(String(repeating: "x", count: 60)) here\n")
    #expect(
      snippet(sample.report(sample.span("here"), "something is to be said of this place")) == """
        1 │ key: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx here
          │                                                                   ^^^^
          │                                        something is to be said of this place

        """)
  }

  @Test func `keeps the line ends of help and omits an empty caption`() {
    let sample = Sample("a: 1\n")
    #expect(
      snippet(sample.report(sample.span("1"), help: "first\nsecond\n\nfourth")) == """
        1 │ a: 1
          │    ^
          = help: first
                  second

                  fourth

        """)
  }

  @Test func `separates findings by an empty line and counts those left out`() {
    let sample = Sample("a: 1\n")
    let finding = sample.report(sample.span("a")).diagnostics[0]
    let report = FileReport(source: sample.source, diagnostics: [finding, finding], omitted: 12)
    #expect(
      plain(report) == """
        error[rule]: message
         ┌─ a.yaml:1:1
        1 │ a: 1
          │ ^

        error[rule]: message
         ┌─ a.yaml:1:1
        1 │ a: 1
          │ ^

        … and 12 further findings are not shown (--max-findings 0 shows all)

        """)
  }

  @Test func `uses the singular for one finding left out`() {
    let report = FileReport(source: Sample("").source, diagnostics: [], omitted: 1)
    #expect(plain(report) == "… and 1 further finding is not shown (--max-findings 0 shows all)\n")
  }

  @Test func `is empty if there are no findings`() {
    #expect(TextRenderer(style: TextStyle(colour: true)).render([]) == "")
    #expect(plain(FileReport(source: Sample("a: 1").source, diagnostics: [])) == "")
  }

  @Test(arguments: [(Severity.error, "error"), (.warning, "warning"), (.info, "info")])
  func `begins with the severity`(severity: Severity, word: String) {
    let sample = Sample("a: 1\n")
    var finding = sample.report(sample.span("a")).diagnostics[0]
    finding.severity = severity
    #expect(plain(FileReport(source: sample.source, diagnostics: [finding])).hasPrefix("\(word)[rule]: message\n"))
  }

  @Test func `shortens a long file name at its beginning`() {
    let sample = Sample("a: 1\n", name: String(repeating: "folder/", count: 10) + "smtp.yaml")
    let rows = plain(sample.report(sample.span("1")), width: 40).split(separator: "\n")
    #expect(rows[1] == " ┌─ …/folder/folder/folder/smtp.yaml:1:4")
  }

  @Test func `escapes control characters of names and messages`() {
    let sample = Sample("a: 1\n", name: "a\u{1B}[2J\n.yaml")
    let label = Label(sample.span("a"), "label\u{202E}")
    let fix = Fix(.safe, "fix\u{0}", [])
    let report = sample.report(
      sample.span("1"), "caption\t", message: "mess\u{7}age", labels: [label], help: "help\r", fixes: [fix])
    #expect(
      plain(report) == """
        error[rule]: mess\\u{7}age
         ┌─ a\\u{1B}[2J\\u{A}.yaml:1:4
        1 │ a: 1
          │    ^ caption\\u{9}
          │ - label\\u{202E}
          = help: help\\u{D}
          = fix: fix\\u{0}

        """)
  }
}

@Suite struct `Source lines` {
  @Test func `are in the order of the file, with a mark if more than one is left out`() {
    let sample = Sample("a: 1\nb: 2\nc: 3\nd: 4\ne: 5\nf: 6\n")
    let labels = [Label(sample.span("f"), "last"), Label(sample.span("a"), "first")]
    #expect(
      snippet(sample.report(sample.span("c"), "here", labels: labels)) == """
        1 │ a: 1
          │ - first
        3 │ c: 3
          │ ^ here
          ⋮
        6 │ f: 6
          │ - last

        """)
  }

  @Test func `align their numbers at the right`() {
    let sample = Sample(String(repeating: "#\n", count: 8) + "a: 1\nb: 2\n")
    #expect(
      snippet(sample.report(sample.span("b"), "two", labels: [Label(sample.span("a"), "one")])) == """
         9 │ a: 1
           │ - one
        10 │ b: 2
           │ ^ two

        """)
  }

  @Test func `have several marks side by side if they fit, otherwise below each other`() {
    let sample = Sample("shop: { servers: [a, b], servers: [c], x: 1 }\n")
    let labels = [
      Label(sample.span("servers"), "first given here"), Label(sample.span("shop"), "in this scope"),
      Label(sample.span("a, b"), "used"), Label(sample.span("x"), "x"),
    ]
    #expect(
      snippet(sample.report(sample.span("servers", 2), "remove one", labels: labels)) == """
        1 │ shop: { servers: [a, b], servers: [c], x: 1 }
          │ ---- in this scope       ^^^^^^^ remove one
          │         ------- first given here       - x
          │                   ---- used

        """)
  }

  @Test func `show marks of the same place below each other`() {
    let sample = Sample("a: 1\n")
    #expect(
      snippet(sample.report(sample.span("a"), "here", labels: [Label(sample.span("a"), "and here")])) == """
        1 │ a: 1
          │ ^ here
          │ - and here

        """)
  }

  @Test func `show where a span of several lines ends, without blank lines at its end`() {
    let sample = Sample("a:\n  b: 1\n  c: 2\n\nd: 1\n")
    #expect(
      snippet(sample.report(SourceSpan(5, 18), "a mapping")) == """
        2 │   b: 1
          │   ^^^^ a mapping … to line 3

        """)
  }

  @Test func `show one caret for an empty span, after the text at the end of a line`() {
    let sample = Sample("a: 1\nb: 2\n")
    #expect(snippet(sample.report(SourceSpan(0, 0), "x")) == "1 │ a: 1\n  │ ^ x\n")
    #expect(snippet(sample.report(SourceSpan(4, 4), "x")) == "1 │ a: 1\n  │     ^ x\n")
    #expect(snippet(sample.report(SourceSpan(4, 5), "x")) == "1 │ a: 1\n  │     ^ x\n")
  }

  @Test func `show a caret at the end of the file`() {
    #expect(snippet(Sample("a: 1").report(SourceSpan(4, 4), "x")) == "1 │ a: 1\n  │     ^ x\n")
    #expect(snippet(Sample("a: 1\n").report(SourceSpan(5, 5), "x")) == "2 │\n  │ ^ x\n")
  }

  @Test func `show a caret in an empty file`() {
    #expect(snippet(Sample("").report(SourceSpan(0, 0), "nothing here")) == "1 │\n  │ ^ nothing here\n")
    #expect(snippet(Sample("\u{FEFF}").report(SourceSpan(0, 3), "nothing here")) == "1 │\n  │ ^ nothing here\n")
  }

  @Test(arguments: [SourceSpan(-7, -3), SourceSpan(99, 99), SourceSpan(2, 1 << 60), SourceSpan(-1, .max)])
  func `survive spans beyond the file`(span: SourceSpan) {
    #expect(snippet(Sample("a: 1").report(span, "x", labels: [Label(span, "y")])).contains("a: 1"))
  }

  @Test(arguments: ["\r\n", "\r", "\n"])
  func `are shown without their line ends`(lineEnd: String) {
    let sample = Sample(["a: 1", "b: 2", ""].joined(separator: lineEnd))
    let report = sample.report(sample.span("2"), "here", labels: [Label(sample.span("1"), "there")])
    #expect(snippet(report) == "1 │ a: 1\n  │    - there\n2 │ b: 2\n  │    ^ here\n")
  }

  @Test func `are shown without a byte order mark`() {
    let sample = Sample("\u{FEFF}a: 1\n")
    #expect(plain(sample.report(sample.span("1"))).hasSuffix(" ┌─ a.yaml:1:4\n1 │ a: 1\n  │    ^\n"))
  }
}
