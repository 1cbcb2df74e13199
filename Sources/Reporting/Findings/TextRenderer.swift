public import Diagnostics
import SourceText

/// How findings are shown to people.
public struct TextStyle: Sendable, Equatable {
  /// Whether to decorate the text with escape sequences of ECMA-48; the layout is the same with and without.
  public let colour: Bool

  /// The maximum width of a row in columns; at least ``narrowest``.
  public let width: Int

  /// The minimum width in columns for laying out a finding; a narrower terminal has to wrap lines.
  public static let narrowest = 40

  /// Makes a style; a width below ``narrowest`` is replaced by it.
  public init(colour: Bool, width: Int = 80) {
    self.colour = colour
    self.width = max(width, Self.narrowest)
  }
}

extension DiagnosticFormat {
  /// Findings with the source lines that they refer to.
  package static let text = DiagnosticFormat("text", for: .people, "people") { TextRenderer(style: $0.style) }
}

/// Shows findings with the source lines that they refer to, as compilers do.
public struct TextRenderer: Renderer {
  /// How to show them.
  public let style: TextStyle

  /// Makes a renderer of a style.
  public init(style: TextStyle) {
    self.style = style
  }

  /// The findings of all files, separated by empty lines; empty if there are none.
  public func render(_ run: RunReport) -> String {
    var output: [UInt8] = []
    for block in run.files.flatMap(blocks) {
      if !output.isEmpty { output.append(UInt8(ascii: "\n")) }
      for row in block { row.write(to: &output, colour: style.colour) }
    }
    return String(decoding: output, as: UTF8.self)
  }

  private func blocks(of report: FileReport) -> [[Row]] {
    let texts = ReportText(report)
    return report.diagnostics.map { DiagnosticLayout($0, in: texts, width: style.width).rows }
      + (report.omitted > 0 ? [omission(of: report.omitted)] : [])
  }

  private func omission(of count: Int) -> [Row] {
    WordWrap.rows(of: "… and \(Omission(count))", first: style.width, rest: style.width).map { Row($0) }
  }
}

/// The rows of one finding.
private struct DiagnosticLayout {
  private let diagnostic: Diagnostic
  private let texts: ReportText
  private let width: Int

  /// The indentation of the further rows of a message.
  private static let messageIndent = 4

  init(_ diagnostic: Diagnostic, in texts: ReportText, width: Int) {
    self.diagnostic = diagnostic
    self.texts = texts
    self.width = width
  }

  var rows: [Row] {
    // One block for each file, that of the finding's own place first.
    let files = texts.files(at: [diagnostic.span] + diagnostic.labels.map(\.span))
    let snippets = files.map { (file: $0, snippet: Snippet(diagnostic, in: $0)) }
    let previews = diagnostic.fixes.map { fix in
      texts.files(at: fix.edits.map(\.span)).map { (file: $0, preview: FixPreview(fix, in: $0)) }
    }
    let largestLine = (snippets.map(\.snippet.largestLine) + previews.joined().map(\.preview.largestLine)).max()
    let gutter = Gutter(largestLine: largestLine ?? 1)
    var rows = title
    for (file, snippet) in snippets {
      rows.append(gutter.header(Self.place(snippet, in: file), limit: width))
      rows += snippet.rows(gutter, limit: width)
    }
    if let help = diagnostic.help { rows += gutter.note("help", .heading, help, limit: width) }
    for (fix, previews) in zip(diagnostic.fixes, previews) {
      rows += gutter.note(fix.applicability == .safe ? "fix" : "unsafe fix", .fix, fix.message, limit: width)
      // Lines without a file name are of the finding's own file.
      var shown = files[0].source.address
      for (file, preview) in previews {
        if file.source.address != shown {
          rows.append(gutter.header(file.source.name.escapedForDisplay(), limit: width))
        }
        rows += preview.rows(gutter, limit: width)
        shown = file.source.address
      }
    }
    if let configurations = diagnostic.configurations {
      rows += gutter.note("note", .heading, configurations, limit: width)
    }
    return rows
  }

  /// `error[rule]: message`, the message wrapped.
  private var title: [Row] {
    let name = "\(diagnostic.severity.rawValue)[\(diagnostic.rule.text.escapedForDisplay())]"
    let rest = width - Self.messageIndent
    let names = WordWrap.rows(of: name, first: width - 1, rest: rest - 1)
    let used = DisplayWidth.of(names.last ?? "") + (names.count > 1 ? Self.messageIndent : 0) + 2
    let texts = WordWrap.rows(of: diagnostic.message.escapedForDisplay(), first: width - used, rest: rest)
    var rows = names.map { Row($0, Role(diagnostic.severity)) }
    rows[rows.count - 1].append(": " + (texts.first ?? ""), .message)
    rows += texts.dropFirst().map { Row($0, .message) }
    return rows.prefix(1)
      + rows.dropFirst().map { row in
        var indented = Row(String(" ", times: Self.messageIndent))
        indented.append(row)
        return indented
      }
  }

  private static func place(_ snippet: Snippet, in file: FileText) -> String {
    let name = file.source.name.escapedForDisplay()
    return snippet.start.map { "\(name):\($0.line):\($0.column)" } ?? name
  }
}
