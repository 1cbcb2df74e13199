/// A configuration that does what a database says, with notes for whoever reads it.
package struct ImportedConfiguration: Equatable, Sendable {
  /// The servers, in the order in which they are declared.
  package var servers: [ImportedServer]
  /// The settings for all sites, and for mail that belongs to none.
  package var global: ImportedScope
  /// The sites.
  package var sites: [ImportedSite]
  /// What is about none of these alone.
  package var notes: [ImportNote]

  /// A note and what it is about, as messages name it.
  package struct Remark: Equatable, Sendable {
    /// What it is about: a server or site by its id; nil for the whole.
    package let place: String?
    /// The note.
    package let note: ImportNote
  }

  /// All notes, in the order of the configuration.
  package var remarks: [Remark] {
    notes.map { Remark(place: nil, note: $0) }
      + servers.flatMap { server in server.notes.map { Remark(place: "server `\(server.id)`", note: $0) } }
      + global.notes.map { Remark(place: "global", note: $0) }
      + sites.flatMap { site in site.scope.notes.map { Remark(place: "site `\(site.id)`", note: $0) } }
  }
}
