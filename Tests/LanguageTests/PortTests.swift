import Testing

@testable import Language

@Suite("Ports")
struct PortTests {
  @Test("Any number except 0 is a port", arguments: [1, 25, 587, 65535] as [UInt16])
  func valid(number: UInt16) { #expect(Port(number)?.number == number) }

  @Test("0 is not a port")
  func zero() { #expect(Port(0) == nil) }

  @Test("The ports with a special meaning")
  func wellKnown() {
    #expect(Port.smtp.number == 25)
    #expect(Port.submission.number == 587)
    #expect(Port.submissions.number == 465)
    #expect(Port.smtp.description == "25")
  }

  @Test("Exactly six ports belong to other protocols, which are named")
  func foreign() {
    let foreign = (1...UInt16.max).filter { Port($0)?.foreignProtocol != nil }
    #expect(foreign == [80, 110, 143, 443, 993, 995])
    #expect(
      foreign.compactMap { Port($0)?.foreignProtocol } == [
        "HTTP", "POP3", "IMAP", "HTTPS", "IMAP over TLS", "POP3 over TLS",
      ])
  }
}
