/// Whose mail it is, which decides the chain.
public enum Scope: Sendable, Hashable, CustomStringConvertible {
  /// Mail that belongs to no site.
  case global
  /// Mail of the site of that name.
  case site(String)

  /// The site's name, or `(global)`, as the product shows it.
  public var description: String {
    switch self {
    case .global: "(global)"
    case .site(let name): name
    }
  }
}
