import ArgumentParser

/// One word of a few, as an option or an argument takes it.
protocol Choice: CaseIterable, Equatable, RawRepresentable<String>, Sendable {
  /// What it is a choice of: "format".
  static var noun: String { get }
}

extension Choice {
  /// The choice that a word names.
  ///
  /// - Throws: `ValidationError`, which says what was probably meant or what can be chosen.
  init(argument: String) throws {
    guard let choice = Self(rawValue: argument) else {
      throw ValidationError(UnknownName(Self.noun, argument, among: Self.names).hint)
    }
    self = choice
  }

  /// All words, as prose that says which one is taken if nothing is said: "text (the default), json or dot".
  static func words(default standard: Self) -> String {
    let words = allCases.map { $0 == standard ? "\($0.rawValue) (the default)" : $0.rawValue }
    return words.dropLast().joined(separator: ", ") + " or " + (words.last ?? "")
  }

  /// What a shell offers.
  static var completion: CompletionKind { .list(names) }

  private static var names: [String] { allCases.map(\.rawValue) }
}
