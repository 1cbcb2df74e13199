import Dispatch

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Does the same to many things at once.
enum Parallel {
  /// Applies a function to all elements, on all cores.
  ///
  /// - Parameters:
  ///   - elements: What the function is applied to.
  ///   - isWatched: Whether somebody waits for ticks; otherwise a single element is not worth a thread.
  ///   - tick: Called on the caller's thread, a few times a second, with the number of results there are.
  ///   - body: The function; it is called on several threads at a time.
  /// - Returns: The results in the order of the elements.
  static func map<Element: Sendable, Result: Sendable>(
    _ elements: [Element], isWatched: Bool, tick: (Int) -> Void, _ body: @escaping @Sendable (Element) -> Result
  ) -> [Result] {
    guard elements.count > 1 || isWatched else { return elements.map(body) }
    let state = Shared<Result>(count: elements.count)
    let group = DispatchGroup()
    for _ in 0..<min(coreCount, elements.count) {
      DispatchQueue.global().async(group: group) {
        while let index = state.next() { state.store(body(elements[index]), at: index) }
      }
    }
    while group.wait(timeout: .now() + .milliseconds(100)) == .timedOut { tick(state.finished) }
    return state.results
  }

  private static var coreCount: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }
}

/// What the threads of a map share: touched on the queue alone.
///
/// A `Mutex` would let the compiler see to that, but the thread sanitizer does not see a `Mutex`.
private final class Shared<Result: Sendable>: @unchecked Sendable {
  private let queue = DispatchQueue(label: "results")
  private var startedCount = 0
  private var finishedCount = 0
  private var stored: [Result?]

  init(count: Int) {
    stored = Array(repeating: nil, count: count)
  }

  /// The next element that nobody works on; nil where there is none left.
  func next() -> Int? {
    queue.sync {
      guard startedCount < stored.count else { return nil }
      startedCount += 1
      return startedCount - 1
    }
  }

  func store(_ result: Result, at index: Int) {
    queue.sync {
      stored[index] = result
      finishedCount += 1
    }
  }

  var finished: Int { queue.sync { finishedCount } }

  /// All results, once every element has one.
  var results: [Result] { queue.sync { stored.compactMap { $0 } } }
}
