import TestSupport
import Testing

@testable import Language

@Suite("Server names: host, or host:port")
struct ServerNameTests {
  struct Good: Sendable, CustomTestStringConvertible {
    let text: String
    let host: String
    let port: UInt16
    var testDescription: String { text.debugDescription }

    init(_ text: String, _ host: String, port: UInt16 = 25) {
      self.text = text
      self.host = host
      self.port = port
    }
  }

  struct Bad: Sendable, CustomTestStringConvertible {
    let text: String
    let defect: ServerNameProblem
    var testDescription: String { text.debugDescription }

    init(_ text: String, _ defect: ServerNameProblem) {
      self.text = text
      self.defect = defect
    }
  }

  private static let label63 = String(repeating: "a", count: 63)
  private static let name253 = [label63, label63, label63, String(repeating: "b", count: 61)].joined(separator: ".")

  static let names = [
    Good("smtp.example.com", "smtp.example.com"),
    Good("smtp.example.com:587", "smtp.example.com", port: 587),
    Good("SMTP.Example.COM", "smtp.example.com"),
    Good("smtp.example.com.", "smtp.example.com"),
    Good("smtp.example.com.:25", "smtp.example.com", port: 25),
    Good("localhost", "localhost"),
    Good("h", "h"),
    Good("h:1", "h", port: 1),
    Good("h:65535", "h", port: 65535),
    Good("h-0", "h-0"),
    Good("_smtp._tcp.example.com", "_smtp._tcp.example.com"),
    Good("a_b", "a_b"),
    Good("_", "_"),
    Good("9lives", "9lives"),
    Good("10.example.com", "10.example.com"),
    Good("1.2.3.4a", "1.2.3.4a"),
    Good("0x7f.0x1", "0x7f.0x1"),
    Good("xn--grer-8qa9a.example", "xn--grer-8qa9a.example"),
    Good("a--b", "a--b"),
    Good(label63, label63),
    Good(label63 + ".com:25", label63 + ".com", port: 25),
    Good(name253, name253),
    Good(name253 + ".", name253),
  ]

  static let addresses = [
    Good("10.0.0.9", "10.0.0.9"),
    Good("10.0.0.9:2525", "10.0.0.9", port: 2525),
    Good("0.0.0.0", "0.0.0.0"),
    Good("255.255.255.255:65535", "255.255.255.255", port: 65535),
    Good("[::1]", "::1"),
    Good("[::]:25", "::", port: 25),
    Good("[2001:DB8::1]:587", "2001:db8::1", port: 587),
    Good("[::ffff:10.0.0.1]", "::ffff:10.0.0.1"),
    Good("[::FFFF:a00:1]:25", "::ffff:10.0.0.1", port: 25),
    Good("[1:2:3:4:5:6:7:8]", "1:2:3:4:5:6:7:8"),
  ]

  @Test(
    "A DNS name is converted to lower case without a trailing dot; the default port is 25", arguments: names)
  func name(_ example: Good) throws {
    let name = try ServerName(example.text)
    #expect(name.host == .name(example.host))
    #expect(name.port.number == example.port)
    #expect(!name.host.isAddress)
  }

  @Test("An address is converted to its canonical form", arguments: addresses)
  func address(_ example: Good) throws {
    let name = try ServerName(example.text)
    #expect(name.host.description == example.host)
    #expect(name.host.isAddress)
    #expect(name.port.number == example.port)
  }

  @Test("The fast parser gives the same result as the slow one, or none", arguments: names + addresses)
  func quickWay(_ example: Good) throws {
    let quick = Array(example.text.utf8).withUnsafeBufferPointer { ServerName(usual: $0) }
    #expect(try quick == nil || quick == ServerName(example.text))
    #expect(
      (quick != nil)
        == (!example.text.hasPrefix("[") && example.text.last != "." && !example.text.contains(".:")
          && !example.host.allSatisfy { $0.isNumber || $0 == "." }))
  }

  private func expectProblem(_ example: Bad, sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(throws: example.defect, sourceLocation: sourceLocation) { try ServerName(example.text) }
    let quick = Array(example.text.utf8).withUnsafeBufferPointer { ServerName(usual: $0) }
    #expect(quick == nil, sourceLocation: sourceLocation)
  }

  @Test(
    "White space anywhere, of whatever kind",
    arguments: [
      Bad(" smtp.example.com", .whitespace(cleaned: "smtp.example.com")),
      Bad("smtp.example.com ", .whitespace(cleaned: "smtp.example.com")),
      Bad("h:25\n", .whitespace(cleaned: "h:25")),
      Bad("h\t:25", .whitespace(cleaned: "h:25")),
      Bad("h\r\n", .whitespace(cleaned: "h")),
      Bad("\u{A0}h", .whitespace(cleaned: "h")),
      Bad("h\u{2028}", .whitespace(cleaned: "h")),
      Bad("h\u{85}", .whitespace(cleaned: "h")),
      Bad("h\u{3000}", .whitespace(cleaned: "h")),
      Bad(" ", .whitespace(cleaned: nil)),
      Bad(" smtp://h/ ", .whitespace(cleaned: "h")),
      Bad(" größer", .whitespace(cleaned: nil)),
      Bad(" h:0", .whitespace(cleaned: nil)),
    ])
  func whitespace(_ example: Bad) { expectProblem(example) }

  @Test(
    "A scheme",
    arguments: [
      Bad("smtp://h", .scheme("smtp", cleaned: "h")),
      Bad("smtps://smtp.example.com:465", .scheme("smtps", cleaned: "smtp.example.com:465")),
      Bad("http://h/", .scheme("http", cleaned: "h")),
      Bad("smtp://user:word@h:25/path", .scheme("smtp", cleaned: "h:25")),
      Bad("://h", .scheme("", cleaned: "h")),
      Bad("smtp://", .scheme("smtp", cleaned: nil)),
      Bad("smtp://größer", .scheme("smtp", cleaned: nil)),
      Bad("smtp://[::1]:25", .scheme("smtp", cleaned: "[::1]:25")),
      Bad("smtp://::1", .scheme("smtp", cleaned: nil)),
    ])
  func scheme(_ example: Bad) { expectProblem(example) }

  @Test(
    "A user before an @",
    arguments: [
      Bad("user@h", .host(.userInfo(cleaned: "h"))),
      Bad("user:word@h:25", .host(.userInfo(cleaned: "h:25"))),
      Bad("a@b@h", .host(.userInfo(cleaned: "h"))),
      Bad("@h", .host(.userInfo(cleaned: "h"))),
      Bad("user@", .host(.userInfo(cleaned: nil))),
      Bad("user@h/path", .host(.userInfo(cleaned: "h"))),
      Bad("us/er@h", .host(.userInfo(cleaned: "h"))),
      Bad("ü@h", .host(.userInfo(cleaned: "h"))),
    ])
  func user(_ example: Bad) { expectProblem(example) }

  @Test(
    "A path",
    arguments: [
      Bad("h/", .host(.path(cleaned: "h"))),
      Bad("h:25/inbox", .host(.path(cleaned: "h:25"))),
      Bad("/h", .host(.path(cleaned: nil))),
      Bad("h:0/x", .host(.path(cleaned: nil))),
      Bad("[::1]:25/x", .host(.path(cleaned: "[::1]:25"))),
      Bad("h/ü", .host(.path(cleaned: "h"))),
      Bad("smtp:/h", .host(.path(cleaned: nil))),
    ])
  func path(_ example: Bad) { expectProblem(example) }

  @Test(
    "A character outside of ASCII",
    arguments: [
      Bad("größer.example", .host(.nonASCII("ö"))),
      Bad("日本.example:25", .host(.nonASCII("日"))),
      Bad("h:２５", .host(.nonASCII("２"))),
      Bad("e\u{301}.example", .host(.nonASCII("\u{301}"))),
      Bad("h\u{200B}", .host(.nonASCII("\u{200B}"))),
      Bad("[::1]\u{301}", .host(.nonASCII("\u{301}"))),
      Bad("h。example", .host(.nonASCII("。"))),
    ])
  func nonASCII(_ example: Bad) { expectProblem(example) }

  @Test(
    "Brackets that do not contain one IPv6 address",
    arguments: [
      Bad("[::1", .host(.misplacedBracket)),
      Bad("::1]", .host(.misplacedBracket)),
      Bad("h[::1]", .host(.misplacedBracket)),
      Bad("]::1[", .host(.misplacedBracket)),
      Bad("[]", .host(.notIPv6(""))),
      Bad("[h]", .host(.notIPv6("h"))),
      Bad("[10.0.0.1]", .host(.notIPv6("10.0.0.1"))),
      Bad("[:::]", .host(.notIPv6(":::"))),
      Bad("[12345::]", .host(.notIPv6("12345::"))),
      Bad("[[::1]]", .host(.notIPv6("[::1"))),
      Bad("[::1]25", .host(.textAfterBracket)),
      Bad("[::1]x", .host(.textAfterBracket)),
      Bad("[::1]]", .host(.textAfterBracket)),
      Bad("[fe80::1%eth0]", .host(.zone)),
      Bad("[fe80::1%25eth0]:25", .host(.zone)),
    ])
  func brackets(_ example: Bad) { expectProblem(example) }

  @Test(
    "An IPv6 address without brackets, with a suggestion in brackets: the last colon begins a port only if it must",
    arguments: [
      Bad("::1", .unbracketedIPv6(readings: ["[::1]"])),
      Bad("::", .unbracketedIPv6(readings: ["[::]"])),
      Bad("2001:db8::1", .unbracketedIPv6(readings: ["[2001:db8::1]"])),
      Bad("2001:db8::1:25", .unbracketedIPv6(readings: ["[2001:db8::1:25]", "[2001:db8::1]:25"])),
      Bad("1:2:3:4:5:6:7:8", .unbracketedIPv6(readings: ["[1:2:3:4:5:6:7:8]"])),
      Bad("1:2:3:4:5:6:7:8:25", .unbracketedIPv6(readings: ["[1:2:3:4:5:6:7:8]:25"])),
      Bad("::ffff:10.0.0.1", .unbracketedIPv6(readings: ["[::ffff:10.0.0.1]"])),
      Bad("::ffff:10.0.0.1:25", .unbracketedIPv6(readings: ["[::ffff:10.0.0.1]:25"])),
      Bad("::1:99999", .unbracketedIPv6(readings: [])),
      Bad("FE80::1", .unbracketedIPv6(readings: ["[FE80::1]"])),
    ])
  func unbracketed(_ example: Bad) { expectProblem(example) }

  @Test(
    "An invalid host",
    arguments: [
      Bad("", .host(.empty)),
      Bad(":25", .host(.missing)),
      Bad(":", .host(.missing)),
      Bad(".", .host(.emptyLabel)),
      Bad("a..b", .host(.emptyLabel)),
      Bad(".a", .host(.emptyLabel)),
      Bad("a..", .host(.emptyLabel)),
      Bad(label63 + "a", .host(.labelTooLong(label63 + "a"))),
      Bad("a." + label63 + "a.b:25", .host(.labelTooLong(label63 + "a"))),
      Bad("-a", .host(.hyphenAtEnd("-a"))),
      Bad("a-.example", .host(.hyphenAtEnd("a-"))),
      Bad("a.-.example", .host(.hyphenAtEnd("-"))),
      Bad(name253 + "b", .host(.nameTooLong)),
      Bad("c" + name253 + ".", .host(.nameTooLong)),
      Bad("a,b", .host(.character(","))),
      Bad("a;b", .host(.character(";"))),
      Bad("*.example.com", .host(.character("*"))),
      Bad("a\\b", .host(.character("\\"))),
      Bad("\"h\"", .host(.character("\""))),
      Bad("h?x", .host(.character("?"))),
      Bad("a+b", .host(.character("+"))),
      Bad("a%b", .host(.character("%"))),
    ])
  func host(_ example: Bad) { expectProblem(example) }

  @Test(
    "A name that ends in a number must be an IPv4 address",
    arguments: [
      Bad("10.0.0", .host(.notIPv4("10.0.0"))),
      Bad("10.0.0.256", .host(.notIPv4("10.0.0.256"))),
      Bad("010.0.0.1", .host(.notIPv4("010.0.0.1"))),
      Bad("10.0.0.01", .host(.notIPv4("10.0.0.01"))),
      Bad("10.0.0.1.", .host(.notIPv4("10.0.0.1."))),
      Bad("1.2.3.4.5:25", .host(.notIPv4("1.2.3.4.5"))),
      Bad("1", .host(.notIPv4("1"))),
      Bad("smtp.1", .host(.notIPv4("smtp.1"))),
      Bad("0x7f.1", .host(.notIPv4("0x7f.1"))),
      Bad("1..2", .host(.notIPv4("1..2"))),
      Bad("4294967295", .host(.notIPv4("4294967295"))),
      Bad("1000.0.0.1", .host(.notIPv4("1000.0.0.1"))),
    ])
  func ipv4(_ example: Bad) { expectProblem(example) }

  @Test(
    "An invalid port",
    arguments: [
      Bad("h:", .port(.missing)),
      Bad("[::1]:", .port(.missing)),
      Bad("h:abc", .port(.notANumber)),
      Bad("h:25x", .port(.notANumber)),
      Bad("h:0x19", .port(.notANumber)),
      Bad("h:2.5", .port(.notANumber)),
      Bad("h:25,26", .port(.notANumber)),
      Bad("h:0", .port(.zero)),
      Bad("h:000", .port(.zero)),
      Bad("h:025", .port(.leadingZero)),
      Bad("h:070000", .port(.leadingZero)),
      Bad("h:+25", .port(.signed)),
      Bad("h:-25", .port(.signed)),
      Bad("h:+", .port(.signed)),
      Bad("h:587:", .port(.severalColons)),
      Bad("h:25:25", .port(.severalColons)),
      Bad("h::25", .port(.severalColons)),
      Bad("[::1]:25:25", .port(.severalColons)),
      Bad("h:65536", .portOutOfRange),
      Bad("h:70000", .portOutOfRange),
      Bad("h:99999999999999999999999999", .portOutOfRange),
      Bad("10.0.0.1:", .port(.missing)),
    ])
  func port(_ example: Bad) { expectProblem(example) }

  @Test(
    "Of several problems the first counts: white space, scheme, @, path, non-ASCII, brackets, colons, host, port",
    arguments: [
      Bad("smtp://u@ö/[:: -a:0", .whitespace(cleaned: nil)),
      Bad("smtp://u@ö/[::-a:0", .scheme("smtp", cleaned: nil)),
      Bad("u@ö/[::-a:0", .host(.userInfo(cleaned: nil))),
      Bad("ö/[::-a:0", .host(.path(cleaned: nil))),
      Bad("ö[::-a:0", .host(.nonASCII("ö"))),
      Bad("[::-a:0", .host(.misplacedBracket)),
      Bad("-a:1:0", .port(.severalColons)),
      Bad("-a:0", .host(.hyphenAtEnd("-a"))),
    ])
  func order(_ example: Bad) { expectProblem(example) }

  @Test(
    "A foreign part is found even if a combining character follows its sign",
    arguments: [
      Bad("smtp://\u{301}h", .scheme("smtp", cleaned: nil)),
      Bad("user@\u{301}h", .host(.userInfo(cleaned: nil))),
      Bad("h/\u{301}", .host(.path(cleaned: "h"))),
    ])
  func combining(_ example: Bad) { expectProblem(example) }

  @Test("The cleaned name of a problem is itself a server name", arguments: 0..<200)
  func cleanedIsValid(seed: Int) throws {
    var random = SeededGenerator(seed: seed)
    let pieces = [
      "smtp://", "u@", "h", ".", "a-b", ":", "25", "0", "/", " ", "[::1]", "::1", "ö", "-", "\t", "10.0.0.1", "[", "]",
    ]
    for _ in 0..<50 {
      let text = (0..<Int.random(in: 1...6, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }
        .joined()
      do {
        _ = try ServerName(text)
      } catch .whitespace(let cleaned), .scheme(_, let cleaned), .host(.userInfo(let cleaned)), .host(
        .path(let cleaned))
      {
        if let cleaned { #expect(throws: Never.self, "\(text) -> \(cleaned)") { try ServerName(cleaned) } }
      } catch {}
    }
  }

  @Test(
    "Loopback: localhost and names below it, 127.0.0.0/8, ::1 and the mapped 127.0.0.0/8",
    arguments: [
      ("localhost", true), ("LOCALHOST.", true), ("mail.localhost", true), ("mail.localhost.:25", true),
      ("127.0.0.1", true),
      ("127.255.255.255", true), ("[::1]", true), ("[::ffff:127.0.0.1]", true), ("[::ffff:7fff:1]:25", true),
      ("localhost.example.com", false), ("mylocalhost", false), ("126.255.255.255", false), ("128.0.0.0", false),
      ("[::2]", false), ("[::]", false), ("[::127.0.0.1]", false), ("[::ffff:128.0.0.1]", false), ("0.0.0.0", false),
    ])
  func loopback(text: String, isLoopback: Bool) throws {
    #expect(try ServerName(text).host.isLoopback == isLoopback)
  }

  @Test("A host's canonical form reads back as the same host", arguments: names + addresses)
  func readsBack(_ example: Good) throws {
    let name = try ServerName(example.text)
    let text = if case .ipv6 = name.host { "[\(name.host.description)]" } else { name.host.description }
    #expect(try ServerName(text).host == name.host)
  }
}
