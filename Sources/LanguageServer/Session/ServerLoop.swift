import JSONRPC
import LibC
import SourceText

/// Runs a server on input and output: this thread reads, another one works and writes.
package struct ServerLoop {
  private let session: Session

  /// A loop for a server.
  package init(_ session: Session) {
    self.session = session
  }

  /// How long the last messages may take.
  private static let lastMilliseconds = 2000

  /// Serves the client until it asks to end, or is gone.
  ///
  /// - Parameters:
  ///   - read: Reads some bytes; none at the end of the input.
  ///   - write: Writes bytes; false if nobody reads them.
  /// - Returns: The exit status: 0 if the client shut the server down before it ended it; nil if there is no thread.
  package func run(
    read: () -> [UInt8], write: @escaping @Sendable ([UInt8]) -> Bool
  ) -> Int32? {
    let session = session
    let isGone = Locked(false)
    let worker = SystemThread {
      while let bytes = session.work(milliseconds: 60_000) {
        if !bytes.isEmpty, !write(bytes) {
          isGone.withLock { $0 = true }
          // The end of input will follow; nothing else can be done.
          break
        }
      }
      session.end()
    }
    guard let worker else { return nil }
    worker.detach()
    var reader = MessageReader()
    while true {
      let bytes = read()
      if bytes.isEmpty || isGone.withLock({ $0 }) { return 1 }
      reader.append(bytes)
      while let part = reader.next() {
        if !session.receive(part) {
          session.close()
          session.waitForEnd(milliseconds: Self.lastMilliseconds)
          return 1
        }
        if let status = session.exitStatus {
          session.waitForEnd(milliseconds: Self.lastMilliseconds)
          return status
        }
      }
    }
  }
}
