import ArgumentParser
import Reporting
import SystemPackage

/// The formats for the description and the list of rules.
enum RuleFormat: String, Choice {
  case text, markdown, json

  static let noun = "format"
}

/// The options of `explain` and `rules`.
struct RuleFormatOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Output format: \(RuleFormat.list(default: .text)).", valueName: "kind"),
    completion: RuleFormat.completion, transform: RuleFormat.init(argument:))
  var format = RuleFormat.text

  @Option(
    help: "Use colour: \(ColourChoice.list(default: .auto)).", completion: ColourChoice.completion,
    transform: ColourChoice.init(argument:))
  var color = ColourChoice.auto

  /// The renderer for the format, for standard output.
  var renderer: any Renderer<RuleReport> {
    let output = FileDescriptor.standardOutput
    let style = TextStyle(colour: color.isOn(for: output), width: Terminal.width(of: output))
    return switch format {
    case .text: RuleTextRenderer(style: style, wrapsLists: Terminal.isTerminal(output))
    case .markdown: RuleMarkdownRenderer()
    case .json: RuleJSONRenderer()
    }
  }
}
