package import Language
package import Routing
package import SourceText

/// What a probe of all servers found, and what that means for every site.
package struct ProbeReport: Sendable {
  /// A server, or several that are one endpoint.
  package struct Entry: Sendable {
    /// What it is reached by.
    package enum Target: Sendable, Equatable {
      /// A host and a port.
      case endpoint(ServerName)
      /// A folder.
      case folder(String)
      /// The folder that IIS defines.
      case folderOfIIS
    }

    /// The ids of the servers, in the order of the configuration.
    package let ids: [String]
    /// What it is reached by.
    package let target: Target
    /// Where its server name is; nil for a routing table.
    package let place: SourceSpan?
    /// What was found.
    package let result: ProbeResult

    /// An entry from its parts.
    package init(ids: [String], target: Target, place: SourceSpan?, result: ProbeResult) {
      self.ids = ids
      self.target = target
      self.place = place
      self.result = result
    }
  }

  /// Who sends the mail of a site, or of `global`, while the servers that failed are down.
  package struct Verdict: Sendable, Equatable {
    /// The site or `global`.
    package let scope: Scope
    /// The first server that did not fail; nil if there is none.
    package let server: String?
    /// The servers before it, which failed.
    package let failed: [String]
  }

  /// What was probed.
  package let entries: [Entry]
  /// What it means for `global` and each site; none if only some servers were probed.
  package let verdicts: [Verdict]
  /// The files in which the places are.
  package let sources: SourceMap?

  /// Judges the scopes of a routing by the results.
  ///
  /// - Parameters:
  ///   - entries: The results.
  ///   - router: The routing; nil if only some servers were probed. Takes time in proportion to the length of all chains.
  ///   - sources: The files in which the places are.
  package init(_ entries: [Entry], judging router: Router?, sources: SourceMap?) {
    self.entries = entries
    self.sources = sources
    let failed = Set(entries.filter { $0.result.status == .failed }.flatMap(\.ids))
    verdicts = (router?.scopes ?? []).map { scope in
      let ids = router?.chain(of: scope)?.ids ?? []
      let before = ids.prefix { failed.contains($0) }
      return Verdict(scope: scope, server: ids.dropFirst(before.count).first, failed: Array(before))
    }
  }

  /// The verdicts, each with the scopes that have it: first those without a server, then those that lost one.
  package var verdictGroups: [(verdict: Verdict, scopes: [Scope])] {
    struct Key: Hashable {
      let server: String?
      let failed: [String]

      /// How bad it is; 0 is the worst.
      var rank: Int { server == nil ? 0 : failed.isEmpty ? 2 : 1 }
    }
    let groups = Dictionary(grouping: verdicts.indices) {
      Key(server: verdicts[$0].server, failed: verdicts[$0].failed)
    }
    let sorted = groups.sorted { ($0.key.rank, $0.value[0]) < ($1.key.rank, $1.value[0]) }
    return sorted.map { (verdicts[$0.value[0]], $0.value.map { verdicts[$0].scope }) }
  }

  /// The number of entries with a status.
  package func count(_ status: StageResult.Status) -> Int { entries.count { $0.result.status == status } }

  /// The scopes whose mail waits.
  package var waiting: [Verdict] { verdicts.filter { $0.server == nil } }

  /// `3 servers: 1 ok, 1 warning, 1 failed; 1 site without a working server`.
  package var summary: String {
    let all: [StageResult.Status] = [.ok, .warning, .failed, .skipped]
    let counts = all.filter { count($0) > 0 }.map { "\(count($0)) \($0.rawValue)" }
    let servers = "\(entries.count) \(entries.count == 1 ? "server" : "servers")"
    let first = counts.isEmpty ? "\(servers) in a chain" : "\(servers): \(counts.joined(separator: ", "))"
    let sites = waiting.count { $0.scope != .global }
    var ends = sites > 0 ? ["\(sites) \(sites == 1 ? "site" : "sites") without a working server"] : []
    if waiting.contains(where: { $0.scope == .global }) { ends.append("global without a working server") }
    return ([first] + ends).joined(separator: "; ")
  }
}
