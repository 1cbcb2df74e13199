import LibC
import Synchronization
import SystemPackage

/// Removes temporary files if a signal ends the program, which then ends by that signal as it would have anyway.
///
/// Everything the handler uses is prepared beforehand, and it calls only functions that POSIX permits in a handler.
enum Interruption {
  /// A temporary file that is removed if a signal comes.
  struct Entry: Sendable {
    fileprivate let index: Int
  }

  /// Signals that end a program and come from outside, including the one for a pipe without a reader (SIGPIPE).
  private static let signals = [
    SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGPIPE, SIGALRM, SIGUSR1, SIGUSR2, SIGXCPU, SIGVTALRM, SIGPROF,
  ]

  private static let table = Table()
  /// The number of threads that must not be interrupted at the moment.
  private static let sectionCount = Atomic<Int>(0)
  /// The signal that arrived; 0 for none.
  private static let pending = Atomic<Int32>(0)
  /// Runs once, before there is anything to remove.
  private static let preparation: Void = prepare()

  /// Runs what must not be left half done: a signal that arrives meanwhile ends the program afterwards.
  static func uninterrupted<Result>(_ body: () throws -> Result) rethrows -> Result {
    _ = preparation
    begin()
    defer { end() }
    return try body()
  }

  /// Whether a signal arrived that ends the program as soon as ``uninterrupted(_:)`` does: what takes long can stop, and
  /// remove what it began.
  static var isRequested: Bool { pending.load(ordering: .sequentiallyConsistent) != 0 }

  /// Registers a file; nil if the table is full, and then a file that a signal leaves is removed by the next run.
  static func remember(_ name: FileName, in folder: OpenFolder) -> Entry? {
    _ = preparation
    return table.add(name, folder.file.rawValue).map(Entry.init)
  }

  /// Removes a file's entry when it no longer exists or is no longer temporary; only once, as the slot may be reused.
  static func forget(_ entry: Entry?) {
    if let entry { table.free(entry.index) }
  }

  // MARK: Sections

  private static func begin() {
    sectionCount.add(1, ordering: .sequentiallyConsistent)
    guard pending.load(ordering: .sequentiallyConsistent) != 0 else { return }
    end()
    // Another thread is still in its section, and ends the program after that.
    while true { pause() }
  }

  private static func end() {
    let count = sectionCount.subtract(1, ordering: .sequentiallyConsistent).newValue
    let signal = pending.load(ordering: .sequentiallyConsistent)
    if signal != 0, count == 0 { leave(with: signal) }
  }

  // MARK: Signals

  private static func prepare() {
    // Everything the handler uses must exist before it is called.
    _ = (table, sectionCount.load(ordering: .relaxed), pending.load(ordering: .relaxed))
    for signal in signals where isDefault(signal) { systemSignal(signal, handler) }
  }

  private static let handler: @convention(c) (Int32) -> Void = { signal in
    let before = errno
    pending.store(signal, ordering: .sequentiallyConsistent)
    if sectionCount.load(ordering: .sequentiallyConsistent) == 0 { leave(with: signal) }
    errno = before
  }

  private static func leave(with signal: Int32) -> Never {
    table.removeAll()
    systemSignal(signal, SIG_DFL)
    var set = sigset_t()
    sigemptyset(&set)
    sigaddset(&set, signal)
    pthread_sigmask(SIG_UNBLOCK, &set, nil)
    kill(getpid(), signal)
    while true { pause() }
  }

  /// Whether a signal has its default action: one that was ignored when the program began stays ignored.
  private static func isDefault(_ signal: Int32) -> Bool {
    var action = sigaction()
    guard sigaction(signal, nil, &action) == 0 else { return false }
    #if canImport(Glibc)
      let handler = action.__sigaction_handler.sa_handler
    #elseif canImport(Musl)
      let handler = action.__sa_handler.sa_handler
    #else
      let handler = action.__sigaction_u.__sa_handler
    #endif
    return unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_DFL, to: Int.self)
  }

  private static func systemSignal(_ number: Int32, _ handler: (@convention(c) (Int32) -> Void)?) {
    _ = signal(number, handler)
  }
}

/// The files to remove: its own memory, as a handler must not allocate.
private final class Table: @unchecked Sendable {
  /// More than the number of threads that write at the same time.
  private static let capacity = 128
  private static let nameCapacity = 256

  private enum State {
    static let free: UInt8 = 0
    static let reserved: UInt8 = 1
    static let inUse: UInt8 = 2
  }

  private let states = UnsafeMutablePointer<Atomic<UInt8>>.allocate(capacity: capacity)
  private let folders = UnsafeMutablePointer<Int32>.allocate(capacity: capacity)
  private let names = UnsafeMutablePointer<CChar>.allocate(capacity: capacity * nameCapacity)

  init() {
    for index in 0..<Self.capacity { (states + index).initialize(to: Atomic(State.free)) }
  }

  func add(_ name: FileName, _ folder: Int32) -> Int? {
    guard name.bytes.count < Self.nameCapacity else { return nil }
    for index in 0..<Self.capacity {
      let (isOurs, _) = states[index].compareExchange(
        expected: State.free, desired: State.reserved, ordering: .acquiring)
      guard isOurs else { continue }
      let place = names + index * Self.nameCapacity
      for (offset, byte) in name.bytes.enumerated() { place[offset] = CChar(bitPattern: byte) }
      place[name.bytes.count] = 0
      folders[index] = folder
      states[index].store(State.inUse, ordering: .releasing)
      return index
    }
    return nil
  }

  func free(_ index: Int) { states[index].store(State.free, ordering: .releasing) }

  /// Called in a signal handler.
  func removeAll() {
    var index = 0
    while index < Self.capacity {
      if states[index].load(ordering: .acquiring) == State.inUse {
        unlinkat(folders[index], names + index * Self.nameCapacity, 0)
      }
      index += 1
    }
  }
}
