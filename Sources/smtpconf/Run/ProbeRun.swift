import FileStore
import FolderAccess
import ProbeResults
import Probing

/// Visits servers, several hosts at the same time.
struct ProbeRun {
  /// What is tried, and how.
  var settings = Probe.Settings()
  /// The number of hosts that are contacted at the same time.
  var jobs = 8
  /// A file of certificates of authorities; nil for the system's.
  var authorities: FileName?
  /// Whether there is no progress line.
  var isQuiet = false
  /// The account that writes to pickup folders.
  var subject = Subject.currentProcess

  /// Visits everything in a plan.
  ///
  /// - Parameter plan: What to visit.
  /// - Returns: What was found, in the order of the plan.
  /// - Throws: ``Failure`` if there are no certificates of authorities.
  func entries(_ plan: ProbePlan) throws -> [ProbeReport.Entry] {
    let needsTrust = plan.needsTLS && (settings.limit == nil || settings.limit == .tls)
    let probe = Probe(settings, trust: needsTrust ? try trust() : nil)
    let inspector = FolderInspector(subject: subject)
    // A server that has gone is an error of one connection.
    Terminal.ignoreBrokenPipes()
    var progress = ProgressLine(isQuiet: isQuiet) { "Probing: \($0) of \(plan.hosts.count) hosts" }
    let results = Parallel.map(
      plan.hosts, threadCount: jobs, isWatched: progress.isWanted, tick: { progress.show($0) },
      { host in host.map { plan.run($0, probe, inspector) } })
    progress.finish()
    return results.joined().sorted { $0.number < $1.number }.map(\.entry)
  }

  private func trust() throws -> TrustStore {
    do throws(TrustStore.Problem) {
      return try TrustStore(file: authorities?.text)
    } catch {
      throw Failure("\(error)")
    }
  }
}
