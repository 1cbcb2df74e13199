/// A file that is embedded in the program, to be a part of pages.
enum PageFile: Sendable {
  /// The style of pages.
  case pageStyle
  /// The style of pictures.
  case pictureStyle
  /// The script of pages.
  case script

  /// The content.
  var bytes: [UInt8] {
    switch self {
    case .pageStyle: PackageResources.page_css
    case .pictureStyle: PackageResources.picture_css
    case .script: PackageResources.page_js
    }
  }

  /// The source by which a policy of a page allows the content (Content Security Policy Level 3, section 2.3.1).
  var policySource: String { "'sha256-\(Digest.base64(of: bytes))'" }
}
