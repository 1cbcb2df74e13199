#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Bytes of a secret, whose memory is overwritten before it is freed, so that nothing else of the process finds them there.
package final class SecretBytes: @unchecked Sendable, ExpressibleByArrayLiteral {
  // Nothing is written after the initialiser.
  private let memory: UnsafeMutableRawBufferPointer
  /// The number of bytes.
  package let count: Int

  /// Reads bytes into memory.
  ///
  /// - Parameters:
  ///   - capacity: The most bytes.
  ///   - fill: Reads into the memory, and returns the number of bytes.
  /// - Throws: What the function throws.
  package init(capacity: Int, _ fill: (UnsafeMutableRawBufferPointer) throws -> Int) rethrows {
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: max(1, capacity), alignment: 1)
    do {
      count = try fill(memory)
    } catch {
      Self.overwrite(memory)
      memory.deallocate()
      throw error
    }
    self.memory = memory
  }

  /// A copy of bytes that are somewhere else as well.
  package convenience init(_ bytes: some Collection<UInt8>) {
    self.init(capacity: bytes.count) { memory in
      memory.copyBytes(from: bytes)
      return bytes.count
    }
  }

  package convenience init(arrayLiteral bytes: UInt8...) { self.init(bytes) }

  deinit {
    Self.overwrite(memory)
    memory.deallocate()
  }

  /// Passes the bytes to a function, which must not keep them.
  package func withBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
    try body(UnsafeRawBufferPointer(rebasing: memory[..<count]))
  }

  /// Unlike a plain assignment, this is not left out by the compiler.
  private static func overwrite(_ memory: UnsafeMutableRawBufferPointer) {
    guard let start = memory.baseAddress else { return }
    #if canImport(Darwin)
      memset_s(start, memory.count, 0, memory.count)
    #else
      explicit_bzero(start, memory.count)
    #endif
  }
}
