package import LibC
import SystemPackage

/// A folder of files that are written together: a reader sees the old files or the new ones.
///
/// A list in the folder says which files are ours. If there are no others, a complete new folder is made beside it, and
/// exchanged with it in one step. Otherwise, or if the folder cannot be exchanged, the files are replaced one by one, and the
/// list contains the old and the new ones meanwhile, so that the next run can complete what a killed one began. Nothing is
/// ever removed that the list does not contain.
package struct OutputFolder {
  /// A file to write.
  package struct File {
    /// The path in the folder, with `/` between folders.
    package let path: String
    /// Its mode, whatever the umask is.
    package let mode: mode_t
    /// Writes its content.
    package let producer: AtomicFile.Producer

    /// A file from its parts.
    package init(path: String, mode: mode_t, producer: @escaping AtomicFile.Producer) {
      self.path = path
      self.mode = mode
      self.producer = producer
    }
  }

  /// How the folder differs from what would be written.
  package enum Difference: String, Sendable {
    case missing
    case differs
    case mode
    case notNeeded = "not needed any more"
  }

  /// The files that are written, in their order; the list of them is written by the caller's function.
  private let files: [File]
  /// Writes the list of some paths.
  private let list: ([(path: String, mode: mode_t)]) -> AtomicFile.Producer
  /// Where the list is.
  private let listName: FileName
  private let name: FileName

  /// The mode of folders, and of the list.
  private static let folderMode: mode_t = 0o755
  private static let listMode: mode_t = 0o644

  /// A folder to write.
  ///
  /// - Parameters:
  ///   - name: The folder; it may be a symbolic link to one.
  ///   - files: What is to be in it, in the order in which files are replaced one by one.
  ///   - listName: The name of the list.
  ///   - list: Writes the list of some files.
  package init(
    _ name: FileName, _ files: [File], listName: String,
    list: @escaping ([(path: String, mode: mode_t)]) -> AtomicFile.Producer
  ) {
    self.name = name
    self.files = files
    self.listName = FileName(listName)
    self.list = list
  }

  /// The content of the list; nil if there is no folder or no list in it.
  ///
  /// - Throws: ``FileStoreError`` if it cannot be read.
  package static func list(in folder: FileName, named listName: String, limit: Int) throws(FileStoreError) -> [UInt8]? {
    let file = folder.appending(FileName(listName))
    var status = stat()
    guard (try? file.withCString { lstat($0, &status) }) == 0 else { return nil }
    // A pipe would be waited for, and a link leads to what somebody else wrote.
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw FileStoreError(.read, file.text, reason: "it is not a regular file")
    }
    return switch try InputFile.read(file, limit: limit) {
    case .whole(let bytes): bytes
    case .tooLarge: throw FileStoreError(.read, file.text, reason: "it is too large for a list of files")
    }
  }

  /// How the folder differs from what would be written, file by file, its list included.
  ///
  /// - Parameters:
  ///   - listed: The paths that its list contains.
  ///   - comparesContent: Whether the content of a file is compared, by its path.
  /// - Returns: The differences, in the order of the paths.
  /// - Throws: ``FileStoreError`` if a file cannot be read.
  package func differences(
    listed: [String], comparesContent: (String) -> Bool = { _ in true }
  ) throws(FileStoreError) -> [(path: String, difference: Difference)] {
    var found: [(path: String, difference: Difference)] = []
    for file in files + [listFile] {
      if let difference = try difference(of: file, comparesContent(file.path)) { found.append((file.path, difference)) }
    }
    let wanted = Set(files.map(\.path))
    found += listed.filter { !wanted.contains($0) && FolderSearch.exists(place(of: $0)) }.map { ($0, .notNeeded) }
    return found.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }

  private func difference(of file: File, _ comparesContent: Bool) throws(FileStoreError) -> Difference? {
    let name = place(of: file.path)
    guard FolderSearch.exists(name) else { return .missing }
    if comparesContent, !(try AtomicFile(name).hasContent(file.producer)) { return .differs }
    var status = stat()
    guard (try? name.withCString { lstat($0, &status) }) == 0, status.st_mode & 0o7777 == file.mode else {
      return .mode
    }
    return nil
  }

  private func place(of path: String) -> FileName { name.appending(FileName(path)) }

  // MARK: Writing

  /// Writes the folder, unless nothing in it differs.
  ///
  /// - Parameter listed: The paths that its list contains.
  /// - Returns: Whether anything was written.
  /// - Throws: ``FileStoreError``; the folder then has the old files, or the new ones, or can be completed by the next run.
  @discardableResult
  package func write(listed: [String]) throws(FileStoreError) -> Bool {
    do {
      return try write(Set(listed))
    } catch let error as FileStoreError {
      throw error
    } catch {
      throw FileStoreError(.write, name.text, error)
    }
  }

  private func write(_ listed: Set<String>) throws -> Bool {
    let place = try Destination(name)
    if place.isOpenFile { throw Refusal("it is not a folder") }
    Self.removeAbandoned(beside: place)
    guard let status = try place.status() else {
      try Interruption.uninterrupted { try moveNew(to: place) }
      return true
    }
    guard status.st_mode & S_IFMT == S_IFDIR else { throw Refusal("it is not a folder") }
    let present = try FolderContent(of: place.folder.subfolder(place.name))
    try refuseOthers(present, listed)
    if try isUpToDate(listed) { return false }
    let ours = listed.union([listName.text])
    let isOurs = present.files.allSatisfy(ours.contains) && !present.hasOtherKinds
    if isOurs, try Interruption.uninterrupted({ try exchange(place) }) { return true }
    try replaceEach(present, listed)
    return true
  }

  /// Refuses to replace what the list does not contain, and to go through symbolic links.
  private func refuseOthers(_ present: FolderContent, _ listed: Set<String>) throws {
    for path in files.map(\.path) + listed.sorted() + [listName.text] {
      for end in path.indices.filter({ path[$0] == "/" }) + [path.endIndex]
      where present.links.contains(String(path[..<end])) {
        throw Refusal("`\(path[..<end])` in it is a symbolic link")
      }
    }
    for path in files.map(\.path) where present.files.contains(path) && !listed.contains(path) {
      throw Refusal("`\(path)` in it was not written by smtpconf; remove it, or write to another folder")
    }
  }

  private func isUpToDate(_ listed: Set<String>) throws -> Bool {
    try differences(listed: Array(listed)).isEmpty
  }

  /// The list of the files that are written.
  private var listFile: File {
    File(path: listName.text, mode: Self.listMode, producer: list(files.map { ($0.path, $0.mode) }))
  }

  // MARK: As a whole

  /// A complete new folder beside the old one, with a lock that shows that it is not abandoned.
  private struct NewFolder {
    let name: FileName
    let lock: FileDescriptor
  }

  private func makeNew(beside place: Destination) throws -> NewFolder {
    let name = TemporaryFile.newName(beside: place)
    guard try place.folder.makeFolder(name, mode: 0o700) else { throw Errno.fileExists }
    let lock: FileDescriptor
    do {
      lock = try place.folder.open(name, .readOnly, [.directory, .noFollow])
    } catch {
      place.folder.removeFolder(name)
      throw error
    }
    TemporaryFile.lock(lock)
    do {
      let folder = try place.folder.subfolder(name)
      var writer = FolderWriter(folder, mode: Self.folderMode)
      for file in files + [listFile] {
        if Interruption.isRequested { throw Errno.interrupted }
        try writer.write(file)
      }
      try writer.synchronize()
      try check(fchmod(lock.rawValue, Self.folderMode))
      return NewFolder(name: name, lock: lock)
    } catch {
      try? lock.close()
      Self.remove(name, in: place.folder)
      throw error
    }
  }

  /// Makes a folder that does not exist yet.
  private func moveNew(to place: Destination) throws {
    let new = try makeNew(beside: place)
    defer { try? new.lock.close() }
    do {
      try place.folder.rename(new.name, to: place.name)
    } catch {
      Self.remove(new.name, in: place.folder)
      throw error
    }
    try AtomicFile.synchronize(place.folder.openForSynchronizing())
  }

  /// Exchanges the folder with a new one, and removes the old one; false if the system cannot do that.
  private func exchange(_ place: Destination) throws -> Bool {
    let new: NewFolder
    do {
      new = try makeNew(beside: place)
    } catch Errno.permissionDenied {
      // The folder around it belongs to somebody else.
      return false
    }
    defer { try? new.lock.close() }
    do {
      try place.folder.exchange(new.name, place.name)
    } catch let error as Errno {
      Self.remove(new.name, in: place.folder)
      let cannot: [Errno] = [.notSupported, .resourceBusy, .improperLink, .permissionDenied]
      if cannot.contains(error) { return false }
      throw error
    }
    let folder = try place.folder.openForSynchronizing()
    // The name now leads to the old folder.
    Self.remove(new.name, in: place.folder)
    try AtomicFile.synchronize(folder)
    return true
  }

  /// Removes folders that killed programs left beside the folder.
  private static func removeAbandoned(beside place: Destination) {
    for name in TemporaryFile.names(beside: place) {
      guard let folder = try? place.folder.open(name, .readOnly, [.directory, .noFollow]) else { continue }
      if TemporaryFile.lock(folder) == .taken { remove(name, in: place.folder) }
      try? folder.close()
    }
  }

  /// Removes a folder that this program made, with everything in it. What cannot be removed stays for the next run.
  private static func remove(_ name: FileName, in parent: OpenFolder) {
    if let folder = try? parent.subfolder(name), let children = try? folder.names() {
      for child in children {
        let isFolder = (try? folder.status(of: child)).flatMap { $0 }.map { $0.st_mode & S_IFMT == S_IFDIR } ?? false
        if isFolder { remove(child, in: folder) } else { folder.remove(child) }
      }
    }
    parent.removeFolder(name)
  }

  // MARK: One by one

  private func replaceEach(_ present: FolderContent, _ listed: Set<String>) throws {
    let new = Set(files.map(\.path))
    // What is listed twice is the new one.
    let both =
      files.map { ($0.path, $0.mode) } + listed.subtracting(new).map { ($0, present.modes[$0] ?? Self.listMode) }
    let listName = name.appending(listName)
    try AtomicFile(listName, mode: Self.listMode).write(list(both))
    let folder = try Destination(listName).folder
    for file in files {
      try Self.makeFolders(of: file.path, in: folder)
      try AtomicFile(place(of: file.path), mode: file.mode).write(file.producer)
    }
    for path in listed.subtracting(new) where present.files.contains(path) {
      let destination = try Destination(place(of: path), followsLast: false)
      destination.folder.remove(destination.name)
    }
    for path in present.folders.sorted(by: >) {
      // Only if it is empty now, and was one of ours.
      guard listed.contains(where: { $0.hasPrefix(path + "/") }) else { continue }
      let destination = try Destination(place(of: path), followsLast: false)
      destination.folder.removeFolder(destination.name)
    }
    try AtomicFile(listName, mode: Self.listMode).write(listFile.producer)
  }

  private static func makeFolders(of path: String, in folder: OpenFolder) throws {
    var folder = folder
    for part in path.split(separator: "/").dropLast() {
      let name = FileName(String(part))
      try folder.makeFolder(name, mode: folderMode)
      folder = try folder.subfolder(name)
    }
  }
}

/// What is in a folder, at all levels.
private struct FolderContent {
  private(set) var files = Set<String>()
  private(set) var folders = Set<String>()
  private(set) var links = Set<String>()
  private(set) var modes: [String: mode_t] = [:]
  /// Whether there are pipes, devices or names that are not UTF-8, which nothing of ours is.
  private(set) var hasOtherKinds = false

  init(of folder: OpenFolder) throws {
    try add(folder, "")
  }

  private mutating func add(_ folder: OpenFolder, _ prefix: String) throws {
    for name in try folder.names() {
      guard let status = try folder.status(of: name) else { continue }
      guard let text = String(validating: name.bytes, as: UTF8.self) else {
        hasOtherKinds = true
        continue
      }
      let path = prefix + text
      switch status.st_mode & S_IFMT {
      case S_IFREG:
        files.insert(path)
        modes[path] = status.st_mode & 0o7777
      case S_IFDIR:
        folders.insert(path)
        try add(folder.subfolder(name), path + "/")
      case S_IFLNK:
        links.insert(path)
        hasOtherKinds = true
      default: hasOtherKinds = true
      }
    }
  }
}

/// Writes files into a folder that nobody else knows yet.
private struct FolderWriter {
  private let mode: mode_t
  /// The folders, by their paths.
  private var folders: [String: OpenFolder]

  init(_ folder: OpenFolder, mode: mode_t) {
    self.mode = mode
    folders = ["": folder]
  }

  mutating func write(_ file: OutputFolder.File) throws {
    let parts = file.path.split(separator: "/").map(String.init)
    let folder = try folder(parts.dropLast())
    let name = FileName(parts.last ?? "")
    // For the owner only until it has its mode.
    let new = try folder.open(name, .writeOnly, [.create, .exclusiveCreate, .noFollow], permissions: 0o600)
    try new.closeAfter {
      try file.producer { _ = try new.writeAll($0) }
      try check(fchmod(new.rawValue, file.mode))
      try check(fsync(new.rawValue))
    }
  }

  private mutating func folder(_ parts: ArraySlice<String>) throws -> OpenFolder {
    let path = parts.joined(separator: "/")
    if let known = folders[path] { return known }
    let parent = try folder(parts.dropLast())
    let name = FileName(parts.last ?? "")
    try parent.makeFolder(name, mode: mode)
    let folder = try parent.subfolder(name)
    folders[path] = folder
    return folder
  }

  /// Makes all names survive a crash.
  func synchronize() throws {
    for folder in folders.values { try AtomicFile.synchronize(folder.openForSynchronizing()) }
  }
}
