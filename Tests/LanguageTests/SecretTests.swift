import Diagnostics
import SourceText
import Testing

@testable import Language

@Suite("A secret is never printed")
struct SecretTests {
  private let secret = Secret("hunter2")

  @Test("In a description, in an interpolation, in a string of any kind")
  func description() {
    #expect(secret.description == "****")
    #expect(secret.debugDescription == "****")
    #expect("\(secret)" == "****")
    #expect(String(describing: secret) == "****")
    #expect(String(reflecting: secret) == "****")
    #expect(String(describing: Optional(secret)).contains("hunter2") == false)
    #expect(String(describing: [secret]).contains("hunter2") == false)
  }

  @Test("In a dump, alone and deep inside other values")
  func dumped() {
    let source = PasswordSource.literal(secret)
    let credentials = Credentials(username: .literal("mailer"), password: source)
    var text = ""
    dump(secret, to: &text)
    dump(source, to: &text)
    dump(["a": credentials], to: &text)
    print(source, credentials, [credentials], to: &text)
    debugPrint(source, credentials, to: &text)
    #expect(text.contains("mailer"))
    #expect(!text.contains("hunter2"))
  }

  @Test("In a mirror")
  func mirrored() {
    #expect(Mirror(reflecting: secret).children.isEmpty)
  }

  @Test("The mask does not reveal the length")
  func length() {
    #expect(Secret("").description == Secret(String(repeating: "x", count: 100)).description)
  }

  @Test("It is revealed only on request, and can be compared")
  func reveal() {
    #expect(secret.reveal() == "hunter2")
    #expect(secret == Secret("hunter2"))
    #expect(secret != Secret("hunter3"))
  }
}
