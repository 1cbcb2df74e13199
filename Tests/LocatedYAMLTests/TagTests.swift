import SourceText
import Testing

@testable import LocatedYAML

@Suite("Tags")
struct TagTests {
  @Test(
    "A valid core tag is not a problem, and determines the value",
    arguments: [
      ("!!str 25", CoreValue.string), ("!!int 25", .integer(25)), ("!!int 0o17", .integer(15)), ("!!float 1.5", .float),
      ("!!bool true", .boolean(true)), ("!!null ~", .null), ("!!null", .null), ("!!null ''", .null), ("! 25", .string),
      ("! true", .string), ("!<tag:yaml.org,2002:int> 25", .integer(25)), ("!!bool 'true'", .boolean(true)),
    ])
  func fitting(source: String, value: CoreValue) throws {
    let reading = read("a: \(source)")
    #expect(reading.problems.isEmpty)
    #expect(reading.tree.value(of: try reading.value()) == value)
  }

  @Test("An integer may be tagged as a float")
  func integerAsFloat() {
    #expect(read("a: !!float 25").problems.isEmpty)
  }

  @Test(
    "A core tag that does not fit is reported, and its node is faulty",
    arguments: [
      ("!!int x", CoreTag.integer), ("!!int 1.5", .integer), ("!!int", .integer), ("!!float x", .float),
      ("!!bool yes", .boolean),
      ("!!bool 1", .boolean), ("!!bool", .boolean), ("!!null x", .null), ("!!map x", .mapping), ("!!seq x", .sequence),
      ("!!str [x]", .string), ("!!str {x: y}", .string), ("!!map [x]", .mapping), ("!!seq {x: y}", .sequence),
      ("!!int [1]", .integer), ("!!null {}", .null),
    ])
  func misfit(source: String, tag: CoreTag) throws {
    let reading = read("a: \(source)")
    let value = try #require(reading.tree.root.flatMap { Array(reading.tree.children(of: $0)).last })
    #expect(reading.problems == [.misfitTag(tag, node: value)])
    #expect(reading.tree.isFaulty(value))
    #expect(reading.tree.isComplete)
  }

  @Test(
    "Collections may have their own tags, and a lone `!`",
    arguments: ["!!seq [x]", "!!map {x: y}", "! [x]", "! {x: y}"])
  func collections(source: String) {
    #expect(read("a: \(source)").problems.isEmpty)
  }

  @Test(
    "Any other tag is unknown, reported with its span, and the rest is read nevertheless",
    arguments: [
      "!mine", "!!merge", "!!timestamp", "!!binary", "!!set", "!!omap", "!<tag:example.com,2024:x>", "!<!local>",
      "!!Str",
      "!!strs", "!vault",
    ])
  func unknown(tag: String) throws {
    let expected = MarkedText("a: ‹\(tag)› b\nc: d\n")
    let reading = read(expected.text)
    let root = try #require(reading.tree.root)
    let nodes = Array(reading.tree.children(of: root))
    #expect(reading.problems == [.unknownTag(text: tag, span: expected.spans[0], node: nodes[1])])
    #expect(reading.tree.isFaulty(nodes[1]))
    #expect(nodes.count == 4 && reading.tree.isComplete)
  }

  @Test("Each wrong tag of a document is reported, including those of keys and items")
  func several() {
    let expected = MarkedText("‹!a› k: [‹!b› x, y, &z ‹!c› z]\nl: ‹!d› {}\n")
    #expect(read(expected.text).problemSpans == expected.spans)
  }

  @Test("A handle is resolved with its %TAG directive")
  func handles() throws {
    let core = read("%TAG !y! tag:yaml.org,2002:\n---\na: !y!int 25\n")
    #expect(core.problems.isEmpty)
    #expect(core.tree.value(of: try core.value()) == .integer(25))
    let other = MarkedText("%TAG !e! tag:example.com,2024:\n---\na: ‹!e!x› 25\n")
    #expect(read(other.text).problemSpans == other.spans)
    // The second handle is redefined: what looks like a core shorthand is not one.
    let redefined = MarkedText("%TAG !! tag:example.com,2024:\n---\na: ‹!!str› 25\n")
    #expect(read(redefined.text).problemSpans == redefined.spans)
  }

  @Test("A handle that no directive declares is not YAML")
  func undeclaredHandle() {
    let expected = MarkedText("a: ‹!›x!y 25\n")
    let reading = read(expected.text)
    guard case .syntax(let problem)? = reading.problems.first else {
      Issue.record("\(reading.problems)")
      return
    }
    #expect(problem.kind == .other("found undefined tag handle"))
    #expect(problem.span == expected.spans[0])
  }

  @Test(
    "Each tag is written as users write it",
    arguments: [
      (CoreTag.none, ""), (.nonSpecific, "!"), (.string, "!!str"), (.integer, "!!int"), (.float, "!!float"),
      (.boolean, "!!bool"), (.null, "!!null"), (.sequence, "!!seq"), (.mapping, "!!map"),
    ])
  func shorthand(tag: CoreTag, text: String) {
    #expect(tag.shorthand == text)
  }
}
