import FuzzProperties
import LibC
import Linting
import Rules
import SystemPackage

/// libFuzzer's loop: reads its options, and calls the function with one input after another.
@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
  _ count: UnsafeMutablePointer<Int32>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ tryInput: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
) -> Int32

/// The property under test; set before the loop begins.
nonisolated(unsafe) private var property = Property.read

@_cdecl("LLVMFuzzerTestOneInput")
private func tryInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  do {
    try property.hold(for: Array(UnsafeBufferPointer(start: start, count: count)))
  } catch {
    fatal("\(property): \(error)")
  }
  return 0
}

/// Ends the program as libFuzzer expects, so that it keeps the input.
private func fatal(_ text: String) -> Never {
  _ = try? FileDescriptor.standardError.writeAll("\(text)\n".utf8)
  abort()
}

/// `SMTPCONF_FUZZ=PROPERTY Fuzzer OPTIONS`, or `SMTPCONF_FUZZ=seeds Fuzzer FOLDER`.
///
/// libFuzzer uses the command line, and starts the program again with its own arguments when it merges; so the property
/// comes from the environment.
@main
private enum Fuzzer {
  static func main() throws {
    let wanted = getenv("SMTPCONF_FUZZ").map { String(cString: $0) } ?? ""
    if wanted == "seeds", CommandLine.arguments.count == 2 {
      return try writeSeeds(to: FilePath(CommandLine.arguments[1]))
    }
    guard let named = Property.all.first(where: { $0.name == wanted }) else {
      fatal("SMTPCONF_FUZZ must be one of: \(Property.all.map(\.name).joined(separator: ", ")), seeds")
    }
    property = named
    var count = CommandLine.argc
    withUnsafeTemporaryAllocation(of: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.self, capacity: 1) {
      $0.initialize(repeating: CommandLine.unsafeArgv)
      guard let arguments = $0.baseAddress else { return }
      exit(runDriver(&count, arguments, tryInput))
    }
  }

  /// Writes the examples of all rules: no other files have so many mistakes in so few lines.
  private static func writeSeeds(to folder: FilePath) throws {
    for rule in RuleCatalog.rules.all {
      for (index, example) in (rule.bad + rule.good).enumerated() {
        let file = try FileDescriptor.open(
          folder.appending("\(rule.id)-\(index)"), .writeOnly, options: [.create, .truncate],
          permissions: [.ownerReadWrite])
        // The files that it extends come after it, under the names that the property `layers` gives them.
        let names = example.files.keys.sorted()
        let texts = [example.unmarked.text] + names.compactMap { example.files[$0] }
        let stack = texts.map { text in
          names.enumerated().reduce(text) { $0.replacing($1.element, with: "\($1.offset + 1).yaml") }
        }
        try file.closeAfter { _ = try file.writeAll(stack.joined(separator: Property.fileSeparator).utf8) }
      }
    }
  }
}
