import Testing

@testable import Targets

@Suite struct `The list of files in a folder` {
  @Test func `is read as it is written, in the order of the paths`() throws {
    let list = FileList([("main.cf", 0o644), ("credentials", 0o600)], target: "postfix")
    #expect(
      list.text == """
        {
          "files": [
            {
              "mode": "0600",
              "path": "credentials"
            },
            {
              "mode": "0644",
              "path": "main.cf"
            }
          ],
          "formatVersion": 1,
          "target": "postfix"
        }

        """)
    #expect(try FileList(Array(list.text.utf8)) == list)
    #expect(try FileList(Array(FileList([], target: "nullmailer").text.utf8)).files.isEmpty)
  }

  @Test(arguments: ["main.cf", "haproxy.cfg", "global/remotes", "sites/shop.example/maxpause"])
  func `is believed if a target writes the file`(path: String) throws {
    let text = FileList([(path, 0o644)], target: "x").text
    #expect(try FileList(Array(text.utf8)).files.map(\.path) == [path])
  }

  @Test(arguments: [
    "../main.cf", "/etc/passwd", "passwd", "sites/../remotes", "sites/a/b/remotes", "sites//remotes", "global/passwd",
    "smtpconf.json", "", "global/../main.cf", "sites/.x/remotes",
  ]) func `is not believed if no target does`(path: String) {
    let text = FileList([(path, 0o644)], target: "x").text
    #expect(throws: FileList.NotOurs.self) { try FileList(Array(text.utf8)) }
  }

  @Test(arguments: ["", "{}", "[]", "{\"files\":[],\"formatVersion\":2,\"target\":\"x\"}", "null"])
  func `is not believed if it is something else`(text: String) {
    #expect(throws: FileList.NotOurs.self) { try FileList(Array(text.utf8)) }
  }
}
