import Testing

@testable import Language

@Suite("Paths of pickup directories")
struct PickupPathTests {
  @Test(
    "A path that begins with a slash is a POSIX path",
    arguments: ["/", "/x", "//x", "/var/spool/pickup/", "/C:\\x", "/日本"])
  func posix(text: String) { #expect(PickupPath(text) == .posix(text)) }

  @Test(
    "A path that begins with a drive's root or a server's share is a Windows path",
    arguments: [
      "C:\\x", "c:\\", "C:/x", "z:/", "\\\\server\\share", "\\\\server\\share\\x", "\\\\server\\share\\", "\\\\s\\日本",
      "\\\\?\\C:\\x", "\\\\server\\c$",
    ])
  func windows(text: String) { #expect(PickupPath(text) == .windows(text)) }

  @Test(
    "Everything else is relative",
    arguments: [
      "", "x", "x/y", ".", "./x", "..", "~", "~/x", "~user/x", "\\x", "\\", "\\\\", "\\\\server", "\\\\server\\",
      "\\\\\\share",
      "\\\\server/share", "C:", "C:x", "CC:\\x", "1:\\x", ":\\x", "é:\\x", "$HOME/x", "%TEMP%\\x", "file:///x",
      " /x", "\\\\server\\\\share",
    ])
  func relative(text: String) { #expect(PickupPath(text) == nil) }

  @Test(
    "Spellings of one folder: trailing slashes do not count, and on Windows neither case nor the direction of slashes",
    arguments: [
      ("/x", "/x/"), ("/x", "/x///"), ("C:\\Mail", "c:\\mail"), ("C:\\mail\\", "C:/mail"), ("C:/mail//", "c:\\MAIL"),
      ("\\\\Server\\Share", "\\\\server\\share\\"), ("\\\\s\\x\\y", "\\\\S\\X/Y/"),
    ])
  func same(left: String, right: String) throws {
    #expect(try #require(PickupPath(left)).comparisonKey == #require(PickupPath(right)).comparisonKey)
  }

  @Test(
    "Others are different folders",
    arguments: [
      ("/x", "//x"), ("/x", "/X"), ("/x/y", "/x\\y"), ("/x", "/x/y"), ("/x//y", "/x/y"), ("C:\\x", "D:\\x"),
      ("/c:/x", "c:/x"),
      ("/é", "/e\u{301}"),
    ])
  func different(left: String, right: String) throws {
    let keys = try (#require(PickupPath(left)).comparisonKey, #require(PickupPath(right)).comparisonKey)
    #expect(Array(keys.0.utf8) != Array(keys.1.utf8))
  }

  @Test("The path is kept as it is written")
  func text() {
    #expect(PickupPath("/x/")?.text == "/x/")
    #expect(PickupPath("C:/X")?.text == "C:/X")
  }
}
