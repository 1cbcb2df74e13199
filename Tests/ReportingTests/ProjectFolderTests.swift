import SystemPackage
import Testing

@testable import Reporting

@Suite struct `Files of a project` {
  private let project = ProjectFolder(workingDirectory: "/work/project/conf", top: "/work/project")

  @Test(arguments: [
    ("a.yaml", "conf/a.yaml"), ("./a.yaml", "conf/a.yaml"), ("../b/a.yaml", "b/a.yaml"),
    ("/work/project/a.yaml", "a.yaml"), ("/etc/a.yaml", "/etc/a.yaml"), ("../../other/a.yaml", "/work/other/a.yaml"),
    ("/work/projects/a.yaml", "/work/projects/a.yaml"), ("<stdin>", "conf/<stdin>"),
    ("a\u{1B}.yaml", "conf/a\\u{1B}.yaml"),
  ])
  func `have paths from its top, others have absolute paths`(name: String, path: String) {
    #expect(project.path(of: name) == path)
  }

  @Test(arguments: [
    ("a b.yaml", "conf/a%20b.yaml"), ("100%.yaml", "conf/100%25.yaml"), ("a:b#c?.yaml", "conf/a%3Ab%23c%3F.yaml"),
    ("ä.yaml", "conf/%C3%A4.yaml"), ("\u{1}.yaml", "conf/%01.yaml"), ("/etc/a.yaml", "file:///etc/a.yaml"),
  ])
  func `have relative references, others absolute ones`(name: String, uri: String) {
    #expect(project.uri(of: name) == uri)
  }

  @Test func `are located by their resolved path`() {
    let project = ProjectFolder(workingDirectory: "/work/project") { path in
      path == "/work/project/link/../a.yaml" ? "/work/project/other/a.yaml" : nil
    }
    #expect(project.path(of: "link/../a.yaml") == "other/a.yaml")
    #expect(project.path(of: "none/../a.yaml") == "a.yaml")
  }
}
