import Language
import LanguageServerProtocol
import LocatedYAML
import RoutingTesting
import SourceText

/// The servers and sites that a document can name.
struct KnownNames {
  private let model: ConfigurationModel?
  private let text: ParsedText

  /// The names for a configuration, or for a test file those of the configuration that it tests.
  init(_ document: OpenDocument, _ snapshot: Snapshot) {
    let configuration = document.configuration(in: snapshot)
    model = configuration.map { ConfigurationModel($0, snapshot) }
    text = (configuration ?? document).text
  }

  /// The names, in the order in which they are declared.
  func items(_ kind: EntryKind) -> [CompletionItem] {
    guard let model, let declarations = model.declarations else {
      // What the document itself says is known even if the files that it extends are not.
      var seen = Set<String>()
      return text.outline.occurrences.filter { $0.kind == kind && $0.isDeclaration && seen.insert($0.name).inserted }
        .map { CompletionItem($0.name, kind == .server ? .server : .site) }
    }
    switch kind {
    case .server:
      return declarations.servers.map { server in
        CompletionItem(
          declarations.documents.text(of: server.id.node), .server, detail: model.summary(of: server))
      }
    case .site: return model.siteNames.map { CompletionItem($0, .site) }
    }
  }
}
