import Language
import Testing

/// Which strings are sender domains, and what is wrong with the others (spec of targets, section 1).
@Suite("Sender domain")
struct SenderDomainValueTests {
  @Test(
    "A DNS name is one, in lower case and without its trailing dot",
    arguments: [
      ("shop.example", "shop.example"), ("Shop.EXAMPLE.", "shop.example"), ("localhost", "localhost"),
      ("a_b.example", "a_b.example"), ("xn--bcher-kva.example", "xn--bcher-kva.example"),
      ("1shop.example", "1shop.example"),
    ])
  func valid(text: String, name: String) throws { #expect(try SenderDomain(text).name == name) }

  @Test("Anything else has a problem of its own", arguments: Problem.all)
  func invalid(example: Problem) {
    #expect(throws: example.problem) { try SenderDomain(example.text) }
  }

  struct Problem: Sendable {
    let text: String
    let problem: SenderDomainProblem

    static let all = [
      Problem(text: "", problem: .empty),
      Problem(text: "@shop.example", problem: .mailAddress(domain: "shop.example")),
      Problem(text: "post@shop.example", problem: .mailAddress(domain: "shop.example")),
      Problem(text: "post@", problem: .mailAddress(domain: nil)),
      Problem(text: "a@b@shop.example", problem: .mailAddress(domain: "shop.example")),
      Problem(text: "*.shop.example", problem: .wildcard),
      Problem(text: "*", problem: .wildcard),
      Problem(text: "bücher.example", problem: .nonASCII("ü")),
      Problem(text: "192.0.2.1", problem: .address),
      Problem(text: "[192.0.2.1]", problem: .address),
      Problem(text: "[2001:db8::1]", problem: .address),
      Problem(text: "2001:db8::1", problem: .port),
      Problem(text: "shop.example:25", problem: .port),
      Problem(text: "shop..example", problem: .name(.emptyLabel)),
      Problem(text: ".", problem: .name(.emptyLabel)),
      Problem(text: "-shop.example", problem: .name(.hyphenAtEnd("-shop"))),
      Problem(text: "shop example", problem: .name(.character(" "))),
      Problem(text: "shop.example..", problem: .name(.emptyLabel)),
    ]
  }
}
