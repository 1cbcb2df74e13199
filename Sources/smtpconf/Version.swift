import BundledFiles
import CProgram
import Reporting

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The version of the program, and what is known about how it was built.
enum Version {
  /// The version, as in the changelog.
  static let current = "0.1.0"

  /// The answer to `--version --verbose`: what the program was built from, what is linked into it, and under which
  /// licenses.
  static var details: String {
    """
    smtpconf \(current)
    Commit: \(commit.isEmpty ? "unknown" : commit)
    Platform: \(architecture) \(system)\(CProgramIsStatic == 1 ? ", static" : "")

    \(BundledFile.license.text)
    smtpconf contains or uses the following software. The permission above also applies
    to what is under the MIT license. The texts of all licenses are in the packages of
    smtpconf, and on https://spdx.org/licenses/. The sources of smtpconf include all that
    you need to link it with other versions of these libraries.

    \(components.map(\.description).joined(separator: "\n"))
    """
  }

  private static var commit: String { String(cString: CProgramCommit) }

  private static var architecture: String {
    #if arch(x86_64)
      "x86_64"
    #elseif arch(arm64)
      "aarch64"
    #else
      "other"
    #endif
  }

  private static var system: String {
    #if os(Linux)
      "Linux"
    #else
      "macOS"
    #endif
  }

  /// What is linked into the program. The list is packaging/components.json, the versions were found when the program
  /// was built.
  private static var components: [Component] {
    var versions: [Substring: Substring] = [:]
    for entry in String(cString: CProgramComponents).split(separator: " ") {
      let parts = entry.split(separator: "=", maxSplits: 1)
      if parts.count == 2 { versions[parts[0]] = parts[1] }
    }
    let listed = try? JSONDecoder().decode([Component].self, from: Data(BundledFile.components.text.utf8))
    return (listed ?? []).map { component in
      var component = component
      component.version = versions[component.name[...]].map(String.init)
      return component
    }
  }

  /// A part of the program that others have written.
  private struct Component: Decodable, CustomStringConvertible {
    let name: String
    /// An SPDX license expression.
    let license: String
    let copyright: String
    /// The address of its project.
    let home: String
    var version: String?

    var description: String {
      """
      \(name)\(version.map { " \($0)" } ?? "")
        License: \(license)
        Copyright (c) \(copyright)
        \(home)

      """
    }
  }
}

extension ProjectPages {
  /// The pages of the project and of its rules, in this version: those that packaging/program knows of.
  static var published: ProjectPages {
    let home = String(cString: CProgramHome)
    guard !home.isEmpty else { return .none }
    return ProjectPages(home: home, rules: "\(home)/blob/v\(Version.current)/docs/rules/{rule}.md")
  }
}
