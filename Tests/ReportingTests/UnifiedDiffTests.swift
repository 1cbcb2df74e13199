import Diagnostics
import SourceText
import Testing

@testable import Reporting

@Suite struct `The unified diff` {
  /// The diff of a text after a word, or its nth occurrence, was replaced.
  private func diff(
    _ text: String, _ replacements: [(String, String)], secrets: [String] = [], colour: Bool = false
  ) -> String {
    let sample = Sample(text)
    var revised = RevisedText(sample.source.bytes)
    revised.apply(replacements.map { (sample.source.bytes(of: sample.span($0.0)), $0.1) })
    let report = FileReport(source: sample.source, diagnostics: [], secrets: secrets.map { sample.span($0) })
    return UnifiedDiff(revised, of: report).text(colour: colour)
  }

  @Test func `of no change is empty`() {
    #expect(diff("a\n", []) == "")
    #expect(diff("a\n", [("a", "a")]) == "")
  }

  @Test func `shows a changed line with three lines around it`() {
    #expect(
      diff("1\n2\n3\n4\nold\n6\n7\n8\n9\n", [("old", "new")]) == """
        --- a.yaml
        +++ a.yaml
        @@ -2,7 +2,7 @@
         2
         3
         4
        -old
        +new
         6
         7
         8

        """)
  }

  @Test func `joins changes that are near, and separates others`() {
    let lines = (1...20).map { "l\($0);" }.joined(separator: "\n") + "\n"
    let headers = { (text: String) in text.split(separator: "\n").filter { $0.hasPrefix("@@") } }
    #expect(headers(diff(lines, [("l2;", "x"), ("l9;", "y")])) == ["@@ -1,12 +1,12 @@"])
    #expect(headers(diff(lines, [("l2;", "x"), ("l10;", "y")])) == ["@@ -1,5 +1,5 @@", "@@ -7,7 +7,7 @@"])
    #expect(headers(diff(lines, [("l2;\n", ""), ("l15;", "y\nz")])) == ["@@ -1,5 +1,4 @@", "@@ -12,7 +11,8 @@"])
  }

  @Test func `removes whole lines, including the last and the only one`() {
    #expect(diff("a\nb\n", [("b\n", "")]).hasSuffix("@@ -1,2 +1 @@\n a\n-b\n"))
    #expect(diff("a\n", [("a\n", "")]).hasSuffix("@@ -1 +0,0 @@\n-a\n"))
  }

  @Test func `marks a last line without a line end`() {
    #expect(
      diff("a\nb", [("b", "c")]).hasSuffix("-b\n\\ No newline at end of file\n+c\n\\ No newline at end of file\n"))
    #expect(diff("a\nb", [("a", "c")]).hasSuffix("-a\n+c\n b\n\\ No newline at end of file\n"))
  }

  @Test func `keeps the line ends of Windows and a byte order mark`() {
    #expect(diff("\u{FEFF}a\r\nb\r\n", [("a", "c")]).hasSuffix("-\u{FEFF}a\r\n+\u{FEFF}c\r\n b\r\n"))
  }

  @Test func `masks secrets in lines that change`() {
    let text = diff("old: hunter3\n", [("old", "new")], secrets: ["hunter3"])
    #expect(text.hasSuffix("@@ -1 +1 @@\n-old: ****\n+new: ****\n"))
  }

  @Test func `shows no context line with a secret, and separates changes there`() {
    let text = diff(
      "a\np: hunter2\nb\nold: 1\nc\nd\nq: hunter3\nold\ne\n", [("old", "new"), ("e\n", "f\n")],
      secrets: ["hunter2", "hunter3"])
    #expect(
      text == """
        --- a.yaml
        +++ a.yaml
        @@ -3,3 +3,3 @@
         b
        -old: 1
        +new: 1
         c
        @@ -9 +9 @@
        -e
        +f

        """)
  }

  @Test func `has no context line with a command for a CI server`() {
    for line in ["# ##vso[task.x]y", "::error::z", "   ::z", "# ##[group]z"] {
      let text = diff("1\n\(line)\n3\nold\n5\n6\n7\n", [("old", "new")])
      #expect(text == "--- a.yaml\n+++ a.yaml\n@@ -3,3 +3,3 @@\n 3\n-old\n+new\n 5\n")
    }
  }

  @Test func `escapes commands in lines that change, and cannot be applied then`() {
    #expect(diff("old ##vso[x]\n", [("old", "new")]).hasSuffix("-old #\\u{23}vso[x]\n+new #\\u{23}vso[x]\n"))
  }

  @Test func `escapes characters that could control a terminal`() {
    #expect(diff("\u{1B}[2J \tx\n", [("x", "\u{202E}y")]).hasSuffix("-\\u{1B}[2J \tx\n+\\u{1B}[2J \t\\u{202E}y\n"))
  }

  @Test func `is the same text with colour`() {
    let text = diff("a\nold\n", [("old", "new")], colour: true)
    #expect(text.contains("\u{1B}[31m-old\u{1B}[0m\n"))
    #expect(text.contains("\u{1B}[32m+new\u{1B}[0m\n"))
    #expect(text.replacing(/\u{1B}\[[0-9;]*m/, with: "") == diff("a\nold\n", [("old", "new")]))
  }
}
