import ArgumentParser
import Reporting
import SystemPackage

/// How rules are explained and listed.
enum RuleFormat: String, ExpressibleByArgument, CaseIterable {
  case text, markdown, json
}

/// The options that `explain` and `rules` share.
struct RuleFormatOptions: ParsableArguments {
  @Option(help: ArgumentHelp("How it is written.", valueName: "kind"))
  var format = RuleFormat.text

  @Option(help: "Use colour.")
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
