/// A test suite in the XML of JUnit's Ant task, which nearly every CI server reads.
///
/// Only features that all dialects of the format share are used; there is no official one.
struct JUnitSuite {
  /// A test case; without remarks it has passed.
  struct Case {
    /// A remark on a test case.
    enum Remark {
      /// The test failed.
      case failure(message: String, type: String, text: String)
      /// The test could not be run.
      case error(message: String, type: String, text: String)
      /// The test passed, and this is worth knowing.
      case output(String)
    }

    let name: String
    let className: String
    var remarks: [Remark] = []

    fileprivate var failures: Int { remarks.contains { if case .failure = $0 { true } else { false } } ? 1 : 0 }
    fileprivate var errors: Int { remarks.contains { if case .error = $0 { true } else { false } } ? 1 : 0 }

    fileprivate var element: XMLElement {
      XMLElement("testcase", [("name", name), ("classname", className)], remarks.map(\.element))
    }
  }

  private let name: String
  private let cases: [Case]

  /// A suite of test cases.
  init(_ name: String, _ cases: [Case]) {
    self.name = name
    self.cases = cases
  }

  /// The document for some suites.
  static func document(_ suites: [JUnitSuite]) -> String {
    let root = XMLElement(
      "testsuites", [("name", "smtpconf")] + counts(of: suites.flatMap(\.cases)), suites.map(\.element))
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + root.text
  }

  private var element: XMLElement {
    XMLElement("testsuite", [("name", name)] + Self.counts(of: cases), cases.map(\.element))
  }

  private static func counts(of cases: [Case]) -> [(String, String)] {
    [
      ("tests", "\(cases.count)"), ("failures", "\(cases.reduce(0) { $0 + $1.failures })"),
      ("errors", "\(cases.reduce(0) { $0 + $1.errors })"),
    ]
  }
}

extension JUnitSuite.Case.Remark {
  fileprivate var element: XMLElement {
    switch self {
    case .failure(let message, let type, let text):
      XMLElement("failure", [("message", message), ("type", type)], text: text)
    case .error(let message, let type, let text):
      XMLElement("error", [("message", message), ("type", type)], text: text)
    case .output(let text): XMLElement("system-out", text: text)
    }
  }
}
