import Testing

@testable import SourceText

@Suite("Commands that a CI server would execute")
struct ServerCommandsTests {
  @Test(
    "are escaped at the second sign, or at the first colon",
    arguments: [
      ("##vso[task.setvariable]x", "#\\u{23}vso[task.setvariable]x"), ("a ##[error]b", "a #\\u{23}[error]b"),
      ("##teamcity[x 'y']", "#\\u{23}teamcity[x 'y']"), ("##VsO[##TEAMCITY[", "#\\u{23}VsO[#\\u{23}TEAMCITY["),
      ("###[", "##\\u{23}["), ("##vso##[", "##vso#\\u{23}["), ("a\n##[\n", "a\n#\\u{23}[\n"),
      ("::error::x", "\\u{3A}:error::x"), (" \t::x", " \t\\u{3A}:x"), ("a\n  ::x\n::y", "a\n  \\u{3A}:x\n\\u{3A}:y"),
      ("a\r::x", "a\r\\u{3A}:x"), ("a\r\n::x", "a\r\n\\u{3A}:x"), (":::x", "\\u{3A}::x"),
      ("\u{A0}\u{2003}\u{3000}::x", "\u{A0}\u{2003}\u{3000}\\u{3A}:x"),
      ("\u{FEFF}\u{200D}\u{AD}::x", "\u{FEFF}\u{200D}\u{AD}\\u{3A}:x"),
      ("\u{1B}[1;31m::x", "\u{1B}[1;31m\\u{3A}:x"), ("\r\u{1B}[K ::x", "\r\u{1B}[K \\u{3A}:x"),
      ("ä##[ö", "ä#\\u{23}[ö"), ("::##[", "\\u{3A}:#\\u{23}["),
    ])
  func escaped(text: String, expected: String) {
    #expect(text.withoutCommands == expected)
    #expect(expected.withoutCommands == expected)
  }

  @Test(
    "Everything else is unchanged",
    arguments: [
      "", "#", "##", "## [", "#[", "##vs[", "##vsoo[", "##teamcit[", "##vso", "##v\u{301}so[", "#\u{200D}#vso[", "a::b",
      "a ::b", ": :b", ":", "x\n:", "-::", "│ ::", "\u{1B}", "\u{1B}[", "\u{1B}[31",
    ])
  func untouched(text: String) {
    #expect(text.withoutCommands == text)
  }

  @Test("A part of a line is not checked for commands at its beginning")
  func parts() {
    #expect("::a ##[".withoutBracketCommands == "::a #\\u{23}[")
    #expect("::a ##[\u{7}".escapedForDisplay() == "::a #\\u{23}[\\u{7}")
    #expect("::a ##[\u{7}".escapedControls() == "::a ##[\\u{7}")
  }

  @Test("A command is found wherever it begins", arguments: 0..<40)
  func places(offset: Int) {
    for filler in ["x", "#", ":"] {
      let text = "x" + String(repeating: filler + "x", count: offset) + "\n"
      #expect((text + "::").withoutCommands == text + "\\u{3A}:")
      #expect((text + "##[").withoutCommands == text + "#\\u{23}[")
      #expect((text + "##vso[" + text).withoutCommands == text + "#\\u{23}vso[" + text)
    }
  }

  @Test("A long line of commands takes time in proportion to its length")
  func isLinear() {
    for piece in [":", "#", "::", "##[", "\u{A0}", "\n::"] {
      let text = String(repeating: piece, count: 200_000)
      #expect(text.withoutCommands.utf8.count >= text.utf8.count)
    }
  }
}
