/// A string that must not be shown: it prints, interpolates, dumps and mirrors as a mask.
///
/// Only ``reveal()`` returns the string, so that every use can be found by searching for that word.
public struct Secret: Sendable, Hashable {
  private let text: String

  /// What is shown in place of a secret, whatever its length.
  public static let mask = "****"

  /// Hides a string.
  public init(_ text: String) {
    self.text = text
  }

  /// The string itself, for the one place that has to pass it on.
  public func reveal() -> String { text }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// A mask whose length reveals nothing.
  public var description: String { Self.mask }

  /// A mask whose length reveals nothing.
  public var debugDescription: String { Self.mask }

  /// A mirror without children, so that `dump` shows the mask.
  public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}
