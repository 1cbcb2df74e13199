import COpenSSL
import Language
import LibC
import ProbeResults

/// The authorities that are trusted.
package final class TrustStore: @unchecked Sendable {
  // OpenSSL's stores and contexts may be used by several threads once they are set up.
  let context: OpaquePointer
  let store: OpaquePointer

  /// Why there is no store.
  package struct Problem: Error, CustomStringConvertible {
    /// A sentence without a full stop.
    package let description: String
  }

  /// Reads the authorities of the system, or those in a file.
  ///
  /// - Parameter file: A file of certificates in PEM; nil for those of the system.
  /// - Throws: ``Problem`` if there is none.
  package init(file: String? = nil) throws(Problem) {
    // Configuration files could load code.
    OPENSSL_init_ssl(UInt64(OPENSSL_INIT_NO_LOAD_CONFIG), nil)
    guard let context = SSL_CTX_new(TLS_client_method()), let store = SSL_CTX_get_cert_store(context) else {
      throw Problem(description: "TLS cannot be set up: \(TLSError.text)")
    }
    self.context = context
    self.store = store
    COpenSSLPrepare(context)
    // Certificates are judged afterwards, so that the reason is known exactly.
    SSL_CTX_set_verify(context, SSL_VERIFY_NONE, nil)
    let files = file.map { [$0] } ?? Self.systemFiles
    guard files.contains(where: { X509_STORE_load_file(store, $0) == 1 }) else {
      let reason = TLSError.text
      throw Problem(
        description: file.map { "cannot read certificates from `\($0)`: \(reason)" }
          ?? "there are no certificates of authorities on this machine; name a file with --ca-file")
    }
  }

  deinit { SSL_CTX_free(context) }

  /// Where systems keep certificates of authorities: the program may be another system's.
  private static var systemFiles: [String] {
    let named = getenv("SSL_CERT_FILE").map { [String(cString: $0)] } ?? []
    return named + [
      "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt",
      "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem", "/etc/ssl/ca-bundle.pem", "/etc/ssl/cert.pem",
      "/usr/local/share/certs/ca-root-nss.crt", "/opt/homebrew/etc/openssl@3/cert.pem",
    ]
  }
}

/// What OpenSSL says went wrong last in this thread.
enum TLSError {
  static var text: String {
    let code = ERR_get_error()
    ERR_clear_error()
    if code == 0 { return "no reason is known" }
    // Errors of the system have this bit set.
    let system: UInt = 0x8000_0000
    if code & system != 0 { return String(cString: strerror(Int32(truncatingIfNeeded: code & (system - 1)))) }
    return ERR_reason_error_string(code).map { String(cString: $0) } ?? "error \(code)"
  }
}

/// A connection inside TLS.
final class TLSStream: MailStream {
  let connection: OpaquePointer
  private let socket: MailSocket
  // OpenSSL gets and gives bytes through memory, a piece at a time: reading from the socket itself, it would not come back
  // as long as a server sends something.
  private let input: OpaquePointer
  private let output: OpaquePointer

  /// Negotiates TLS over a connection.
  ///
  /// - Throws: ``StepOutcome`` with the reason.
  init(
    over socket: MailSocket, to host: Host, _ trust: TrustStore, by deadline: ContinuousClock.Instant
  ) throws(StepOutcome) {
    ERR_clear_error()
    guard let connection = SSL_new(trust.context), let input = BIO_new(BIO_s_mem()), let output = BIO_new(BIO_s_mem())
    else { throw StepOutcome(reason: .handshakeFailed, detail: TLSError.text, isOpen: false) }
    SSL_set_bio(connection, input, output)
    self.connection = connection
    self.socket = socket
    self.input = input
    self.output = output
    // Server names in TLS are never addresses (RFC 6066, section 3).
    if case .name(let name) = host { COpenSSLSetHostName(connection, name) }
    do throws(Failure) {
      _ = try retried(by: deadline) { SSL_connect(connection) }
    } catch {
      throw switch error {
      case .stream(.timedOut): StepOutcome(reason: .timedOut, isOpen: false)
      case .stream(.closed): StepOutcome(reason: .closed, isOpen: false)
      case .tls(let text): StepOutcome(reason: .handshakeFailed, detail: text, isOpen: false)
      }
    }
  }

  deinit { SSL_free(connection) }

  /// The version that was negotiated.
  var version: String { SSL_get_version(connection).map { String(cString: $0) } ?? "" }

  private enum Failure: Error {
    case stream(StreamProblem)
    case tls(String)
  }

  /// Calls a function of OpenSSL until it is done.
  private func retried(by deadline: ContinuousClock.Instant, _ body: () -> Int32) throws(Failure) -> Int32 {
    while true {
      guard ContinuousClock.now < deadline else { throw .stream(.timedOut) }
      ERR_clear_error()
      let result = body()
      let problem = SSL_get_error(connection, result)
      let text = problem == SSL_ERROR_SSL ? TLSError.text : ""
      try sendOutput(by: deadline)
      if result > 0 { return result }
      switch problem {
      case SSL_ERROR_WANT_READ: try receiveInput(by: deadline)
      case SSL_ERROR_SSL: throw .tls(text)
      default: throw .stream(.closed)
      }
    }
  }

  private func sendOutput(by deadline: ContinuousClock.Instant) throws(Failure) {
    var bytes = [UInt8](repeating: 0, count: Self.piece)
    while true {
      let count = BIO_read(output, &bytes, Int32(bytes.count))
      guard count > 0 else { return }
      do throws(StreamProblem) {
        try socket.write(Array(bytes.prefix(Int(count))), by: deadline)
      } catch {
        throw .stream(error)
      }
    }
  }

  private func receiveInput(by deadline: ContinuousClock.Instant) throws(Failure) {
    let bytes: [UInt8]
    do throws(StreamProblem) {
      bytes = try socket.read(atMost: Self.piece, by: deadline)
    } catch {
      throw .stream(error)
    }
    guard !bytes.isEmpty, BIO_write(input, bytes, Int32(bytes.count)) == bytes.count else { throw .stream(.closed) }
  }

  private static let piece = 4096

  func read(atMost count: Int, by deadline: ContinuousClock.Instant) throws(StreamProblem) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    do throws(Failure) {
      let length = try retried(by: deadline) { SSL_read(connection, &bytes, Int32(count)) }
      return Array(bytes.prefix(Int(length)))
    } catch {
      if case .stream(let problem) = error { throw problem }
      throw .closed
    }
  }

  func write(_ bytes: [UInt8], by deadline: ContinuousClock.Instant) throws(StreamProblem) {
    do throws(Failure) {
      // Everything is written at once, as OpenSSL does unless it is told otherwise.
      _ = try retried(by: deadline) { SSL_write(connection, bytes, Int32(bytes.count)) }
    } catch {
      if case .stream(let problem) = error { throw problem }
      throw .closed
    }
  }
}
