import ArgumentParser
import Reporting
import SystemPackage

/// How rules are explained and listed.
enum RuleFormat: String, Choice {
  case text, markdown, json

  static let noun = "format"
}

/// The options that `explain` and `rules` share.
struct RuleFormatOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Output format: \(RuleFormat.words(default: .text)).", valueName: "kind"),
    completion: RuleFormat.completion, transform: RuleFormat.init(argument:))
  var format = RuleFormat.text

  @Option(
    help: "Use colour: \(ColourChoice.words(default: .auto)).", completion: ColourChoice.completion,
    transform: ColourChoice.init(argument:))
  var color = ColourChoice.auto

  /// What writes the format to standard output.
  var renderer: any RuleRenderer {
    let output = FileDescriptor.standardOutput
    let style = TextStyle(colour: color.isOn(for: output), width: Terminal.width(of: output))
    return switch format {
    case .text: RuleTextRenderer(style: style, wrapsLists: Terminal.isTerminal(output))
    case .markdown: RuleMarkdownRenderer()
    case .json: RuleJSONRenderer()
    }
  }
}
