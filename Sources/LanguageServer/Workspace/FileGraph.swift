import Language
import LanguageServerProtocol
import Linting
import SourceText

/// The files that belong together: which extends or tests which.
struct FileGraph {
  /// The files.
  private(set) var files: [GraphFile] = []
  /// For each file those that it extends or tests.
  private var links: [[Int]] = []
  private var byKey: [FileKey: Int] = [:]
  private var byPath: [[UInt8]: Int] = [:]
  private let snapshot: Snapshot
  private let openKeys: [FileKey: OpenDocument]

  /// More files do not belong to anything that people change by hand.
  private static let mostFiles = 4000
  /// The most bytes that are read from closed files.
  private static let mostBytes = 256 << 20
  private var bytesLeft = Self.mostBytes

  /// The files that some files lead to.
  ///
  /// - Parameters:
  ///   - documents: The open documents to begin with.
  ///   - snapshot: The documents at this moment.
  ///   - everything: Whether all files of the workspace belong to it, too.
  init(from documents: [OpenDocument], _ snapshot: Snapshot, everything: Bool) {
    self.snapshot = snapshot
    openKeys = Dictionary(
      snapshot.inOrder.compactMap { document in snapshot.files.key(document.path).map { ($0, document) } }
    ) { first, _ in first }
    var roots = documents.map(\.path)
    if everything {
      roots += snapshot.inOrder.map(\.path)
      roots += Set(snapshot.folders).flatMap(snapshot.files.search)
      // Without a workspace, the files beside a document belong to it.
      if snapshot.folders.isEmpty {
        for folder in Set(documents.map { FilePaths.folder(of: $0.path) }) {
          roots += snapshot.files.list(folder).filter { !$0.isFolder }.map { folder + $0.name }
        }
      }
    }
    for path in roots { _ = add(path) }
    // Files are added while others are read.
    var next = 0
    while next < files.count {
      let found = files[next].linkedPaths.compactMap { add($0) }
      links.append(found.reduce(into: []) { if !$0.contains($1) { $0.append($1) } })
      next += 1
    }
  }

  /// The index of a file, which is read if it is new; nil if that is not possible.
  private mutating func add(_ path: [UInt8]) -> Int? {
    if let known = byPath[path] { return known }
    let key = snapshot.files.key(path)
    if let key, let known = byKey[key] {
      byPath[path] = known
      return known
    }
    guard files.count < Self.mostFiles else { return nil }
    let file: GraphFile
    if let document = snapshot.document(at: path) ?? key.flatMap({ openKeys[$0] }) {
      file = GraphFile(
        path: document.path, uri: document.uri, version: document.version, kind: document.kind, text: document.text)
    } else {
      guard key != nil, let bytes = snapshot.files.read(path), bytes.count <= bytesLeft else { return nil }
      bytesLeft -= bytes.count
      let kind = FileKind(path)
      let text = ParsedText(SourceFile(name: snapshot.name(of: path), bytes: bytes), kind, isOpen: false)
      file = GraphFile(path: path, uri: DocumentURI(path: path), version: nil, kind: kind, text: text)
    }
    byPath[path] = files.count
    byPath[file.path] = files.count
    if let key { byKey[key] = files.count }
    files.append(file)
    return files.count - 1
  }

  /// The index of an open document.
  func index(of document: OpenDocument) -> Int? { byPath[document.path] }

  /// A file and all that it extends or tests: each comes after those that it leads to.
  func closure(of file: Int) -> [Int] {
    var found: [Int] = []
    var seen: Set<Int> = [file]
    var open: [(file: Int, next: Int)] = [(file, 0)]
    while let top = open.last {
      if top.next < links[top.file].count {
        open[open.count - 1].next += 1
        let link = links[top.file][top.next]
        if seen.insert(link).inserted { open.append((link, 0)) }
      } else {
        found.append(top.file)
        open.removeLast()
      }
    }
    return found
  }
}
