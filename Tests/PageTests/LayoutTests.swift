import TestSupport
import Testing

@testable import Pages

/// Boxes of a picture do not overlap, and lines begin and end at their boxes.
@Suite("The layout of a picture")
struct LayoutTests {
  private static func chains(seed: Int) -> (chains: [[Int]], serverCount: Int) {
    var generator = SeededGenerator(seed: seed)
    let most = RoutingPicture.mostBoxes
    let serverCount = Int.random(in: 0...most, using: &generator)
    let longest = Bool.random(using: &generator) ? 4 : serverCount
    let chains = (0..<Int.random(in: 1...most, using: &generator)).map { _ in
      Array((0..<serverCount).shuffled(using: &generator).prefix(Int.random(in: 0...longest, using: &generator)))
    }
    return (chains, serverCount)
  }

  @Test("Up to 40 groups and 40 servers, boxes are apart and inside the picture", arguments: 0..<400)
  func boxes(seed: Int) {
    let (chains, serverCount) = Self.chains(seed: seed)
    let layout = PictureLayout(chains: chains, serverCount: serverCount)
    #expect(layout.groupTops.count == chains.count && layout.serverTops.count == serverCount)
    for tops in [layout.groupTops, layout.serverTops].map({ $0.sorted() }) {
      for (top, next) in zip(tops, tops.dropFirst()) { #expect(next - top >= PictureLayout.boxHeight + 4) }
      if let first = tops.first, let last = tops.last {
        #expect(first >= 0 && last + PictureLayout.boxHeight <= layout.height)
      }
    }
  }

  @Test("Lines begin and end at the sides of their boxes, those of one box at different places", arguments: 0..<400)
  func lines(seed: Int) {
    let (chains, serverCount) = Self.chains(seed: seed)
    let layout = PictureLayout(chains: chains, serverCount: serverCount)
    var ends = [[Double]](repeating: [], count: serverCount)
    for (group, chain) in chains.enumerated() {
      let top = layout.groupTops[group]
      let starts = layout.lineEnds[group].map(\.start)
      #expect(starts.count == chain.count && Set(starts).count == chain.count)
      #expect(starts.allSatisfy { top < $0 && $0 < top + PictureLayout.boxHeight })
      for (server, line) in zip(chain, layout.lineEnds[group]) { ends[server].append(line.end) }
    }
    for (top, ends) in zip(layout.serverTops, ends) {
      #expect(Set(ends).count == ends.count)
      #expect(ends.allSatisfy { top < $0 && $0 < top + PictureLayout.boxHeight })
    }
  }

  @Test("The servers of a picture are beside the groups that use them first")
  func nearby() {
    let layout = PictureLayout(chains: [[2], [1], [0]], serverCount: 3)
    #expect(layout.serverTops.reversed() == layout.groupTops)
    #expect(layout.lineEnds.joined().allSatisfy { $0.start == $0.end })
  }

  @Test("Groups that begin with the same server are next to each other; the first stays where it is")
  func order() {
    #expect(RoutingPicture.order(of: [[1], [0], [1], [], [2], [0, 1]]) == [0, 2, 1, 5, 4, 3])
  }

  @Test("Text that may be too wide for its box is cut")
  func text() {
    #expect("agency-east".fitting(120, .label) == "agency-east")
    for text in [
      "6 sites: corporate, carpenter", String(repeating: "W", count: 100), String(repeating: "i", count: 100),
    ] {
      let cut = text.fitting(120, .label)
      #expect(cut.hasSuffix("…") && text.hasPrefix(cut.dropLast()) && cut.count > 5)
      #expect(cut.fitting(120, .label) == cut)
    }
    #expect("".fitting(0, .note) == "" && "long".fitting(5, .note) == "…")
  }
}
