import Language
import Routing
import SourceText

/// The configuration of nullmailer 2.2, one instance for each scope.
package struct NullmailerTarget: Target {
  /// Makes a target; it has no options.
  package init() {}

  /// The names of the files of an instance.
  static let names: Set<String> = ["remotes", "pausetime", "maxpause", "sendtimeout"]

  package var name: String { "nullmailer" }

  /// The files of the folder: those of each instance in a folder of its own.
  package func files(of deployment: Deployment) throws(TargetProblem) -> [OutputFile] {
    let table = deployment.table
    let names = table.siteNames
    let servers = deployment.configuration.servers.map(\.server)
    var files: [OutputFile] = []
    try table.forEachChain { (site, chain) throws(TargetProblem) in
      let folder = site.map { "sites/\(names[$0])" } ?? "global"
      let remotes = try remotes(of: chain.map { servers[$0] }, deployment)
      files.append(OutputFile("\(folder)/remotes", .secret, text: remotes))
      // nullmailer's own are a minute, a day and an hour.
      for (name, seconds) in [("pausetime", 10), ("maxpause", 300), ("sendtimeout", 300)] {
        files.append(OutputFile("\(folder)/\(name)", .shared, text: "\(seconds)\n"))
      }
    }
    return files
  }

  /// A line for each server of a chain; of an empty chain none, so that mail waits.
  private func remotes(of chain: [Server], _ deployment: Deployment) throws(TargetProblem) -> String {
    var text = ""
    for server in chain {
      guard case .network(let endpoint, _, let requiresTLS) = server.delivery else {
        throw .unsupported(UnsupportedValue(server: server.id, reason: "a folder for mail"))
      }
      text += "\(endpoint.host.description) smtp port=\(endpoint.port)" + (requiresTLS ? " starttls" : "")
      if let login = deployment.login(to: server) {
        text += " user=\(ShellQuoted(login.user.reveal()).text) pass=\(ShellQuoted(login.password.reveal()).text)"
      }
      text += "\n"
    }
    return text
  }
}

/// A text between single quotes, as a shell reads it: there, only the quote itself has a meaning, and is written between
/// double quotes (POSIX.1-2024, XCU 2.2.2).
struct ShellQuoted: Sendable {
  let text: String

  init(_ text: String) {
    self.text = "'" + text.replacing("'", with: #"'"'"'"#) + "'"
  }
}
