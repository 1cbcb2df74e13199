import Foundation
import Testing

/// The program as users see it at a shell.
@Suite("Transcripts")
struct TranscriptTests {
  @Test(
    "The program's output is that of the transcript",
    arguments: Place.files(in: "Tests/UITests/Transcripts", endingIn: ".txt"))
  func transcript(file: URL) throws {
    let expected = Transcript(try String(contentsOf: file, encoding: .utf8))
    #expect(!expected.steps.isEmpty)
    let actual = try expected.replayed(with: Place.program)
    if ProcessInfo.processInfo.environment["SMTPCONF_ACCEPT"] == "1" {
      try Data(actual.text.utf8).write(to: file)
    }
    for (was, now) in zip(expected.steps, actual.steps) {
      #expect(now.output.joined(separator: "\n") == was.output.joined(separator: "\n"), "$ \(was.command)")
    }
  }

  @Test("There are transcripts")
  func presence() {
    #expect(Place.files(in: "Tests/UITests/Transcripts", endingIn: ".txt").count > 5)
  }
}
