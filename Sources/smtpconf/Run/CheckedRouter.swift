import Analysis
import Diagnostics
import Routing

/// The routing of a file, with what is known about the file.
struct CheckedRouter {
  /// The routing.
  let router: Router
  /// The name of the file, as it is shown.
  let name: String
  /// The configuration and its findings; nil for a routing table.
  let configuration: (checked: CheckedConfiguration, report: FileReport)?
}
