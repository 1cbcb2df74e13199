package import Reporting

/// What the server is told when it starts.
package struct ServerInformation: Sendable {
  /// The version of the program.
  let version: String
  /// The pages about rules.
  let pages: ProjectPages
  /// The absolute path of the folder that the program was started in, as bytes.
  let folder: [UInt8]

  /// Information from its parts.
  package init(version: String, pages: ProjectPages, folder: [UInt8]) {
    self.version = version
    self.pages = pages
    self.folder = folder
  }
}
