import LibC

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

/// The shared state of the threads of a map: accessed only under the lock.
///
/// A `Mutex` would let the compiler verify that, but the thread sanitizer does not support `Mutex`.
private final class Shared<Result: Sendable>: @unchecked Sendable {
  private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let hasFinished = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private var startedCount = 0
  private var finishedCount = 0
  private var stored: [Result?]

  init(count: Int) {
    stored = Array(repeating: nil, count: count)
    lock.initialize(to: pthread_mutex_t())
    hasFinished.initialize(to: pthread_cond_t())
    pthread_mutex_init(lock, nil)
    pthread_cond_init(hasFinished, nil)
  }

  deinit {
    pthread_cond_destroy(hasFinished)
    pthread_mutex_destroy(lock)
    hasFinished.deallocate()
    lock.deallocate()
  }

  /// The next element that is not being processed; nil if none is left.
  func next() -> Int? {
    locked {
      guard startedCount < stored.count else { return nil }
      startedCount += 1
      return startedCount - 1
    }
  }

  /// Stores a result, and returns the number of results so far.
  @discardableResult func store(_ result: Result, at index: Int) -> Int {
    locked {
      stored[index] = result
      finishedCount += 1
      if finishedCount == stored.count { pthread_cond_signal(hasFinished) }
      return finishedCount
    }
  }

  /// Waits for all results, at most this long; returns the number so far, nil if it is all.
  func wait(milliseconds: Int) -> Int? {
    var end = timespec()
    clock_gettime(CLOCK_REALTIME, &end)
    end.tv_nsec += milliseconds * 1_000_000
    end.tv_sec += end.tv_nsec / 1_000_000_000
    end.tv_nsec %= 1_000_000_000
    return locked {
      while finishedCount < stored.count, pthread_cond_timedwait(hasFinished, lock, &end) == 0 {}
      return finishedCount < stored.count ? finishedCount : nil
    }
  }

  /// All results, once every element has one.
  var results: [Result] { locked { stored.compactMap { $0 } } }

  private func locked<Value>(_ body: () -> Value) -> Value {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    return body()
  }
}
