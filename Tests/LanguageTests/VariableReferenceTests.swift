import Testing

@testable import Language

@Suite("Variables that nothing expands")
struct VariableReferenceTests {
  private func whole(_ text: String) -> VariableReference? {
    Array(text.utf8).withUnsafeBufferPointer { VariableReference(whole: $0) }
  }

  private func first(_ text: String) -> VariableReference? {
    Array(text.utf8).withUnsafeBufferPointer { VariableReference.first(in: $0) }
  }

  @Test(
    "A complete string is a variable in each tool's syntax",
    arguments: [
      ("${A_1}", VariableReference.Syntax.compose, "A_1"), ("$A", .shell, "A"), ("$(A.b)", .azurePipelines, nil),
      ("$(A)", .azurePipelines, "A"), ("${{ A }}", .githubActions, "A"), ("${{secrets.A}}", .githubActions, nil),
      ("#{A}", .octopus, "A"), ("#{A}#", .replaceTokens, "A"), ("{{ A }}", .jinja, "A"), ("{{a|b}}", .jinja, nil),
      ("%A%", .windows, "A"), ("__A__", .replaceTokens, "A"), ("__A_B__", .replaceTokens, "A_B"),
      ("${A:-b c}", .compose, nil), ("${A?is missing}", .compose, nil), ("_____", .replaceTokens, "_"),
    ] as [(String, VariableReference.Syntax, String?)])
  func syntaxes(text: String, syntax: VariableReference.Syntax, name: String?) throws {
    for variable in [whole(text), first(text)] {
      let variable = try #require(variable)
      #expect(variable.syntax == syntax)
      #expect(variable.name == name)
    }
  }

  @Test(
    "Other strings are not",
    arguments: [
      "", "$", "$$", "$1", "${", "${}", "${1}", "${A", "${A b}", "$(", "$()", "$(A b)", "#A", "#{}", "{{}}", "{{  }}",
      "{A}",
      "%", "%%", "%A", "% A%", "100%", "__", "____", "__1__", "__A_", "A", "a$A", "hunter2", "\u{e4}", "$\u{e4}",
    ])
  func others(text: String) {
    #expect(whole(text) == nil)
    #expect(first(text) == nil)
  }

  @Test(
    "Inside a string, all but two forms count",
    arguments: [
      ("smtp.${A}.example", true), ("a$(A)", true), ("a${{ b }}c", true), ("a#{A}c", true), ("a{{ b }}", true),
      ("a%A%b", true), ("mail$drop", false), ("C$", false), ("a__B__c", false), ("a$A", false), ("${A}${B}", true),
    ])
  func inside(text: String, isOne: Bool) {
    #expect(whole(text) == nil)
    #expect((first(text) != nil) == isOne)
  }
}
