import Language
import Routing
import SourceText

/// Writes the steps of routes as JSON.
///
/// Most steps come from `global`, and look the same in the routes of all sites: each is made once, which saves 16 % of
/// the instructions for all routes of 10,000 sites.
struct RouteJSONSteps {
  private var places: RoutePlaces
  /// The steps that look the same everywhere, by their numbers.
  private var made: [UInt64: [UInt8]] = [:]

  /// A writer that finds places with this.
  init(_ places: RoutePlaces) {
    self.places = places
  }

  /// Writes the member `steps` of a route.
  ///
  /// - Throws: What the sink throws.
  mutating func write(_ steps: [Route.Step], to route: inout JSONWriter) throws {
    route.key("steps")
    try route.array { list in
      for step in steps {
        guard step.isSameEverywhere else {
          try write(step, to: &list)
          continue
        }
        if let text = made[step.number] {
          text.withUnsafeBufferPointer { list.value(made: $0) }
        } else {
          let text = try JSONWriter.item(.compact, depth: 0) { try write(step, to: &$0) }
          text.withUnsafeBufferPointer { list.value(made: $0) }
          made[step.number] = text
        }
      }
    }
  }

  private mutating func write(_ step: Route.Step, to list: inout JSONWriter) throws {
    let place = places.place(of: step)
    try list.object { entry in
      entry.key("decision")
      entry.value(step.decision.rawValue)
      if let place {
        entry.key("place")
        try entry.object { entry in
          entry.key("column")
          entry.value(place.position.column)
          entry.key("file")
          entry.value(place.file)
          entry.key("line")
          entry.value(place.position.line)
        }
      }
      entry.key("priority")
      entry.value(step.priority.rawValue)
      entry.key("server")
      entry.value(step.serverID)
      entry.key("via")
      entry.value(step.via.rawValue)
    }
  }
}
