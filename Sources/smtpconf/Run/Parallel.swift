import LibC
import SourceText

/// Processes many elements at once.
enum Parallel {
  /// Applies a function to all elements, on all cores, or on as many threads as the caller wants.
  ///
  /// If the system provides fewer threads or none, it only takes longer.
  /// - Parameters:
  ///   - elements: The elements.
  ///   - threadCount: The number of threads; by default that of cores.
  ///   - isWatched: Whether the caller needs ticks; otherwise the caller's thread works as well.
  ///   - tick: Called on the caller's thread, a few times a second, with the number of results so far; if there is no
  ///     other thread, only between two elements.
  ///   - body: The function; it is called on several threads at a time.
  /// - Returns: The results in the order of the elements.
  static func map<Element: Sendable, Result: Sendable>(
    _ elements: [Element], threadCount: Int = coreCount, isWatched: Bool, tick: (Int) -> Void,
    _ body: @escaping @Sendable (Element) -> Result
  ) -> [Result] {
    let state = Shared<Result>(count: elements.count)
    let wanted = min(threadCount, elements.count) - (isWatched ? 0 : 1)
    var threads: [SystemThread] = []
    while threads.count < wanted,
      let thread = SystemThread({ while let index = state.next() { state.store(body(elements[index]), at: index) } })
    {
      threads.append(thread)
    }
    if isWatched, !threads.isEmpty {
      while let finished = state.wait(milliseconds: 100) { tick(finished) }
    } else {
      var last = ContinuousClock.now
      while let index = state.next() {
        let finished = state.store(body(elements[index]), at: index)
        guard isWatched, ContinuousClock.now - last > .milliseconds(100) else { continue }
        tick(finished)
        last = .now
      }
    }
    for thread in threads { thread.join() }
    return state.results
  }

  static var coreCount: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }
}

/// The shared state of the threads of a map.
private final class Shared<Result: Sendable>: Sendable {
  private struct State: Sendable {
    var startedCount = 0
    var finishedCount = 0
    var stored: [Result?]
  }

  private let state: Locked<State>

  init(count: Int) {
    state = Locked(State(stored: Array(repeating: nil, count: count)))
  }

  /// The next element that is not being processed; nil if none is left.
  func next() -> Int? {
    state.withLock { state in
      guard state.startedCount < state.stored.count else { return nil }
      state.startedCount += 1
      return state.startedCount - 1
    }
  }

  /// Stores a result, and returns the number of results so far.
  @discardableResult func store(_ result: Result, at index: Int) -> Int {
    let (finished, all) = state.withLock { state in
      state.stored[index] = result
      state.finishedCount += 1
      return (state.finishedCount, state.stored.count)
    }
    if finished == all { state.signal() }
    return finished
  }

  /// Waits for all results, at most this long; returns the number so far, nil if it is all.
  func wait(milliseconds: Int) -> Int? {
    state.wait(
      milliseconds: milliseconds, until: { $0.finishedCount == $0.stored.count },
      { $0.finishedCount < $0.stored.count ? $0.finishedCount : nil })
  }

  /// All results, once every element has one.
  var results: [Result] { state.withLock { $0.stored.compactMap { $0 } } }
}
