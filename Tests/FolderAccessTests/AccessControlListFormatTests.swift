import FolderAccess
import Testing

@Suite("Access control lists as Linux stores them")
struct AccessControlListFormatTests {
  /// user::rwx, user:1000:r-x, group::rw-, group:258:-wx, mask::rwx, other::---
  private static let attribute: [UInt8] = [
    2, 0, 0, 0,
    0x01, 0, 7, 0, 0xFF, 0xFF, 0xFF, 0xFF,
    0x02, 0, 5, 0, 0xE8, 0x03, 0x00, 0x00,
    0x04, 0, 6, 0, 0xFF, 0xFF, 0xFF, 0xFF,
    0x08, 0, 3, 0, 0x02, 0x01, 0x00, 0x00,
    0x10, 0, 7, 0, 0xFF, 0xFF, 0xFF, 0xFF,
    0x20, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF,
  ]

  @Test("Every entry is read, and written as getfacl does")
  func entries() throws {
    let list = try #require(AccessControlList(attribute: Self.attribute))
    #expect(
      list.entries.map(\.description) == [
        "user::rwx", "user:1000:r-x", "group::rw-", "group:258:-wx", "mask::rwx", "other::---",
      ])
  }

  @Test("A list that is cut short is invalid", arguments: (0..<attribute.count).filter { $0 % 8 != 4 })
  func truncated(count: Int) {
    #expect(AccessControlList(attribute: Array(Self.attribute.prefix(count))) == nil)
  }

  @Test("A list of another version is invalid")
  func version() {
    #expect(AccessControlList(attribute: [3] + Self.attribute.dropFirst()) == nil)
  }

  @Test("A list with an unknown tag is invalid")
  func tag() {
    var attribute = Self.attribute
    attribute[4] = 0x40
    #expect(AccessControlList(attribute: attribute) == nil)
  }
}
