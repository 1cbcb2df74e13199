package import Routing

/// The answers to a question about routing.
package struct RouteReport: Sendable {
  /// The question.
  package enum Question: Sendable, Equatable {
    /// One scope.
    case one(Scope)
    /// All of them.
    case all
  }

  /// The question.
  package let question: Question

  /// The ids of the servers given as busy.
  package let busy: Set<String>

  /// The ids of the servers given as down.
  package let down: Set<String>

  private let router: Router

  /// The report about a question; nothing is answered yet.
  package init(_ question: Question, _ router: Router, busy: Set<String> = [], down: Set<String> = []) {
    self.question = question
    self.router = router
    self.busy = busy
    self.down = down
  }

  /// The answers, each made when it is its turn; for all scopes, the global one first, then the sites in the order of the
  /// routing. An undeclared site has none.
  package var routes: Routes {
    switch question {
    case .one(let scope): Routes(of: [scope], in: router, busy: busy, down: down)
    case .all: Routes(ofAllIn: router, busy: busy, down: down)
    }
  }

  /// The answers for all scopes, the sites in the order of their names.
  var routesByName: Routes { Routes(ofAllIn: router, byName: true, busy: busy, down: down) }

  /// Finds where the reasons for steps are written.
  var places: RoutePlaces { RoutePlaces(router.sources) }
}
