import Diagnostics
import Language
package import Linting
import LocatedYAML
import Rules
package import SourceText

/// The files of a run: each is read and its form is checked once, however many configurations it belongs to.
///
/// Several threads can use it at once.
package final class Workspace: Sendable {
  private let options: CheckOptions
  private let names: [FileKey: String]
  private let state = Locked(State())

  private struct State {
    /// The files that were read, and why others could not be.
    var files: [FileKey: LazyShared<Base>] = [:]
    /// The address of the next file, and the number of its first node.
    var nextAddress = 0
    /// The size of the complete files that are kept because others may extend them.
    var keptSize = 0
  }

  /// Complete files are kept up to this size in all: most are not extended by others.
  private static let mostKept = 64 << 20

  /// A workspace without files.
  ///
  /// - Parameters:
  ///   - options: How to check configurations.
  ///   - names: The names under which files are shown, whichever path leads to them.
  package init(_ options: CheckOptions, names: [FileKey: String] = [:]) {
    self.options = options
    self.names = names
  }

  /// What the path to a file leads to.
  package enum Base: Sendable {
    /// A file.
    case file(WorkspaceFile)
    /// Nothing that can be read.
    case unreadable(UnreadableBase)
  }

  /// A configuration that is to be checked.
  package struct Root: Sendable {
    /// Which file it is; nil if others cannot refer to it.
    package let key: FileKey?
    /// Its path from the current folder, as bytes.
    package let path: [UInt8]
    /// Its name and text.
    package let source: SourceFile

    /// A file that was read.
    package init(key: FileKey?, path: [UInt8], _ source: SourceFile) {
      self.key = key
      self.path = path
      self.source = source
    }

    /// A file to which no other refers.
    package init(_ source: SourceFile) {
      self.init(key: nil, path: Array(source.name.utf8), source)
    }
  }

  /// Checks a configuration with the files that it extends.
  package func check(_ root: Root) -> CheckedConfiguration {
    check(WorkspaceFile(root, numbered(root.source), self))
  }

  /// Reads a configuration, unless it was read already, and checks it.
  ///
  /// - Parameters:
  ///   - key: Which file it is; nil if others cannot refer to it.
  ///   - path: Its path from the current folder, as bytes.
  ///   - read: Reads it.
  /// - Returns: The result.
  /// - Throws: What reading throws.
  package func check(
    _ key: FileKey?, path: [UInt8], _ read: @escaping @Sendable () throws -> SourceFile
  ) throws -> CheckedConfiguration {
    guard let key else { return check(Root(key: nil, path: path, try read())) }
    if let known = state.withLock({ $0.files[key] }), case .file(let file) = known.value { return check(file) }
    let source = try read()
    let file = shared(key) { [self] in
      .file(WorkspaceFile(Root(key: key, path: path, source), numbered(source), self))
    }
    defer { release(key, file) }
    return switch file {
    case .file(let file): check(file)
    // Read as a base, it was not found; now it is there.
    case .unreadable: check(Root(key: key, path: path, source))
    }
  }

  /// Checks the configuration in a file that is only in memory; nil if there is none of that name.
  package func check(_ name: String, of files: FilesInMemory) -> CheckedConfiguration? {
    let path = Array(name.utf8)
    guard let key = files.key(of: name), let base = try? files.find(name, in: []), let bytes = try? base.read() else {
      return nil
    }
    return try? check(key, path: path) { SourceFile(name: name, bytes: bytes) }
  }

  private func check(_ file: WorkspaceFile) -> CheckedConfiguration {
    CheckedConfiguration(file, RuleCatalog.rules, options)
  }

  /// Forgets a complete file if many are kept already.
  private func release(_ key: FileKey, _ file: Base) {
    guard case .file(let file) = file, file.check.layer.map({ $0.kind == .complete }) ?? true else { return }
    let size = file.check.file.tree.source.bytes.count
    state.withLock { state in
      if state.keptSize + size <= Self.mostKept { state.keptSize += size } else { state.files[key] = nil }
    }
  }

  private func shared(_ key: FileKey, _ read: @escaping @Sendable () -> Base) -> Base {
    let file = state.withLock { state in
      let file = state.files[key] ?? LazyShared(read)
      state.files[key] = file
      return file
    }
    return file.value
  }

  /// The file that a path leads to.
  fileprivate func base(_ path: String, of file: [UInt8]) -> Base {
    guard let find = options.findBase else { return .unreadable(UnreadableBase(name: path, .notAvailable)) }
    do throws(UnreadableBase) {
      let base = try find(path, file)
      return shared(base.key) { [self] in
        do throws(UnreadableBase) {
          let source = SourceFile(name: names[base.key] ?? base.name, bytes: try base.read())
          return .file(WorkspaceFile(Root(key: base.key, path: base.path, source), numbered(source), self))
        } catch {
          return .unreadable(error)
        }
      }
    } catch {
      return .unreadable(error)
    }
  }

  /// The file, read with addresses and nodes that no other file of the run has.
  private func numbered(_ source: SourceFile) -> FileCheck {
    // There are no more nodes than bytes, but for the few of an empty file.
    let size = source.bytes.count + 2
    let address = state.withLock { state in
      // Nodes have 32 bits. Files that are that far apart do not belong to one configuration.
      if state.nextAddress + size > Int(UInt32.max) { state.nextAddress = 0 }
      defer { state.nextAddress += size }
      return state.nextAddress
    }
    let file = SourceFile(name: source.name, bytes: source.bytes, address: address)
    return FileCheck(YAMLReading(file, firstNode: address), RuleCatalog.rules, options)
  }
}

/// A file of a run, and the files that it extends.
package final class WorkspaceFile: Sendable {
  /// Which file it is; nil if others cannot refer to it.
  package let key: FileKey?

  /// The file, checked on its own.
  package let check: FileCheck

  /// For each of its paths the file that it leads to; found at the first use.
  package var bases: [Workspace.Base] { links.value }

  private let links: LazyShared<[Workspace.Base]>

  fileprivate init(_ root: Workspace.Root, _ check: FileCheck, _ workspace: Workspace) {
    key = root.key
    self.check = check
    let path = root.path
    // The workspace is there as long as it checks.
    links = LazyShared { [unowned workspace] in
      guard let layer = check.layer else { return [] }
      return layer.bases.map { workspace.base(layer.tree.text(of: $0.node), of: path) }
    }
  }

  /// Whether both are the same file.
  package func isSame(as other: WorkspaceFile) -> Bool { self === other || key != nil && key == other.key }
}
