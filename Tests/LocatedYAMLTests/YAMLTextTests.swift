import LocatedYAML
import SourceText
import TestSupport
import Testing

@Suite struct `Text that is written as YAML` {
  @Test(arguments: [
    ("smtp.example.com:587", "smtp.example.com:587"), ("/run/secrets/x", "/run/secrets/x"), ("", #""""#),
    ("no", #""no""#), ("0123", #""0123""#), ("a: b", #""a: b""#), ("a:", #""a:""#), ("it's", #""it's""#),
    ("\"\\", #""\"\\""#), ("\t", #""\u0009""#), ("\u{202E}", #""\u202E""#), ("\u{FFFE}", #""\uFFFE""#),
    ("#", ##""#""##),
    ("##vso[x]", ##""#\u0023vso[x]""##), ("###[", ##""#\u0023\u0023[""##), ("📮ü", #""📮ü""#),
  ]) func `is plain if it can be, or in quotes`(text: String, scalar: String) {
    #expect(YAMLText.scalar(text) == scalar)
  }

  @Test(arguments: 0..<500) func `is read as it was, and gives no command to a CI server`(seed: Int) {
    var random = SeededGenerator(seed: seed)
    let parts =
      "aZ0 .:-#&*!|>%@`'\"\\{}[],?~=\t\n\r\0\u{7F}\u{85}\u{A0}\u{2028}\u{202E}\u{FEFF}\u{FFFF}ü📮".unicodeScalars
      .map { String($0) } + ["##vso[", "##[", "::", "true", "null", "yes", "0x1"]
    let text = (0..<Int.random(in: 0...8, using: &random)).compactMap { _ in parts.randomElement(using: &random) }
      .joined()
    let yaml = "key: \(YAMLText.scalar(text))  \(YAMLText.comment(text))\n\(YAMLText.scalar("k" + text)): x\n"
    let reading = YAMLReading(SourceFile(name: "written.yaml", text: yaml))
    #expect(reading.problems.isEmpty, "\(yaml)")
    let scalars = reading.tree.allNodes.filter { reading.tree.shape(of: $0) == .scalar }.map(reading.tree.text)
    #expect(scalars.map { Array($0.utf8) } == ["key", text, "k" + text, "x"].map { Array($0.utf8) })
    #expect(yaml.withoutCommands == yaml)
  }
}
