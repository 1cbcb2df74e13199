import Testing

@testable import LocatedYAML

@Suite("The core schema: the type of a plain scalar")
struct CoreSchemaTests {
  private func value(_ text: String) -> CoreValue {
    Array(text.utf8).withUnsafeBufferPointer { CoreValue(plain: $0) }
  }

  @Test("null", arguments: ["", "~", "null", "Null", "NULL"])
  func null(text: String) { #expect(value(text) == .null) }

  @Test("true", arguments: ["true", "True", "TRUE"])
  func isTrue(text: String) { #expect(value(text) == .boolean(true)) }

  @Test("false", arguments: ["false", "False", "FALSE"])
  func isFalse(text: String) { #expect(value(text) == .boolean(false)) }

  @Test(
    "Integers: decimal, octal after 0o, hexadecimal after 0x; a leading zero means nothing",
    arguments: [
      ("0", 0), ("1", 1), ("01", 1), ("017", 17), ("+1", 1), ("-1", -1), ("-0", 0), ("0o17", 15), ("0o0", 0),
      ("0xF", 15),
      ("0xff", 255), ("0xFF", 255), ("0x0", 0), ("08", 8), ("-010", -10), ("9223372036854775807", Int.max),
      ("00000000000000000000000000001", 1),
    ])
  func integers(text: String, number: Int) { #expect(value(text) == .integer(number)) }

  @Test(
    "Integers too large for 64 bits are integers nevertheless",
    arguments: ["9223372036854775808", "-99999999999999999999", "0xFFFFFFFFFFFFFFFFFF", "0o7777777777777777777777777"])
  func hugeIntegers(text: String) { #expect(value(text) == .integer(nil)) }

  @Test(
    "Floats",
    arguments: [
      "1.0", "1.", ".5", "-.5", "+1.5", "1e3", "1E3", "1e+3", "1.5e-3", "-1e3", "0.", "00.5", ".inf", ".Inf", ".INF",
      "-.inf", "+.INF", ".nan", ".NaN", ".NAN", "1.e3",
    ])
  func floats(text: String) { #expect(value(text) == .float) }

  @Test(
    "Everything else is a string, including the words and numbers of YAML 1.1",
    arguments: [
      "yes", "Yes", "YES", "no", "on", "off", "y", "n", "Y", "N", "tRUE", "TrUe", "fALSE", "nULL", "nUll", "Nul",
      "nulls",
      "truee", "~~", "none", "nil", "1:30", "190:20:30", "1_000", "0b101", "0o18", "0o", "0x", "0xG", "0O17", "0XFF",
      "-0o17",
      "+0xF", "1e", "1e+", "e3", ".", "..", "-", "+", "--1", "+-1", "1-", "1.2.3", "10.0.0.1", "1,5", "+.nan", "-.NaN",
      ".iNf",
      "inf", "nan", "NaN", "2024-01-01", "1 2", "１", "٣", "½", "true ", " true", "-.", "+.", "-.e1", "<<", "=",
    ])
  func strings(text: String) { #expect(value(text) == .string) }

  @Test(
    "Quotes, blocks and string tags make a string of anything",
    arguments: [
      "'true'", "\"1\"", "'~'", "''", "|-\n  true", ">-\n  1", "!!str true", "!!str 1", "!!str ~", "!!str", "! true",
      "! 1",
    ])
  func madeStrings(source: String) throws {
    let reading = read("a: \(source)")
    #expect(reading.problems.isEmpty)
    #expect(reading.tree.value(of: try reading.value()) == .string)
  }

  @Test("With a tag, a quoted scalar is read as if it were plain")
  func tagOverQuotes() throws {
    let reading = read("a: !!int \"12\"")
    #expect(reading.problems.isEmpty)
    #expect(reading.tree.value(of: try reading.value()) == .integer(12))
  }
}
