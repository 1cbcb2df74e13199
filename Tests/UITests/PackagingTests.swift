import Foundation
import Testing

/// What packages, pages and examples say about a release: the same everywhere.
@Suite("Packaging")
struct PackagingTests {
  private static func text(_ path: String) throws -> String {
    try String(contentsOf: Place.repository.appending(path: path), encoding: .utf8)
  }

  /// The version as the source says it.
  private static func version() throws -> String {
    let source = try text("Sources/smtpconf/Version.swift")
    return String(try #require(source.firstMatch(of: /static let current = "([0-9.]+)"/)).1)
  }

  @Test("The version in pages, examples and the package for pre-commit is that of the program")
  func versions() throws {
    let version = try Self.version()
    let places: [(file: String, patterns: [Regex<(Substring, Substring)>])] = [
      ("pyproject.toml", [/\nversion = "(.*)"/, /smtpconf==([0-9.]+[0-9])/]),
      ("docs/install.md", [/smtpconf_([0-9.]+[0-9])_/, /smtpconf-([0-9.]+[0-9])-/, /smtpconf:([0-9.]+[0-9])/]),
      ("integrations/github-workflow.yml", [/smtpconf@v([0-9.]+[0-9])/]),
      ("integrations/README.md", [/rev: v([0-9.]+[0-9])/]),
    ]
    for (file, patterns) in places {
      let text = try Self.text(file)
      for pattern in patterns {
        let found = text.matches(of: pattern).map { String($0.1) }
        #expect(!found.isEmpty && Set(found) == [version], "\(file): \(found)")
      }
    }
  }

  @Test("The address of the project is the same everywhere")
  func address() throws {
    let project = try Self.text("packaging/project")
    let owner = String(try #require(project.firstMatch(of: /\nowner=(\S+)/)).1)
    let files =
      ["README.md", "CHANGELOG.md", "SECURITY.md", "action.yml", ".github/ISSUE_TEMPLATE/config.yml"]
      + [".github/zizmor.yml", "integrations/README.md", "integrations/github-workflow.yml", "docs/install.md"]
    var seen: [String] = []
    for file in files {
      let text = try Self.text(file)
      seen += text.matches(of: /(?:github\.com\/|ghcr\.io\/|uses: |install |")([\w-]+)\/(?:smtpconf|tap)\b/).map {
        String($0.1)
      }
    }
    #expect(seen.count >= 6)
    #expect(Set(seen.map { $0.lowercased() }) == [owner.lowercased()], "\(seen)")
  }

  @Test("--version --verbose lists everything that is linked in, with its license")
  func components() throws {
    struct Component: Decodable { let name, license, copyright, home: String }
    let listed = try JSONDecoder().decode(
      [Component].self, from: Data(Self.text("packaging/components.json").utf8))
    let shown = try SampleTests.run(["--version", "--verbose"]).output
    for component in listed {
      #expect(shown.contains("\n\(component.name)"))
      #expect(shown.contains("  License: \(component.license)\n  Copyright (c) \(component.copyright)\n"))
    }
    for package in try Self.text("Package.swift").matches(of: /github\.com\/apple\/([\w-]+)"/) {
      #expect(listed.contains { $0.name == package.1 }, "\(package.1)")
    }
    for module in try FileManager.default.contentsOfDirectory(atPath: Place.repository.appending(path: "Sources").path)
    {
      let map = (try? Self.text("Sources/\(module)/module.modulemap")) ?? ""
      for link in map.matches(of: /link "(\w+)"/) {
        let name = ["yaml": "libyaml", "ssl": "openssl", "crypto": "openssl"][String(link.1)]
        #expect(listed.contains { $0.name == name }, "\(module) links \(link.1)")
      }
    }
    #expect(shown.hasPrefix("smtpconf \(try Self.version())\nCommit: "))
    #expect(shown.contains(try Self.text("LICENSE")))
  }
}
