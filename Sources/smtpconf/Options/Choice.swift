import ArgumentParser

/// A value of an option or an argument that is one of a few words.
protocol Choice: CaseIterable, Equatable, RawRepresentable<String>, Sendable {
  /// What is chosen: "format".
  static var noun: String { get }
}

extension Choice {
  /// The choice with a name.
  ///
  /// - Throws: `ValidationError` with the nearest word, or with all words.
  init(argument: String) throws {
    guard let choice = Self(rawValue: argument) else {
      throw ValidationError(UnknownName(Self.noun, argument, among: Self.names).hint)
    }
    self = choice
  }

  /// All words in prose, with the default marked: "text (the default), json or dot".
  static func list(default standard: Self) -> String {
    let words = allCases.map { $0 == standard ? "\($0.rawValue) (the default)" : $0.rawValue }
    return words.dropLast().joined(separator: ", ") + " or " + (words.last ?? "")
  }

  /// The words for shell completion.
  static var completion: CompletionKind { .list(names) }

  private static var names: [String] { allCases.map(\.rawValue) }
}
