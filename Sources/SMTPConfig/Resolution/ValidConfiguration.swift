import LocatedYAML

/// A configuration without errors: what is left to do with it cannot fail.
///
/// It can be had from a ``CheckedFile`` alone.
public struct ValidConfiguration: Sendable {
  /// What was declared; complete, because nothing is wrong.
  package let declared: Configuration

  init?(_ declared: Configuration) {
    self.declared = declared
  }
}
