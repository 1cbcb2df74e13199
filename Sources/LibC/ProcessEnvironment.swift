#if canImport(Glibc)
  @preconcurrency import Glibc
#elseif canImport(Musl)
  @preconcurrency import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The environment of this process, as it was given by its parent.
package enum ProcessEnvironment {
  /// The bytes of a variable's value; nil if it is not set.
  package static func value(of name: String) -> SecretBytes? {
    guard let value = getenv(name) else { return nil }
    return SecretBytes(UnsafeRawBufferPointer(start: value, count: strlen(value)))
  }

  /// The names of all variables.
  package static var names: [String] {
    var next = entries
    var names: [String] = []
    while let entry = next?.pointee {
      let text = UnsafeRawBufferPointer(start: entry, count: strlen(entry))
      names.append(String(decoding: text.prefix { $0 != UInt8(ascii: "=") }, as: UTF8.self))
      next = next?.successor()
    }
    return names
  }

  /// The first of the entries `NAME=VALUE`, which end with a null pointer.
  private static var entries: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? {
    #if canImport(Darwin)
      _NSGetEnviron().pointee
    #else
      environ
    #endif
  }
}
