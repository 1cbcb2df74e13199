/// The routes of several scopes under the same conditions.
///
/// Each is made when it is its turn: together, those of 100,000 sites would take 60 MB.
package struct Routes: Sequence, IteratorProtocol {
  private var builder: RouteBuilder
  private var places: IndexingIterator<[RouteBuilder.Place]>

  /// The routes of some scopes; undeclared sites are left out.
  package init(of scopes: [Scope], in router: Router, busy: Set<String> = [], down: Set<String> = []) {
    builder = RouteBuilder(router, busy: busy, down: down)
    let places: [RouteBuilder.Place] = scopes.compactMap { scope in
      switch scope {
      case .global: .global
      case .site(let name): router.siteIndex(name).map { .site($0) }
      }
    }
    self.places = places.makeIterator()
  }

  /// The routes of all scopes: the global one first, then the sites in the order of the routing, or of their names.
  ///
  /// Takes time in proportion to the scopes, and n log n for sorting n names.
  package init(ofAllIn router: Router, byName: Bool = false, busy: Set<String> = [], down: Set<String> = []) {
    builder = RouteBuilder(router, busy: busy, down: down)
    let names = router.siteNames
    var sites = Array(names.indices)
    // Names are ASCII. Those of a table are in order already.
    if byName, !zip(names, names.dropFirst()).allSatisfy({ $0 < $1 }) { sites.sort { names[$0] < names[$1] } }
    places = ([.global] + sites.map { .site($0) }).makeIterator()
  }

  /// The next route; nil after the last one.
  package mutating func next() -> Route? { places.next().map { builder.route(of: $0) } }
}
