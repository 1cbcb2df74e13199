import ArgumentParser
import FileStore

/// The arguments of the program, none of which need be UTF-8.
///
/// The argument parser takes text only, and Swift would put the same U+FFFD for every byte it cannot read, so that a file
/// could not be found again. So such bytes pass the parser as characters that stand for them (``FileName``).
enum Arguments {
  /// What stands after the name of the program, as text for the parser; nil if it cannot be had at all.
  static var all: [String]? {
    // Swift finds the arguments with the help of /proc.
    let arguments = CommandLine.unsafeArgv
    guard CommandLine.argc > 0 else { return nil }
    return (1..<max(1, Int(CommandLine.argc))).compactMap { index in
      arguments[index].map { start in
        let length = String.utf8Length(start)
        return FileName.argumentText(of: Array(UnsafeRawBufferPointer(start: start, count: length)))
      }
    }
  }

  /// A text as people are shown it that may hold characters that stand for bytes.
  static func shown(_ text: String) -> String { FileName(argumentText: text).text }
}

extension String {
  fileprivate static func utf8Length(_ start: UnsafePointer<CChar>) -> Int {
    var length = 0
    while start[length] != 0 { length += 1 }
    return length
  }
}

extension FileName: ExpressibleByArgument {
  /// The file that an argument names.
  public init?(argument: String) {
    self.init(argumentText: argument)
  }
}
