/// Where the parts of a picture are, in pixels from the top; the width is up to whoever shows it.
///
/// Boxes of one column never overlap: they are ``boxHeight`` high, and at least ``distance`` apart.
struct PictureLayout {
  /// The height of a box.
  static let boxHeight = 46.0
  /// The least distance between the tops of two boxes of a column.
  static let distance = 56.0
  private static let margin = 4.0

  /// The top of each group's box.
  let groupTops: [Double]
  /// The top of each server's box.
  let serverTops: [Double]
  /// The height of the picture.
  let height: Double
  /// For each line of each group, where it begins and ends.
  let lineEnds: [[(start: Double, end: Double)]]

  /// Places the boxes of a picture, given by the servers of each group in the order of its chain: groups in their order,
  /// servers beside the groups that use them first, so that few lines cross.
  init(chains: [[Int]], serverCount: Int) {
    let rows = Double(max(chains.count, serverCount, 1))
    height = (rows - 1) * Self.distance + Self.boxHeight + 2 * Self.margin
    let groupTops = Self.spread(chains.indices.map { Double($0) * Self.distance }, within: height)
    let wanted = Self.wantedTops(chains, groupTops, serverCount, middle: height / 2)
    serverTops = Self.separated(wanted, within: height)
    self.groupTops = groupTops
    lineEnds = Self.ends(chains, groupTops, serverTops)
  }

  /// Boxes in the middle of the height.
  private static func spread(_ tops: [Double], within height: Double) -> [Double] {
    guard let last = tops.last else { return [] }
    let above = (height - last - boxHeight) / 2
    return tops.map { $0 + above }
  }

  /// For each server, the mean of the tops of the groups that use it; those that use it first count most.
  private static func wantedTops(
    _ chains: [[Int]], _ groupTops: [Double], _ serverCount: Int, middle: Double
  ) -> [Double] {
    var sums = [Double](repeating: 0, count: serverCount)
    var weights = sums
    for (chain, top) in zip(chains, groupTops) {
      for (place, server) in chain.enumerated() {
        let weight = 1 / Double((place + 1) * (place + 1))
        sums[server] += weight * top
        weights[server] += weight
      }
    }
    return zip(sums, weights).map { $1 > 0 ? $0 / $1 : middle }
  }

  /// Tops near the wanted ones, in their order, that are far enough apart and within the height.
  private static func separated(_ wanted: [Double], within height: Double) -> [Double] {
    let order = wanted.indices.sorted { (wanted[$0], $0) < (wanted[$1], $1) }
    var tops = wanted
    var free = margin
    for server in order {
      tops[server] = max(wanted[server], free)
      free = tops[server] + distance
    }
    var limit = height - margin - boxHeight
    for server in order.reversed() {
      tops[server] = min(tops[server], limit)
      limit = tops[server] - distance
    }
    return tops
  }

  /// The lines of a box are spread over most of its side, in the order of their other ends.
  private static func ends(
    _ chains: [[Int]], _ groupTops: [Double], _ serverTops: [Double]
  ) -> [[(start: Double, end: Double)]] {
    var ends = chains.map { $0.map { _ in (start: 0.0, end: 0.0) } }
    var incoming = [[(group: Int, place: Int)]](repeating: [], count: serverTops.count)
    for (group, chain) in chains.enumerated() {
      let order = chain.indices.sorted { serverTops[chain[$0]] < serverTops[chain[$1]] }
      for (rank, place) in order.enumerated() {
        ends[group][place].start = port(rank, of: chain.count, top: groupTops[group])
      }
      // Groups are in the order of their tops.
      for (place, server) in chain.enumerated() { incoming[server].append((group, place)) }
    }
    for (server, lines) in incoming.enumerated() {
      for (rank, line) in lines.enumerated() {
        ends[line.group][line.place].end = port(rank, of: lines.count, top: serverTops[server])
      }
    }
    return ends
  }

  private static func port(_ rank: Int, of count: Int, top: Double) -> Double {
    let room = boxHeight - 16
    return top + 8 + room * (Double(rank) + 0.5) / Double(count)
  }
}
