package import Routing

/// The routing table in JSON, for the program that sends mail.
package struct TableTarget: Target {
  private let layout: TableLayout

  /// Makes a target that writes the table in a layout.
  package init(_ layout: TableLayout) {
    self.layout = layout
  }

  package var name: String { "table" }

  package func files(of deployment: Deployment) -> [OutputFile] {
    let table = RoutingTable(deployment.configuration)
    let layout = layout
    return [OutputFile("", table.holdsLiteralPassword ? .secret : .shared) { try table.write(layout, to: $0) }]
  }
}
