package import Routing

/// What happens if servers are lost, for programs: every loss with all its scopes.
///
/// The output may be much larger than the routing, because a scope can be affected by many losses; so it is written
/// piece by piece.
package struct ImpactJSONRenderer {
  /// Makes a renderer; the format has no options.
  package init() {}

  /// Writes one document on one line.
  ///
  /// - Parameters:
  ///   - impact: The losses.
  ///   - sink: Receives the bytes, piece by piece.
  /// - Throws: What the sink throws.
  package func write(_ impact: Impact, to sink: @escaping (UnsafeRawBufferPointer) throws -> Void) throws {
    var writer = JSONWriter(.compact, sink: sink)
    try writer.object { document in
      document.key("formatVersion")
      document.value(1)
      document.key("losses")
      try document.array { losses in
        for loss in impact.losses {
          try losses.object { try write(impact.consequences(of: loss), of: loss, to: &$0) }
        }
      }
    }
    try writer.finish()
  }

  private func write(_ consequences: Impact.Consequences, of loss: Loss, to writer: inout JSONWriter) throws {
    writer.key("servers")
    try writer.array { servers in for id in loss.servers { servers.value(id) } }
    writer.key("waiting")
    try write(consequences.waiting, to: &writer)
    writer.key("moved")
    try writer.array { moves in
      for move in consequences.moved {
        try moves.object { member in
          member.key("to")
          member.value(move.server)
          member.key("scopes")
          try write(move.scopes, to: &member)
        }
      }
    }
  }

  private func write(_ scopes: [Scope], to writer: inout JSONWriter) throws {
    try writer.array { list in
      for scope in scopes {
        switch scope {
        case .global: list.null()
        case .site(let name): list.value(name)
        }
      }
    }
  }
}
