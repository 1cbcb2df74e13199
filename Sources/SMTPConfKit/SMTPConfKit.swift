/// smtpconf as a library: what `smtpconf check`, `build`, `route` and `diff` do, without the command line.
///
/// ```swift
/// import SMTPConfKit
///
/// let checked = Analysis(SourceFile(name: "smtpconf.yaml", text: yaml))
/// for finding in checked.report.diagnostics { print(finding.rule, finding.message) }
/// if let configuration = checked.configuration() {
///   let router = Router(RoutingTable(configuration))
///   print(router.outcome(of: .site("shop"), busy: ["primary"]) as Any)
/// }
/// ```
///
/// - Parse and check: ``SourceFile``, ``Analysis``, ``CheckOptions``, ``CalendarDay``, ``FileReport``, ``Diagnostic``.
/// - Compile: ``ValidConfiguration``, ``RoutingTable``.
/// - Look up: ``Router``, ``Chain``, ``Outcome``, and ``Route`` for the reasons.
/// - Compare: ``RoutingDiff``.
/// - Send: ``ServerPool``, which assigns servers to any number of threads and tasks.
@_exported public import Analysis
@_exported public import Diagnostics
@_exported public import Language
@_exported public import Linting
@_exported public import Reporting
@_exported public import Routing
@_exported public import SourceText
