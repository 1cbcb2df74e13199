/// smtpconf for programs: everything `smtpconf check` and `smtpconf build` do, without the command line.
///
/// ```swift
/// import SMTPConfKit
///
/// let checked = CheckedFile(SourceFile(name: "smtpconf.yaml", text: yaml))
/// for finding in checked.report.diagnostics { print(finding.rule, finding.message) }
/// if let configuration = checked.configuration {
///   let router = Router(RoutingTable(configuration))
///   print(router.outcome(ofSite: "shop", busy: ["primary"]) as Any)
/// }
/// ```
///
/// - Parse and check: ``SourceFile``, ``CheckedFile``, ``CheckOptions``, ``FileReport``, ``Diagnostic``.
/// - Compile: ``ValidConfiguration``, ``RoutingTable``.
/// - Look up: ``Router``, ``Chain``, ``Outcome``.
@_exported public import Diagnostics
@_exported public import Routing
@_exported public import SMTPConfig
@_exported public import SourceText
