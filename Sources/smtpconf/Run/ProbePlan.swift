import FolderAccess
import Language
import Linting
import ProbeResults
import Probing
import Routing
import Rules
import SourceText

/// What a probe of a routing visits: every endpoint of servers in a chain once.
struct ProbePlan: Sendable {
  /// A visit.
  struct Visit: Sendable {
    /// Its place in the report.
    let number: Int
    var ids: [String]
    let server: Server
    let place: SourceSpan?
    let login: Probe.Login?
  }

  /// An entry of the report, and its place in it.
  typealias Outcome = (number: Int, entry: ProbeReport.Entry)

  /// The visits, those to one host together: a host gets one connection at a time.
  let hosts: [[Visit]]

  /// Whether a server requires TLS.
  var needsTLS: Bool {
    hosts.joined().contains { if case .network(_, _, true) = $0.server.delivery { true } else { false } }
  }

  /// What makes two servers one endpoint.
  private struct Key: Hashable {
    let delivery: Delivery
    let user: UsernameSource?

    init(_ server: Server) {
      if case .network(let name, let credentials, let requiresTLS) = server.delivery {
        delivery = .network(endpoint: name, credentials: nil, requiresTLS: requiresTLS)
        user = credentials?.username
      } else {
        delivery = server.delivery
        user = nil
      }
    }
  }

  /// Plans the visits.
  ///
  /// - Parameters:
  ///   - router: The routing.
  ///   - wanted: The ids of the servers that are visited, if they are in a chain.
  ///   - reader: Reads user names and passwords; nil if nobody logs in.
  /// - Throws: ``Failure`` if one cannot be read.
  init(_ router: Router, only wanted: Set<String>, logins reader: SecretsHere?) throws {
    var visits: [Visit] = []
    var indices: [Key: Int] = [:]
    let used = router.usedServers
    for (index, id) in router.serverIDs.enumerated() where wanted.contains(id) {
      guard let server = used[id] else { continue }
      let key = Key(server)
      if let index = indices[key] {
        visits[index].ids.append(server.id)
      } else {
        indices[key] = visits.count
        visits.append(
          Visit(
            number: visits.count, ids: [server.id], server: server, place: router.configuration?.placeOfDelivery(index),
            login: try reader.flatMap { try Self.login(to: server, $0) }))
      }
    }
    var hosts: [[Visit]] = []
    var places: [Host: Int] = [:]
    for visit in visits {
      guard case .network(let name, _, _) = visit.server.delivery, let place = places[name.host] else {
        if case .network(let name, _, _) = visit.server.delivery { places[name.host] = hosts.count }
        hosts.append([visit])
        continue
      }
      hosts[place].append(visit)
    }
    self.hosts = hosts
  }

  private static func login(to server: Server, _ reader: SecretsHere) throws -> Probe.Login? {
    guard case .network(_, let credentials?, _) = server.delivery else { return nil }
    let user = try credentials.username.value { try reader.value(of: $0, .username, for: server.id) }
    let password = try credentials.password?.value { try reader.value(of: $0, .password, for: server.id) }
    let hidesUser = if case .reference = credentials.username { true } else { false }
    return Probe.Login(user: user ?? Secret(""), password: password ?? Secret(""), hidesUser: hidesUser)
  }

  /// Visits a server.
  func run(_ visit: Visit, _ probe: Probe, _ inspector: FolderInspector) -> Outcome {
    let (target, result): (ProbeReport.Entry.Target, ProbeResult) =
      switch visit.server.delivery {
      case .network(let name, let credentials, let requiresTLS):
        (
          .endpoint(name),
          probe.run(
            Probe.Endpoint(
              name, requiresTLS: requiresTLS, hasLogin: credentials != nil,
              login: visit.login))
        )
      case .pickupDirectory(let path): (.folder(path), Self.result(of: path, inspector))
      case .pickupDirectoryFromIIS:
        (.folderOfIIS, ProbeResult([StageResult(.folder, .skipped, detail: "IIS defines the folder")]))
      }
    return (visit.number, ProbeReport.Entry(ids: visit.ids, target: target, place: visit.place, result: result))
  }

  private static func result(of path: String, _ inspector: FolderInspector) -> ProbeResult {
    guard case .posix(let path)? = PickupPath(path) else {
      return ProbeResult([StageResult(.folder, .skipped, detail: "it is a path of Windows")])
    }
    let detail: String? =
      switch inspector.inspect(path) {
      case .usable: nil
      case .missing: "it does not exist"
      case .notADirectory(_, let kind): "there is a \(kind.rawValue), not a folder"
      case .notWritable(let obstacle): "no file can be created in it: \(obstacle.caption)"
      case .full: "its file system is full"
      }
    return ProbeResult([
      StageResult(
        .folder, detail == nil ? .ok : .failed, milliseconds: 0, reason: detail == nil ? nil : .notWritable,
        detail: detail)
    ])
  }
}

extension SecretsHere {
  /// The value of a reference, for a routing table whose references no rule has checked.
  fileprivate func value(of reference: SecretReference, _ key: ServerKey, for server: String) throws -> Secret {
    let found = SecretValue(read(reference), of: reference, limit: key.spec.type.string?.limit ?? .max)
    if let value = found.value { return value }
    throw Failure("the \(key.spec.name) of server `\(server)` cannot be read on this machine")
  }
}
