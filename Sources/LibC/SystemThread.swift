#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A thread of the system.
///
/// Dispatch does not report whether it got a thread, and waits for ever if it did not, as under a limit on processes or
/// memory.
package struct SystemThread {
  private let thread: pthread_t

  /// Starts a thread; nil if none is available.
  package init?(_ work: @escaping @Sendable () -> Void) {
    var attributes = pthread_attr_t()
    guard pthread_attr_init(&attributes) == 0 else { return nil }
    defer { pthread_attr_destroy(&attributes) }
    // Enough for the deepest file; the systems' defaults vary from 128 KiB to 8 MiB.
    pthread_attr_setstacksize(&attributes, 1 << 20)
    let box = Unmanaged.passRetained(Box(work))
    #if canImport(Glibc)
      var thread = pthread_t()
      let result = pthread_create(&thread, &attributes, { Box.run($0) }, box.toOpaque())
    #else
      var started: pthread_t?
      let result = pthread_create(&started, &attributes, { Box.run($0) }, box.toOpaque())
    #endif
    guard result == 0 else {
      box.release()
      return nil
    }
    #if canImport(Glibc)
      self.thread = thread
    #else
      guard let started else { return nil }
      thread = started
    #endif
  }

  /// Waits for its end.
  package func join() { pthread_join(thread, nil) }

  /// Lets it end on its own; nobody waits for it.
  package func detach() { pthread_detach(thread) }

  private final class Box: Sendable {
    let work: @Sendable () -> Void

    init(_ work: @escaping @Sendable () -> Void) {
      self.work = work
    }

    static func run(_ pointer: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
      guard let pointer else { return nil }
      Unmanaged<Box>.fromOpaque(pointer).takeRetainedValue().work()
      return nil
    }
  }
}
