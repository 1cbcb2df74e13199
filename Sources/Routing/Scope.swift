/// The site that mail belongs to, or `global`; it decides the chain.
public enum Scope: Sendable, Hashable, CustomStringConvertible {
  /// Mail that belongs to no site.
  case global
  /// Mail of the site with this name.
  case site(String)

  /// The site's name, or `(global)`, as Kentico Xperience shows it.
  public var description: String {
    switch self {
    case .global: "(global)"
    case .site(let name): name
    }
  }
}
