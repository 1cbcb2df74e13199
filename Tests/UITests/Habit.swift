import Foundation
import Testing

/// A habit of wording that may not come back, with what to write instead.
struct Habit: Sendable, CustomTestStringConvertible {
  /// What the habit looks like.
  let pattern: String
  /// What to write instead.
  let instead: String
  /// A text that has the habit.
  let example: String

  private init(_ pattern: String, _ instead: String, as example: String) {
    self.pattern = pattern
    self.instead = instead
    self.example = example
  }

  /// What to change in a text, once for each place that has one of these habits.
  static func advice(for text: String, _ habits: [Habit]) throws -> [String] {
    let line = text.onOneLine
    let range = NSRange(line.startIndex..., in: line)
    return try habits.flatMap { habit in
      let expression = try NSRegularExpression(pattern: habit.pattern, options: .caseInsensitive)
      return expression.matches(in: line, range: range).compactMap { match in
        Range(match.range, in: line).map { place in
          let context = line[..<place.lowerBound].suffix(30) + line[place.lowerBound...].prefix(60)
          return "write \(habit.instead), not “…\(context)…”"
        }
      }
    }
  }

  /// The pattern, as test reports show it.
  var testDescription: String { pattern }
}

extension Habit {
  /// Habits that are wrong everywhere, also in comments.
  static let anywhere = [
    Habit(
      #"\bbehind (the|a|an|it|its|this|that|them|two|each)\b"#, "“after”", as: "text stands behind the closing quote"),
    Habit(
      #"\bstands? (behind|below|above|before|in the way)\b"#, "“is”, “goes under” or “comes before”",
      as: "it stands below"),
    Habit(#"\bcase alone\b"#, "“only in case”", as: "two ids that differ in case alone"),
    Habit(#"\b(mend|repair)(s|ed|ing)?\b"#, "“fix”", as: "--fix can mend it"),
    Habit(
      #"(\b(?!there\b|here\b|rather\b)\w+|[`”")*]) (is|are) no (?!longer\b|more\b)"#, "“is not a”",
      as: "`x` is no IPv4 address"),
    Habit(#"\b(this|that|it) is none\b"#, "“this is not a”", as: "a tag, and this is none"),
    Habit(#"\bwhere (there|it|that) (is|are) (no|none|not|meant|neither)\b"#, "“if”", as: "25 where there is none"),
    Habit(#"\bin clear\b"#, "“unencrypted” or “in plain text”", as: "a password sent in clear"),
    Habit(#"\bh[eo]ld \w+( \w+)? against\b"#, "“test against”", as: "hold a routing against it"),
    Habit(#"\btakes? it\b"#, "“accepts it”, “handles it” or “is used”", as: "`primary` takes it"),
    Habit(#"\bwithout a word\b"#, "“silently”", as: "it drops the rest without a word"),
  ]

  /// Habits that are wrong in all that users read.
  static let shown =
    anywhere + [
      Habit(#"\bstands?\b(?! for\b| out\b)"#, "“is”, “follows” or “goes under”", as: "a list stands here"),
      Habit(#"\bbehind\b"#, "“after”", as: "a space is missing behind it"),
      Habit(#"\bsay (`|--)"#, "“use”, “pass” or “set”", as: "say `--no-filesystem`"),
      Habit(#"\bin no format\b"#, "“never, in any format”", as: "shown in no format"),
      Habit(#"\bthe product('s)?\b(?! `)"#, "“Kentico Xperience”", as: "ignored by the product"),
      Habit(#"\bthe manual,"#, "“Kentico Xperience documentation”", as: "The manual, \"Sites\""),
      Habit(
        #"\ba mail (?!client|engine|server|address|program|domain|queue|platform)"#, "“a message”",
        as: "a mail is a file"),
      Habit(#"\b(a|one|two|whole) texts?\b(?! file)"#, "“text”, “a string” or “a value”", as: "a text in quotes"),
      Habit(#"\b(global|no|a|each|every|site's) scopes?\b"#, "“a site or `global`”", as: "no scope uses it"),
      Habit(#"(^|[^-\w\[/])allowances?\b"#, "“suppression”", as: "an allowance that is unused"),
      Habit(#"\ballows? (nothing|(a|the|this) rule|rules)\b"#, "“suppress”", as: "a comment that allows rules"),
      Habit(#"\bcannot be set\b(?! up)"#, "“severity is fixed”", as: "(error, cannot be set)"),
      Habit(#"\bnobody (knows|may)\b"#, "who does not, or a passive", as: "a folder nobody may write to"),
      Habit(#"\bwith their case\b|\bcase count"#, "“case-sensitive”", as: "compared with their case"),
      Habit(#"\bthe least there is\b"#, "“a minimal”", as: "the least there is: `version: 1`"),
    ]
}

extension String {
  /// The text without line breaks, without the slashes of comments and without the seams of string literals.
  fileprivate var onOneLine: String {
    replacing(/("\s*\n\s*\+ ")|\s*\n\s*(\/\/\/? ?)?/, with: { $0.output.1 == nil ? " " : "" })
  }
}
