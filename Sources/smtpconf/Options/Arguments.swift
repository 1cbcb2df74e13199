import ArgumentParser
import FileStore

/// The arguments of the program, which need not be UTF-8.
///
/// The argument parser accepts only strings, and Swift would replace every invalid byte by the same U+FFFD, so that the
/// file could not be found. So such bytes pass through the parser as characters that represent them (``FileName``).
enum Arguments {
  /// The arguments after the program name, as strings for the parser.
  static var all: [String] {
    let arguments = CommandLine.unsafeArgv
    return (1..<max(1, Int(CommandLine.argc))).compactMap { index in
      arguments[index].map { start in
        let length = String.utf8Length(start)
        return FileName.argumentText(of: Array(UnsafeRawBufferPointer(start: start, count: length)))
      }
    }
  }

  /// A string for display that may contain characters that represent bytes.
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
