import SourceText

/// A variable in the syntax of a tool that expands such variables. YAML does not, and neither does smtpconf.
package struct VariableReference: Sendable, Equatable {
  /// Whose syntax it is.
  package let syntax: Syntax
  /// The variable's name, if it is a name and nothing else.
  package let name: String?
  private let range: Range<Int>

  /// The tools whose syntax is known.
  package enum Syntax: String, Sendable, CaseIterable {
    /// `${NAME}`, also with a default as in `${NAME:-default}`.
    case compose = "Docker Compose and shells"
    /// `$NAME`
    case shell = "shells"
    /// `$(NAME)`
    case azurePipelines = "Azure Pipelines"
    /// `${{ … }}`
    case githubActions = "GitHub Actions"
    /// `#{NAME}`
    case octopus = "Octopus Deploy"
    /// `{{ … }}`
    case jinja = "Ansible and Jinja"
    /// `%NAME%`
    case windows = "Windows"
    /// `#{NAME}#` and `__NAME__`
    case replaceTokens = "token-replacement tasks"
  }

  /// Longer strings are not examined: they have an error of their own.
  private static let longestText = 1000

  /// Reads a string that consists of one variable; nil if it is anything else.
  package init?(whole text: UnsafeBufferPointer<UInt8>) {
    guard let first = text.first, "$#{%_".utf8.contains(first), text.count <= Self.longestText else { return nil }
    let reader = VariableReader(Array(text))
    guard let variable = reader.variable(at: 0) ?? reader.wholeVariable, variable.range == text.indices else {
      return nil
    }
    self = variable
  }

  /// The first variable in a string. `$NAME` and `__NAME__` count only as the whole string: `mail$drop` names a share.
  package static func first(in text: UnsafeBufferPointer<UInt8>) -> VariableReference? {
    if let whole = VariableReference(whole: text) { return whole }
    guard text.count <= longestText, text.contains(where: "$#{%".utf8.contains) else { return nil }
    let reader = VariableReader(Array(text))
    return text.indices.lazy.compactMap(reader.variable).first
  }

  fileprivate init(_ syntax: Syntax, name: String?, _ range: Range<Int>) {
    self.syntax = syntax
    self.name = name
    self.range = range
  }
}

/// Reads variables in a short string.
private struct VariableReader {
  private let bytes: [UInt8]
  /// The offset of the last `}`: no variable that ends with one can begin after it.
  private let lastBrace: Int

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    lastBrace = bytes.lastIndex(of: UInt8(ascii: "}")) ?? -1
  }

  /// The variable at an offset, of a kind that can be anywhere in a string.
  func variable(at start: Int) -> VariableReference? {
    let rest = bytes[start...]
    switch rest.first {
    case UInt8(ascii: "$"):
      return expression("${{", "}}", .githubActions, at: start) ?? composeVariable(at: start)
        ?? named("$(", ")", .azurePipelines, at: start)
    case UInt8(ascii: "#"): return named("#{", "}#", .replaceTokens, at: start) ?? named("#{", "}", .octopus, at: start)
    case UInt8(ascii: "{"): return expression("{{", "}}", .jinja, at: start)
    case UInt8(ascii: "%"): return named("%", "%", .windows, at: start)
    default: return nil
    }
  }

  /// The whole string as a variable of a kind that cannot be a part of one.
  var wholeVariable: VariableReference? {
    if let variable = named("$", "", .shell, at: 0) { return variable }
    guard bytes.count > 4, bytes.starts(with: "__".utf8), bytes.suffix(2).elementsEqual("__".utf8) else { return nil }
    let end = bytes.count - 2
    return endOfName(at: 2) >= end ? variable(.replaceTokens, 2..<end, bytes.indices) : nil
  }

  /// A name between two signs.
  private func named(
    _ open: String, _ close: String, _ syntax: VariableReference.Syntax, at start: Int
  ) -> VariableReference? {
    guard bytes[start...].starts(with: open.utf8) else { return nil }
    let name = start + open.utf8.count
    let end = endOfName(at: name)
    guard end > name, bytes[end...].starts(with: close.utf8) else { return nil }
    return variable(syntax, name..<end, start..<end + close.utf8.count)
  }

  /// `${NAME}`, or with what to do if the variable is not set (Compose specification, interpolation).
  private func composeVariable(at start: Int) -> VariableReference? {
    if let variable = named("${", "}", .compose, at: start) { return variable }
    guard start < lastBrace, bytes[start...].starts(with: "${".utf8) else { return nil }
    let end = endOfName(at: start + 2)
    guard end > start + 2, end < bytes.count, ":-?+".utf8.contains(bytes[end]),
      let close = bytes[end...].firstIndex(of: UInt8(ascii: "}"))
    else { return nil }
    return VariableReference(.compose, name: nil, start..<close + 1)
  }

  /// Anything between two signs.
  private func expression(
    _ open: String, _ close: String, _ syntax: VariableReference.Syntax, at start: Int
  ) -> VariableReference? {
    guard start < lastBrace, bytes[start...].starts(with: open.utf8) else { return nil }
    let content = start + open.utf8.count
    let end = (content..<bytes.count).first { bytes[$0...].starts(with: close.utf8) }
    guard let end, let first = bytes[content..<end].firstIndex(where: { !$0.isBlank }),
      let last = bytes[content..<end].lastIndex(where: { !$0.isBlank })
    else { return nil }
    return variable(syntax, first..<last + 1, start..<end + close.utf8.count)
  }

  private func variable(
    _ syntax: VariableReference.Syntax, _ name: Range<Int>, _ range: Range<Int>
  ) -> VariableReference {
    let text = String(decoding: bytes[name], as: UTF8.self)
    return VariableReference(syntax, name: EnvironmentName.isValid(text) ? text : nil, range)
  }

  /// The end of the name that begins at an offset: letters, digits, `_` and `.`, not starting with a digit or `.`.
  private func endOfName(at start: Int) -> Int {
    guard start < bytes.count, bytes[start].isASCIILetter || bytes[start] == UInt8(ascii: "_") else { return start }
    return bytes[start...].firstIndex { !$0.isASCIILetter && !$0.isASCIIDigit && !"_.".utf8.contains($0) }
      ?? bytes.count
  }
}
