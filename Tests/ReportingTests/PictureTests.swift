import Foundation
import Routing
import Testing

@testable import Reporting

@Suite("Pictures of a routing")
struct PictureTests {
  private static let text = """
    version: 1
    servers:
      primary: { serverName: a.example.com }
      bulk: { serverName: b.example.com, priority: Low }
      off: { serverName: c.example.com, enabled: false }
    global:
      defaultServer: primary
      servers: [bulk, off]
    sites:
      shop:
      blog:
      intranet: { defaultServer: bulk, servers: [primary] }
    """

  @Test("Sites with the same chain share a box; `global` has its own; disabled servers are not shown")
  func boxes() throws {
    let picture = Picture(Routings.report(try Routings.router(Self.text), busy: ["primary"], down: ["bulk"]))
    #expect(picture.sources.map(\.label) == [["(global)"], ["shop", "blog"], ["intranet"]])
    #expect(picture.servers.map(\.id) == ["primary", "bulk"])
    #expect(picture.servers.map(\.state) == ["busy", "down"])
    #expect(picture.sources[2].targets.map(\.server) == [1, 0])
    #expect(picture.sources[2].targets.map(\.order) == [1, 2])
  }

  @Test("The line to the server that sends the message is different")
  func taking() throws {
    let picture = Picture(Routings.report(try Routings.router(Self.text), busy: ["primary"]))
    #expect(picture.sources.map { $0.targets.map(\.isSending) } == [[false, true], [false, true], [true, false]])
  }

  @Test("Many sites are shown as a number and a few names, the largest groups first; too many groups are counted")
  func large() throws {
    let few = Picture(Routings.report(try Routings.router(Routings.configuration(sites: 1000, servers: 3))))
    #expect(few.sources.map { $0.label.first } == ["(global)", "334 sites:", "333 sites:", "333 sites:"])
    #expect(few.sources[1].label == ["334 sites:", "site-0", "site-3", "site-6", "…"])
    let many = Picture(Routings.report(try Routings.router(Routings.configuration(sites: 1000, servers: 200))))
    #expect(many.sources.count == Picture.mostBoxes)
    #expect(many.sources.last?.label == ["… and 710 more sites", "in 142 other chains"])
    let drawn = many.sources.dropLast().flatMap { $0.targets.map(\.server) }
    #expect(Set(drawn).count == many.servers.count)
  }

  @Test("Mermaid has a node for every box and a line for every step")
  func mermaid() throws {
    let text = MermaidRenderer().render(Routings.report(try Routings.router(Self.text), busy: ["primary"]))
    let lines = text.split(separator: "\n")
    #expect(lines.first == "flowchart LR")
    #expect(lines.count { $0.contains("-->|") } == 3)
    #expect(lines.count { $0.contains("==>|") } == 3)
    #expect(text.contains("scope1[\"shop<br/>blog\"]"))
  }

  @Test("Graphviz draws the DOT output: every box, every number, every line")
  func graphviz() throws {
    guard let program = Self.graphviz else {
      print("PictureTests: graphviz is not here, nothing was drawn")
      return
    }
    for text in [Self.text, Routings.configuration(sites: 500, servers: 80)] {
      let report = Routings.report(try Routings.router(text), busy: ["primary"])
      let picture = Picture(report)
      let drawn = try Self.draw(DotRenderer().render(report), with: program)
      #expect(drawn.matches(of: /class="node"/).count == picture.sources.count + picture.servers.count)
      #expect(drawn.matches(of: /class="edge"/).count == picture.sources.reduce(0) { $0 + $1.targets.count })
      for name in picture.sources.flatMap(\.label) + picture.servers.map(\.id) {
        #expect(drawn.contains(">\(name.replacing("-", with: "&#45;"))<"), "\(name)")
      }
    }
  }

  private static let graphviz = ["/usr/bin/dot", "/usr/local/bin/dot", "/opt/homebrew/bin/dot"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  private static func draw(_ text: String, with program: String) throws -> String {
    let folder = FileManager.default.temporaryDirectory.appending(path: "picture-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (input, output) = (folder.appending(path: "a.dot"), folder.appending(path: "a.svg"))
    try Data(text.utf8).write(to: input)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = ["-Tsvg", "-o", output.path, input.path]
    let errors = Pipe()
    process.standardError = errors
    try process.run()
    process.waitUntilExit()
    let complaints = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    #expect(process.terminationStatus == 0, "\(complaints)")
    #expect(!complaints.contains("Error"), "\(complaints)")
    return try String(contentsOf: output, encoding: .utf8)
  }
}
