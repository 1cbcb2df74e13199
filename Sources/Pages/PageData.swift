import Language
import Reporting
import Routing
import SourceText

/// What the script of a page knows, as JSON.
///
/// A routing may have 100,000 sites with as many chains, so everything is said once: a link is a server, a reason and a
/// place; a node is a link and the node of the rest of the chain; a site is its name and the node of its whole chain.
/// Chains that end in the same way share the nodes of their ends.
struct PageData {
  private let groups: ScopeGroups
  private let routes: [Route]
  private let places: PlaceTable
  /// Four numbers for each link: the server, the reason, the file and the line; the last two are -1 and 0 if unknown.
  private var links: [Int] = []
  private var linkNumbers: [Link: Int] = [:]
  /// Two numbers for each node: the link, and the next node, counted from 1; 0 is the end.
  private var nodes: [Int] = []
  private var nodeNumbers: [Node: Int] = [:]
  /// The first node of each scope, by its place in the routes.
  private var heads: [Int] = []

  private struct Link: Hashable {
    let server: Int
    let reason: Int
    let file: Int
    let line: Int
  }

  private struct Node: Hashable {
    let link: Int
    let next: Int
  }

  /// Collects the data of a routing. Takes time in proportion to its chains.
  init(_ groups: ScopeGroups, _ routes: [Route], sources: SourceMap?) {
    self.groups = groups
    self.routes = routes
    places = PlaceTable(sources)
    let numbers = Dictionary(uniqueKeysWithValues: zip(groups.servers.map(\.id), 0...))
    for route in routes {
      var head = 0
      for step in route.steps.reversed() where step.decision != .disabled {
        guard let server = numbers[step.server.id] else { continue }
        let (file, line) = places.place(of: step.place)
        head = node(
          Node(link: link(Link(server: server, reason: step.reasonNumber, file: file, line: line)), next: head))
      }
      heads.append(head)
    }
  }

  private mutating func link(_ link: Link) -> Int {
    if let number = linkNumbers[link] { return number }
    let number = linkNumbers.count
    linkNumbers[link] = number
    links += [link.server, link.reason, link.file, link.line]
    return number
  }

  private mutating func node(_ node: Node) -> Int {
    if let number = nodeNumbers[node] { return number }
    let number = nodeNumbers.count + 1
    nodeNumbers[node] = number
    nodes += [node.link, node.next]
    return number
  }

  /// Whether all scopes of a group have the same reasons at the same places.
  func isUniform(_ group: ScopeGroups.Group) -> Bool { group.scopes.allSatisfy { heads[$0] == heads[group.scopes[0]] } }

  /// The file, safe to show, and the line of the reason for a step; nil for a routing table.
  func place(of step: Route.Step) -> String? {
    let (file, line) = places.place(of: step.place)
    return file < 0 ? nil : "\(places.files[file]):\(line)"
  }

  /// Writes the data as one object.
  ///
  /// - Throws: What the writer throws.
  func write(to writer: inout MarkupWriter) throws {
    writer.json(part: "{\"servers\":")
    try writer.json(texts: groups.servers.map(\.id))
    writer.json(part: ",\n\"details\":")
    try writer.json(texts: groups.servers.map(\.delivery.pageText))
    writer.json(part: ",\n\"files\":")
    try writer.json(texts: places.files)
    writer.json(part: ",\n\"links\":")
    try writer.json(links)
    writer.json(part: ",\n\"nodes\":")
    try writer.json(nodes)
    writer.json(part: ",\n\"groups\":")
    try writer.json(groups.groups.lazy.map(\.scopes.count))
    writer.json(part: ",\n\"names\":")
    try writer.json(texts: groups.groups.lazy.flatMap(\.scopes).map { "\(routes[$0].scope)" })
    writer.json(part: ",\n\"heads\":")
    try writer.json(groups.groups.lazy.flatMap(\.scopes).map { heads[$0] })
    writer.json(part: "}\n")
  }
}

/// The files and the lines of places.
private struct PlaceTable {
  /// The names of the files, in the order of their addresses.
  let files: [String]
  private let sources: SourceMap?
  private let lines: [LineIndex]
  private let numbers: [Int: Int]

  init(_ sources: SourceMap?) {
    self.sources = sources
    let all = sources?.files ?? []
    files = all.map(\.name)
    lines = all.map { LineIndex($0) }
    numbers = Dictionary(uniqueKeysWithValues: zip(all.map(\.address), 0...))
  }

  /// The number of the file, and the line; -1 and 0 if there is no place.
  func place(of span: SourceSpan?) -> (file: Int, line: Int) {
    guard let sources, let span else { return (-1, 0) }
    let file = sources.file(at: span)
    guard let number = numbers[file.address] else { return (-1, 0) }
    return (number, lines[number].line(at: file.bytes(of: span).start))
  }
}

extension Route.Step {
  /// The priority and the reason as one number, which the script takes apart.
  fileprivate var reasonNumber: Int {
    let priorities = Priority.allCases
    let (priority, origin) = (priorities.firstIndex(of: priority) ?? 0, Chain.Origin.allCases.firstIndex(of: via) ?? 0)
    return origin * priorities.count + priority
  }
}

extension Delivery {
  /// A short description of how mail is passed on, without anything about logins.
  var pageText: String {
    switch self {
    case .network(let endpoint, _, let requiresTLS): "\(endpoint.text), \(requiresTLS ? "STARTTLS" : "no TLS")"
    case .pickupDirectory(let path): "folder \(path)"
    case .pickupDirectoryFromIIS: "the IIS pickup folder"
    }
  }
}
