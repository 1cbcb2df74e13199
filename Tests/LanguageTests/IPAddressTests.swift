import TestSupport
import Testing

@testable import Language

@Suite("IP addresses")
struct IPAddressTests {
  @Test(
    "IPv4: four decimal numbers up to 255, without leading zeros",
    arguments: ["0.0.0.0", "127.0.0.1", "255.255.255.255", "1.20.30.4"])
  func ipv4(text: String) throws {
    #expect(try #require(IPv4Address(text)).description == text)
  }

  @Test(
    "Anything else is not an IPv4 address",
    arguments: [
      "", "1", "1.2.3", "1.2.3.4.5", "256.0.0.1", "1.2.3.999", "01.2.3.4", "1.2.3.00", "1.2.3.", ".1.2.3", "1..2.3",
      "1.2.3.4 ",
      "+1.2.3.4", "-1.2.3.4", "0x1.2.3.4", "a.b.c.d", "１.2.3.4", "1.2.3.4/8", "1,2,3,4", "٣.2.3.4", "1.2.3.0004",
    ])
  func notIPv4(text: String) { #expect(IPv4Address(text) == nil) }

  @Test(
    "IPv6 is written according to RFC 5952: lower case, no leading zeros, the longest run of zeros, of equal ones the first, as ::",
    arguments: [
      ("::", "::"), ("::1", "::1"), ("1::", "1::"), ("0:0:0:0:0:0:0:0", "::"), ("0:0:0:0:0:0:0:1", "::1"),
      ("1:0:0:0:0:0:0:0", "1::"), ("2001:DB8::1", "2001:db8::1"),
      ("2001:0db8:0000:0000:0000:0000:0000:0001", "2001:db8::1"),
      ("2001:db8::0:1", "2001:db8::1"), ("2001:0:0:1:0:0:0:1", "2001:0:0:1::1"),
      ("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"),
      ("1:0:0:2:0:0:3:4", "1::2:0:0:3:4"), ("1:0:0:2:0:0:0:3", "1:0:0:2::3"),
      ("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"),
      ("2001:db8::1:1:1:1:1", "2001:db8:0:1:1:1:1:1"), ("0:1:2:3:4:5:6:7", "0:1:2:3:4:5:6:7"),
      ("::1:2:3:4:5:6:7", "0:1:2:3:4:5:6:7"),
      ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"), ("0:0:1:2:3:4:5:6", "::1:2:3:4:5:6"),
      ("1:2:3:4:5:6:0:0", "1:2:3:4:5:6::"),
      ("fe80::AbCd:00EF", "fe80::abcd:ef"), ("0000::0000", "::"), ("a:b:c:d:e:f:0:1", "a:b:c:d:e:f:0:1"),
      ("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"), ("0:0:1::", "0:0:1::"),
    ])
  func ipv6(text: String, canonical: String) throws {
    #expect(try #require(IPv6Address(text)).description == canonical)
  }

  @Test(
    "The mixed notation is read at the end of any address, and written only for ::ffff:0:0/96",
    arguments: [
      ("::ffff:10.0.0.1", "::ffff:10.0.0.1"), ("::ffff:a00:1", "::ffff:10.0.0.1"), ("::ffff:0:0", "::ffff:0.0.0.0"),
      ("::FFFF:255.255.255.255", "::ffff:255.255.255.255"), ("0:0:0:0:0:ffff:1:2", "::ffff:0.1.0.2"),
      ("::10.0.0.1", "::a00:1"),
      ("64:ff9b::10.0.0.1", "64:ff9b::a00:1"), ("1:2:3:4:5:6:10.0.0.1", "1:2:3:4:5:6:a00:1"),
      ("::ffff:0:10.0.0.1", "::ffff:0:a00:1"),
      ("::fffe:10.0.0.1", "::fffe:a00:1"), ("::1:ffff:10.0.0.1", "::1:ffff:a00:1"), ("1::10.0.0.1", "1::a00:1"),
      ("::0.0.0.0", "::"), ("::0.0.0.1", "::1"), ("::ffff:0:0:1", "::ffff:0:0:1"),
    ])
  func mixed(text: String, canonical: String) throws {
    #expect(try #require(IPv6Address(text)).description == canonical)
  }

  @Test(
    "Anything else is not an IPv6 address",
    arguments: [
      "", ":", ":::", "::1::", "1::2::3", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:8::",
      "::1:2:3:4:5:6:7:8", "12345::",
      "g::", "1:", ":1", "1:2:3:4:5:6:7:", ":1:2:3:4:5:6:7", "::1:", ":1::", "::10.0.0", "::10.0.0.256", "::010.0.0.1",
      "10.0.0.1",
      "10.0.0.1::", "::10.0.0.1:1", "1:2:3:4:5:6:7:10.0.0.1", "::1%eth0", "[::1]", "::1/64", " ::1", "::+1", "::-1",
      "::0x1", "1::::2",
      "1:2:3:4::5:6:7:8", "::１",
    ])
  func notIPv6(text: String) { #expect(IPv6Address(text) == nil) }

  @Test("A written address reads back as the same address, and is written the same again", arguments: 0..<50)
  func readsBack(seed: Int) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<40 {
      // Many zeros, so that runs of all lengths occur at all places.
      let groups = (0..<8).map { _ in
        Bool.random(using: &random) ? 0 : UInt16.random(in: 0...UInt16.max, using: &random)
      }
      let plain = groups.map { String($0, radix: 16) }.joined(separator: ":")
      let address = try #require(IPv6Address(plain))
      #expect(address.groups == groups)
      #expect(IPv6Address(address.description) == address)
      #expect(IPv6Address(address.description)?.description == address.description)
      #expect(IPv6Address(plain.uppercased()) == address)
    }
  }

  @Test("A run of zeros of every position and length is written in the shortest form, and reads back")
  func zeroRuns() throws {
    for start in 0..<8 {
      for end in (start + 1)...8 {
        let groups = (0..<8).map { (start..<end).contains($0) ? "0" : "1" }
        let address = try #require(IPv6Address(groups.joined(separator: ":")))
        let colons =
          end - start == 1
          ? groups.joined(separator: ":")
          : groups[..<start].joined(separator: ":") + "::" + groups[end...].joined(separator: ":")
        #expect(address.description == colons)
        #expect(IPv6Address(colons) == address)
      }
    }
  }

  @Test("IPv4 addresses read back", arguments: 0..<20)
  func ipv4ReadsBack(seed: Int) throws {
    var random = SeededGenerator(seed: seed)
    let bytes = (0..<4).map { _ in UInt8.random(in: 0...255, using: &random) }
    let address = try #require(IPv4Address(bytes.map(String.init).joined(separator: ".")))
    #expect(address.bytes == bytes)
    #expect(IPv4Address(address.description) == address)
  }
}
