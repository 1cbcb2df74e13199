/// Parts of YAML files that the program writes.
package enum YAMLText {
  /// A string as a scalar on one line: plain if every version of YAML reads it as that string, otherwise in double
  /// quotes. What would control a terminal, deceive the reader or give a command to a CI server is written as a number.
  package static func scalar(_ text: String) -> String {
    let isPlain =
      (text.utf8.first.map { $0.isASCIILetter || $0 == UInt8(ascii: "/") } ?? false)
      && text.utf8.allSatisfy { $0.isASCIILetter || $0.isASCIIDigit || "._/:@+-".utf8.contains($0) }
      && text.utf8.last != UInt8(ascii: ":") && !words.contains(text.lowercased())
    return isPlain ? text : quoted(text)
  }

  /// A string as a comment on one line, with its `#`.
  package static func comment(_ text: String) -> String { "# " + text.escapedForDisplay() }

  /// The words that some version of YAML reads as something else than a string.
  private static let words: Set<String> = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"]

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    var last: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      // Only after another `#` it can begin a command.
      case "#" where last == "#": quoted += escaped(scalar)
      default:
        if scalar.mustBeEscaped || scalar == "\t" {
          quoted += escaped(scalar)
        } else {
          quoted.unicodeScalars.append(scalar)
        }
      }
      last = scalar
    }
    return quoted + "\""
  }

  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    let (sign, width) = scalar.value > 0xFFFF ? ("U", 8) : ("u", 4)
    return "\\\(sign)" + String(repeating: "0", count: width - digits.utf8.count) + digits
  }
}
