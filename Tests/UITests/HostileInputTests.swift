import Foundation
import Testing

/// Input that somebody may send to break the program, and the expected message.
struct HostileInput: Sendable, CustomTestStringConvertible {
  /// A description of the input.
  let name: String
  /// The exit status of `check`: 0 for a file that is unusual but valid, otherwise 1.
  let status: Int32
  /// The message of the first finding.
  let words: String
  /// Generates the file; it may be megabytes, so it is generated only when it is tested.
  let bytes: @Sendable () -> [UInt8]

  init(_ name: String, status: Int32 = 1, says words: String = "", _ text: @escaping @Sendable () -> String) {
    self.init(name, status: status, says: words, bytes: { Array(text().utf8) })
  }

  init(_ name: String, status: Int32 = 1, says words: String = "", bytes: @escaping @Sendable () -> [UInt8]) {
    self.name = name
    self.status = status
    self.words = words
    self.bytes = bytes
  }

  var testDescription: String { name }

  private static let good =
    "version: 1\nservers:\n  relay: { serverName: smtp.example.com }\nglobal: { defaultServer: relay }\n"
  /// A million for a release build; a fiftieth of it for a debug build, which is twenty times slower.
  private static let million = Place.isReleaseBuild ? 1_000_000 : 20_000

  private static func many(_ count: Int, _ text: (Int) -> String) -> String { (0..<count).map(text).joined() }
  private static func repeated(_ text: String, _ count: Int = million) -> String {
    String(repeating: text, count: count)
  }
  private static func named(_ serverName: String) -> String {
    good.replacingOccurrences(of: "smtp.example.com", with: serverName)
  }

  static let all: [HostileInput] =
    aliases + depths + longScalars + crowds + textOfTheFile + encodings

  private static let aliases = [
    HostileInput("an alias bomb", says: "add more than a million nodes") {
      good + "x-0: &a0 [x]\n"
        + many(9) { "x-\($0 + 1): &a\($0 + 1) [" + repeated("*a\($0), ", 10) + "]\n" }
    },
    HostileInput("an alias bomb by merging", says: "add more than a million nodes") {
      good + "x-0: &a0 { k: v }\n"
        + many(30) { "x-\($0 + 1): &a\($0 + 1) { a: *a\($0), b: *a\($0) }\n" }
    },
    HostileInput("a million aliases of a list", says: "add more than a million nodes") {
      good + "x-a: &a [x]\nx-b: [" + repeated("*a, ", 1_000_000) + "]\n"
    },
    HostileInput("a million aliases to nothing", says: "no value above is marked") {
      good + "x-a: [" + repeated("*foo, ") + "]\n"
    },
    HostileInput("a million anchors", status: 0) { good + "x-a: [" + many(million) { "&a\($0) x, " } + "]\n" },
    HostileInput("a long chain of merges", says: "with this alias expanded") {
      good + "x-0: &a0 { k: v }\n" + many(60_000) { "x-\($0 + 1): &a\($0 + 1) { <<: *a\($0) }\n" }
    },
    HostileInput("an alias of itself", says: "inside the value it repeats") { good + "x-a: &a [ *a ]\n" },
  ]

  private static let depths = [
    HostileInput("a million brackets", says: "nested more than 64 levels deep") { "version: 1\nx-a: " + repeated("[") },
    HostileInput("a million closing brackets", says: "cannot begin with") { good + "x-a: " + repeated("]") },
    HostileInput("a million braces", says: "nested more than 64 levels deep") { repeated("{a: ") },
    HostileInput("a million dashes in a row", says: "nested more than 64 levels deep") { repeated("- ") },
    HostileInput("a million question marks", says: "nested more than 64 levels deep") { repeated("? ") },
    HostileInput("a million colons", says: "error[yaml-syntax]") { repeated(": ") },
    HostileInput("a staircase of keys", says: "nested more than 64 levels deep") {
      many(2000) { repeated(" ", $0) + "a:\n" }
    },
  ]

  private static let longScalars = [
    HostileInput("a plain text of megabytes", status: 0) { good + "x-a: " + repeated("a", 8 * million) },
    HostileInput("megabytes of escapes", status: 0) { good + "x-a: \"" + repeated("\\n", 4 * million) + "\"\n" },
    HostileInput("a block of megabytes", status: 0) { good + "x-a: |\n" + repeated("  line\n") },
    HostileInput("a quote that never ends", says: "never closed") { good + "x-a: \"" + repeated("a\n") },
    HostileInput("a million quotes", says: "error[yaml-syntax]") { good + "x-a: " + repeated("\"", million + 1) },
    HostileInput("a key of megabytes", says: "error[yaml-syntax]") { good + repeated("a", 2 * million) + ": 1\n" },
    HostileInput("one line of megabytes", says: "must be a mapping") { repeated("a", 16 * million) },
    HostileInput("a server name of megabytes", says: "error[value-too-long]") { named(repeated("a", 8 * million)) },
    HostileInput("a server name of a million labels", says: "error[value-too-long]") { named(repeated("a.")) },
    HostileInput("a server name of a million users", says: "error[value-too-long]") { named(repeated("u@")) },
    HostileInput("a server name of a million colons", says: "error[value-too-long]") { named("\"\(repeated(":"))\"") },
    HostileInput("an integer of megabytes", says: "error[") {
      good.replacingOccurrences(of: "version: 1", with: "version: 1\(repeated("0"))")
    },
  ]

  private static let crowds = [
    HostileInput("a million servers", status: 0, says: "is enabled, but no site uses it") {
      "version: 1\nservers:\n" + many(million) { "  s\($0): { serverName: a.example.com }\n" }
        + "global: { defaultServer: s1 }\n"
    },
    HostileInput("a million sites", status: 0, says: "info[") {
      good + "sites:\n" + many(million) { "  s\($0): { servers: [relay] }\n" }
    },
    HostileInput("a million unknown keys", says: "unknown key `k0`") { good + many(million) { "k\($0): 1\n" } },
    HostileInput("a million equal keys", says: "unknown key `a`") { good + repeated("a: 1\n") },
    HostileInput("a million passwords", says: "`password` is a key of a server") { good + repeated("password: x\n") },
    HostileInput("a hundred thousand misspelt servers", says: "no server has the id") {
      good + "sites:\n" + many(100_000) { "  s\($0): { defaultServer: relai\($0) }\n" }
    },
    HostileInput("a million items in a chain", status: 0, says: "[") {
      good + "sites:\n  a: { servers: [" + repeated("relay, ") + "] }\n"
    },
    HostileInput("a million tags", status: 0) { good + "x-a: [" + repeated("!!str x, ") + "]\n" },
    HostileInput("a million unknown tags", says: "error[yaml-tag]") { good + "x-a: [" + repeated("!x x, ") + "]\n" },
    HostileInput("a million comments", status: 0) { repeated("# x\n") + good },
    HostileInput("a million comments that allow", status: 0, says: "[") {
      good + repeated("# smtpconf: allow unused-server -- x\n")
    },
    HostileInput("a million empty lines", status: 0) { repeated("\n", 8 * million) + good },
    HostileInput("a million documents", says: "a second YAML document begins here") { good + repeated("---\n") },
    HostileInput("a million directives", says: "error[yaml-limit]") { repeated("%FOO bar\n") + "---\n" + good },
    HostileInput("a million tag handles", says: "error[yaml-limit]") {
      many(million) { "%TAG !a\($0)! x\n" } + "---\n" + good
    },
  ]

  private static let textOfTheFile = [
    HostileInput("nothing", says: "the file is empty") { "" },
    HostileInput("nothing but a byte order mark", says: "error[") { "\u{FEFF}" },
    HostileInput("nothing but a line end", says: "error[") { "\n" },
    HostileInput("a million tabs", says: "a tab cannot indent a line") { repeated("\t") },
    HostileInput("a million percent signs", says: "is a directive") { repeated("%") },
    HostileInput("line ends of CR alone", status: 0) { good.replacingOccurrences(of: "\n", with: "\r") },
    HostileInput("line ends of CRLF", status: 0) { good.replacingOccurrences(of: "\n", with: "\r\n") },
    HostileInput("line ends of all kinds", status: 0) {
      good.replacingOccurrences(of: "global", with: "\n\r\r\n\nglobal") + "\r\n\r"
    },
    HostileInput("a line that only YAML 1.1 ends", status: 0) {
      good.replacingOccurrences(of: "\nglobal", with: "\u{2028}global")
    },
  ]

  private static let encodings = [
    HostileInput(
      "UTF-16 with its mark", says: "the file is UTF-16LE, not UTF-8",
      bytes: {
        [0xFF, 0xFE] + good.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
      }),
    HostileInput(
      "UTF-16 without a mark", says: "the file is UTF-16BE, not UTF-8",
      bytes: {
        good.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
      }),
    HostileInput(
      "UTF-32", says: "the file is UTF-32LE, not UTF-8",
      bytes: {
        [0xFF, 0xFE, 0, 0] + good.unicodeScalars.flatMap { [UInt8($0.value & 0xFF), 0, 0, 0] }
      }),
    HostileInput("Latin-1", says: "the byte E4 is not UTF-8", bytes: { Array(good.utf8) + [0x23, 0xE4, 0x0A] }),
    HostileInput(
      "half of a surrogate pair", says: "the byte ED is not UTF-8",
      bytes: {
        Array(good.utf8) + [0x23, 0xED, 0xA0, 0x80]
      }),
    HostileInput(
      "an overlong slash", says: "the byte C0 is not UTF-8",
      bytes: {
        Array(good.utf8) + [0x23, 0xC0, 0xAF]
      }),
    HostileInput(
      "a character beyond Unicode", says: "the byte F4 is not UTF-8",
      bytes: {
        Array(good.utf8) + [0x23, 0xF4, 0x90, 0x80, 0x80]
      }),
    HostileInput(
      "the first half of a character", says: "the byte E2 is not UTF-8",
      bytes: {
        Array(good.utf8) + [0x23, 0xE2, 0x80]
      }),
    HostileInput(
      "a million bytes that are not text", says: "the byte FF is not UTF-8",
      bytes: {
        Array(good.utf8) + Array(repeating: 0xFF, count: million)
      }),
    HostileInput("a NUL", says: "error[yaml-encoding]") { good + "# \0\n" },
    HostileInput("an escape sequence", says: "error[yaml-encoding]") { good + "# \u{1B}[2J\n" },
    HostileInput("a byte order mark in the middle", says: "a byte order mark (U+FEFF)") { good + "# \u{FEFF}\n" },
    HostileInput("text that runs backwards", says: "error[") { named("\u{202E}moc.elpmaxe") },
    HostileInput("letters that look like others", says: "error[") { named("smtp.ex\u{0430}mple.com") },
    HostileInput("a million combining characters", says: "error[") { named("e" + repeated("\u{301}")) },
  ]
}

/// Time and memory are limited by the system, so that a loop or a leak causes a failure and not a machine that hangs.
@Suite("Hostile input", .serialized)
struct HostileInputTests {
  /// Seconds of processor time: a hundred times what the slowest input needs.
  private static let seconds = 300
  /// Kilobytes of address space.
  private static let kilobytes = 6_000_000

  @Test(
    "is checked, fixed and built in bounded time and memory, with a useful message",
    arguments: HostileInput.all)
  func bounded(input: HostileInput) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "smtpconf-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data(input.bytes()).write(to: folder.appending(path: "a.yaml"))
    for command in ["check", "check --format json", "check --fix --diff", "build -o t.json"] {
      let result = try Self.run(command + " --no-filesystem a.yaml", in: folder)
      #expect(result.status == input.status, "\(command): \(result.words.prefix(500))")
      guard command == "check" else { continue }
      #expect(input.words.isEmpty || result.words.contains(input.words), "\(result.words.prefix(500))")
      #expect(input.status == 0 || result.words.contains("error["), "\(result.words.prefix(500))")
    }
    let hasTable = FileManager.default.fileExists(atPath: folder.appending(path: "t.json").path)
    #expect(hasTable == (input.status == 0))
  }

  private static func run(_ arguments: String, in folder: URL) throws -> (words: String, status: Int32) {
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/sh")
    shell.arguments = [
      "-c", "ulimit -t \(seconds); ulimit -v \(kilobytes); exec '\(Place.program.path)' \(arguments) >out 2>&1",
    ]
    shell.currentDirectoryURL = folder
    shell.standardInput = FileHandle.nullDevice
    try shell.run()
    shell.waitUntilExit()
    let output = try FileHandle(forReadingFrom: folder.appending(path: "out"))
    defer { try? output.close() }
    let words = String(decoding: try output.read(upToCount: 100_000) ?? Data(), as: UTF8.self)
    return (words, shell.terminationReason == .exit ? shell.terminationStatus : -1)
  }
}
