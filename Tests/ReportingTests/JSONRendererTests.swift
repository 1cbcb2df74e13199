import Diagnostics
import SourceText
import Testing

@testable import Reporting

@Suite struct `The JSON document` {
  private let renderer = JSONRenderer()

  @Test func `of no reports is valid`() throws {
    #expect(try renderer.render([]) == "{\"diagnostics\":[],\"formatVersion\":1}\n")
  }

  @Test func `has all members, positions in lines, columns and bytes`() throws {
    let sample = Sample("\u{FEFF}ä: 1\nb: 2\n", name: "dir/a.yaml")
    var finding = sample.report(
      sample.span("1"), "caption", message: "mess\u{7}age", labels: [Label(sample.span("b"), "la\u{202E}bel")],
      help: "one\ntwo", fixes: [Fix(.unsafe, "repair", [TextEdit(sample.span("2"), "\u{7}/")])]
    ).diagnostics[0]
    finding.path = YAMLPath().key("sites").key("a.b").index(0)
    let one = #"{"column":4,"line":1,"offset":7}"#
    let afterIt = #"{"column":5,"line":1,"offset":8}"#
    let edit =
      #"{"end":{"column":5,"line":2,"offset":13},"start":{"column":4,"line":2,"offset":12},"text":"\u0007/"}"#
    let label =
      #"{"end":{"column":2,"line":2,"offset":10},"message":"la\\u{202E}bel","#
      + #""start":{"column":1,"line":2,"offset":9}}"#
    let expected =
      #"{"diagnostics":[{"end":\#(afterIt),"file":"dir/a.yaml","fixes":[{"applicability":"unsafe","edits":[\#(edit)],"message":"repair"}],"#
      + #""help":"one\ntwo","labels":[\#(label)],"message":"mess\\u{7}age","path":"sites[\"a.b\"][0]","#
      + #""rule":"rule","severity":"error","start":\#(one)}],"formatVersion":1}"#
    #expect(try renderer.render([FileReport(source: sample.source, diagnostics: [finding])]) == expected + "\n")
  }

  @Test func `has empty lists and null for missing parts, and the caption if there is no help`() throws {
    let sample = Sample("a: 1\n")
    let bare = try renderer.render([sample.report(sample.span("1"))])
    #expect(bare.contains(#""fixes":[],"help":null,"labels":[],"#))
    #expect(try renderer.render([sample.report(sample.span("1"), "remove it")]).contains(#""help":"remove it","#))
  }

  @Test func `has the number of findings left out, by file, if there are any`() throws {
    let names = ["a.yaml", "b\u{202E}.yaml", "c.yaml", "a.yaml"]
    let reports = zip(names, [2, 5, 0, 1]).map { name, omitted in
      FileReport(source: SourceFile(name: name, text: ""), diagnostics: [], omitted: omitted)
    }
    #expect(
      try renderer.render(RunReport(reports))
        == #"{"diagnostics":[],"formatVersion":1,"omitted":{"a.yaml":3,"b\\u{202E}.yaml":5}}"# + "\n")
  }

  @Test func `moves places beyond the file inside it`() throws {
    let text = try renderer.render([Sample("a: 1\n").report(SourceSpan(-3, 99))])
    #expect(text.contains(#""start":{"column":1,"line":1,"offset":0}"#))
    #expect(text.contains(#""end":{"column":1,"line":2,"offset":5}"#))
  }
}
