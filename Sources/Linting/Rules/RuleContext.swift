package import Diagnostics
package import FolderAccess
package import Language
package import LocatedYAML
package import SourceText

/// What a rule's check reports to, and what it may ask.
package final class RuleContext {
  /// The rule that is checking.
  let rule: Rule
  let file: LintedFile
  let collector: DiagnosticCollector

  init(rule: Rule, file: LintedFile, collector: DiagnosticCollector) {
    self.rule = rule
    self.file = file
    self.collector = collector
  }

  /// Which folders the servers write to, by the servers' places, as far as looking at them told: links may lead from
  /// different paths to one folder. Empty if folders are not looked at.
  package var folderIdentities: [Int: FolderIdentity] { collector.folderIdentities }

  /// The CI server that runs the program, if it is known.
  package var ciServer: CIServer? { collector.ciServer }

  /// The document whose form is checked.
  package var tree: YAMLTree { file.tree }

  /// The YAML document that a node is in.
  package func tree(of place: NodeUse) -> YAMLTree { collector.file(of: place.node).tree }

  /// The text of a scalar; an empty string for a collection.
  package func text(of place: NodeUse) -> String { tree(of: place).text(of: place.node) }

  /// Reports a finding at a node, its anchor and tag included.
  ///
  /// - Parameters:
  ///   - place: The node; if it is reached through an alias, a label at the alias is added.
  ///   - message: What is wrong, in one sentence without a full stop; code in backquotes.
  ///   - caption: A few words next to the carets.
  ///   - labels: Other places that explain the finding.
  ///   - help: What to do, and why.
  ///   - fixes: Fixes, each complete on its own.
  ///
  /// If there are many findings, most are only counted, so the texts are made only if the finding is kept.
  package func report(
    at place: NodeUse, _ message: @autoclosure () -> String, caption: @autoclosure () -> String = "",
    labels: @autoclosure () -> [Label] = [], help: @autoclosure () -> String? = nil,
    fixes: @autoclosure () -> [Fix] = []
  ) {
    report(
      at: place, DiagnosticText(message(), caption: caption(), help: help()), labels: labels(), fixes: fixes())
  }

  /// Reports a finding at a place that is not a node.
  package func report(
    at span: ByteSpan, _ message: @autoclosure () -> String, caption: @autoclosure () -> String = "",
    labels: @autoclosure () -> [Label] = [], help: @autoclosure () -> String? = nil,
    fixes: @autoclosure () -> [Fix] = []
  ) {
    report(at: span, DiagnosticText(message(), caption: caption(), help: help()), labels: labels(), fixes: fixes())
  }

  /// Reports a finding at a node.
  package func report(
    at place: NodeUse, _ text: @autoclosure () -> DiagnosticText, labels: @autoclosure () -> [Label] = [],
    fixes: @autoclosure () -> [Fix] = []
  ) {
    let span = tree(of: place).place(of: place.node)
    collector.add(of: rule, at: span, node: place.node, use: place.use, fixes: fixes) { fixes in
      Diagnostic(text(), of: rule, at: span, labels: labels(), fixes: fixes)
    }
  }

  /// Reports a finding at a place that is not a node.
  package func report(
    at span: ByteSpan, _ text: @autoclosure () -> DiagnosticText, labels: @autoclosure () -> [Label] = [],
    fixes: @autoclosure () -> [Fix] = []
  ) {
    let span = tree.source.place(span)
    collector.add(of: rule, at: span, node: nil, use: nil, fixes: fixes) { fixes in
      Diagnostic(text(), of: rule, at: span, labels: labels(), fixes: fixes)
    }
  }

  /// A label at a node.
  package func label(_ place: NodeUse, _ message: String) -> Label {
    Label(tree(of: place).place(of: place.node), message)
  }

  /// A label at a place that is not a node.
  package func label(_ span: ByteSpan, _ message: String) -> Label { Label(tree.source.place(span), message) }

  /// The start of the file, after a byte order mark: the place of a finding about the whole file.
  package var startOfText: ByteSpan { ByteSpan(tree.source.textStart, tree.source.textStart) }

  // MARK: Secrets

  /// The text of a scalar for messages, without quotes: cut if it is long, `****` if it is secret.
  package func shown(_ place: NodeUse) -> String { shown(text(of: place), partOf: place) }

  /// A part of a scalar's text, or a text made from it, for messages.
  package func shown(_ part: String, partOf place: NodeUse) -> String {
    isSecret(place) ? FileReport.mask : Self.shortened(part)
  }

  /// A piece of the file for messages, for findings in a file that could not be read as YAML.
  package func shown(_ span: ByteSpan) -> String {
    isSecret(span) ? FileReport.mask : Self.shortened(tree.source.text(of: span))
  }

  /// A text that is not secret, cut if it is long.
  package static func shortened(_ text: String) -> String {
    let isLong = text.utf8.count > longestShown && text.unicodeScalars.count > longestShown
    return isLong ? String(String.UnicodeScalarView(text.unicodeScalars.prefix(longestShown))) + "…" : text
  }

  /// Whether any part of the node's text must not be shown.
  package func isSecret(_ place: NodeUse) -> Bool {
    let file = collector.file(of: place.node)
    return file.secrets.hide(file.tree.span(of: place.node))
  }

  /// Whether an anchor of that name may be a password that was read as an anchor.
  package func isAnchorInSecret(_ name: String) -> Bool { file.secrets.hideAnchor(name) }

  /// Whether any part of a piece of the document must not be shown.
  package func isSecret(_ span: ByteSpan) -> Bool { file.secrets.hide(span) }

  private static let longestShown = 60
}

extension RuleContext {
  /// The most labels of a finding; nobody reads more.
  package static let mostLabels = 5
  /// How many names a sentence lists at most.
  package static let mostListed = ConfigurationView.mostListed

  /// A user in messages: the name, if it is written in the file.
  package func user(_ username: Declared<CredentialDeclaration>) -> String {
    if case .literal? = username.content { "`\(shown(username.value))`" } else { "this user" }
  }

  /// A server in messages: `servers.archive`.
  package func name(of server: ServerDeclaration) -> String { "servers.\(shown(server.id))" }
}

extension RuleContext {
  /// The names of servers in prose, at most ``mostListed`` of them: "`a`, `b` or others".
  package func listed(_ servers: some Collection<ServerDeclaration>, _ conjunction: String = "or") -> String {
    let names = servers.prefix(Self.mostListed).map { shown($0.id) }
    return names.listed(conjunction, rest: servers.count > names.count ? "others" : nil)
  }

  /// Labels at the keys that disable these servers, at most ``mostLabels``.
  package func disabledLabels(_ servers: some Sequence<ServerDeclaration>) -> [Label] {
    servers.prefix(Self.mostLabels).compactMap { server in
      server.enabled.map { label($0.value, "`\(shown(server.id))` is disabled here") }
    }
  }

  /// Whether a node is in a later layer than another: then it is the one that causes a conflict of the two.
  package func isLater(_ place: NodeUse, than other: NodeUse) -> Bool {
    collector.layer(of: place.node) > collector.layer(of: other.node)
  }

  /// A label at the place where a node is used: at the alias, if it is reached through one.
  package func labelAtUse(_ place: NodeUse, _ message: String) -> Label {
    label(NodeUse(place.use ?? place.node), message)
  }
}
