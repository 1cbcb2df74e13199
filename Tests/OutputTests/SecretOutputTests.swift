import Analysis
import Diagnostics
import FuzzProperties
import Language
import SourceText
import Testing

/// Hundreds of files with various mistakes contain a marker in place of secrets: no output may contain it.
@Suite("Secrets and hostile text")
struct SecretOutputTests {
  private static let marker = "c0ffeeMARKER"

  /// Keys whose values are secret, as they are written and as they are misspelt.
  private static let keys = ["password", "pasword", "Password", "passwd", "pass", "secret", "token", "\"passwort\""]

  /// The text after such a key; the marker is part of each.
  private static let values = [
    "\(marker)", "'\(marker)'", "\"\(marker)\\n\"", "\"\(marker)", "'\(marker)", "[\(marker)]",
    "{ literal: \(marker) }",
    "{ env: 1, text: \(marker) }", "|\n      \(marker)", ">-\n      one\n      \(marker)", "one\n      \(marker) two",
    "&anchor \(marker)", "!!str \(marker)", "!mine \(marker)", "!!int \(marker)", "\u{1B}[31m\(marker)\u{202E}",
    "\(marker): \(marker)", "@\(marker)", "`\(marker)", "%\(marker)", "\"\\q\(marker)\"", "\(marker)#\(marker)",
    "\t\(marker)", "- \(marker)", "? \(marker)", "*\(marker)", "\(marker) # why",
  ]

  /// Documents around a key and a value.
  private static let documents: [@Sendable (String, String) -> String] = [
    {
      "version: 1\nservers:\n  a:\n    serverName: a.example\n    username: u\n    \($0): \($1)\nglobal:\n  defaultServer: a\n"
    },
    { "version: 1\nservers:\n  a:\n    \($0): \($1)\n    enabled: yes\n    port: 25\nsites:\n  s:\n    servers: a\n" },
    {
      "x-t: &t\n    \($0): \($1)\nversion: 1\nservers:\n  a:\n    <<: *t\n    serverName: smtp://a.example\nglobal: {}\n"
    },
    { "version: 1\nservers:\n  a: { serverName: a.example, username: 1, \($0): \($1) }\nglobal:\n  servers: [a, a]\n" },
    { "version: 1\nservers:\n  a:\n    \($0): \($1)\n    \($0): \($1)\n  A:\n    serverName: a\nglobal: [\n" },
  ]

  private static let lineEnds = ["\n", "\r\n", "\r"]

  @Test("A marker in place of a password is in no output of any format")
  func passwords() throws {
    var count = 0
    for document in Self.documents {
      for (number, value) in Self.values.enumerated() {
        let key = Self.keys[number % Self.keys.count]
        let lineEnd = Self.lineEnds[number % Self.lineEnds.count]
        let text = document(key, value).replacing("\n", with: lineEnd)
        try Self.expectNoMarker(in: number % 4 == 0 ? "\u{FEFF}" + text : text)
        count += 1
      }
    }
    #expect(count >= 100)
  }

  @Test(
    "Nor is the part before an @ in a server name",
    arguments: [
      "user:\(marker)@smtp.example.com", "\(marker)@smtp.example.com:25", "smtp://u:\(marker)@smtp.example.com",
      "\"u:\(marker)@smtp.example.com\\t\"", "'u:\(marker)@smtp.example.com", "[u:\(marker)@smtp.example.com]",
    ])
  func serverNames(name: String) throws {
    for key in ["serverName", "host", "servername"] {
      try Self.expectNoMarker(
        in: "version: 1\nservers:\n  a:\n    \(key): \(name)\n    enabled: yes\nglobal:\n  defaultServer: a\n")
    }
  }

  /// Passwords with mistakes that make them something other than the value of a key.
  private static let accidents = [
    "without a colon": "version: 1\nservers:\n  a:\n    serverName: h\n    password \(marker)\n    useSSL: true\n",
    "without a colon, at the end": "version: 1\nservers:\n  a:\n    password \(marker)\nglobal:\n  servers: [a]\n",
    "in a second document":
      "version: 1\nservers: { a: { serverName: h } }\nglobal:\n  servers: a\n---\npassword: \(marker)\n",
    "not indented": "version: 1\nservers:\n  a:\n    password: |\n\(marker)\nsecond\nglobal: {}\n",
    "not indented, without a header": "version: 1\nservers:\n  a:\n    password:\n\(marker)\nglobal: {}\n",
    "left of its key": "version: 1\nservers:\n  a:\n    password: >-\n  \(marker)\nglobal: {}\n",
    "continued at its key": "version: 1\nservers:\n  a:\n    password: one\n    \(marker)\nglobal: {}\n",
    "after a tab": "version: 1\nservers:\n  a:\n    password: |\n\t\(marker)\nglobal: {}\n",
    "after an equals sign": "version: 1\nservers:\n  a:\n    password={literal: \(marker)}\n",
    "after a semicolon": "version: 1\nservers:\n  a:\n    password; \(marker)\n    useSSL: true\n",
    "after an explicit key": "servers:\n  a: { serverName: h, ? password\n   : \(marker), bogus: x: y }\n",
    "at an anchor, unclosed": "version: 1\nx-p: &sec \"\(marker)\nservers:\n  a:\n    password: *sec\n",
    "at an anchor, in a broken file": "x-p: &sec \(marker)\nservers:\n  a: [\n    password: *sec\n",
    "without a space": "version: 1\nservers:\n  a:\n    password:\(marker)\nglobal:\n  servers: a\n",
    "without a space, in braces": "version: 1\nservers:\n  a: {serverName: h, password:\(marker), b: 1}\nglobal: {}\n",
    "without a space, quoted": "version: 1\nservers:\n  a: {serverName: h, password:\"\(marker)\"}\nglobal: {}\n",
    "without a space, in a list": "version: 1\nservers:\n  - password:\(marker)\n  - passwd \(marker)\n",
    "without a colon, in JSON":
      "{\"version\": 1, \"servers\": {\"a\": {\"username\": \"u\", \"password\" \"\(marker)\", \"useSSL\": true}}}\n",
    "with the colon on the next line": "{\"servers\": {\"a\": {\n \"password\"\n : \"\(marker)\" \"useSSL\": true}}}\n",
    "with dots, after another value": "servers:\n  - a: b    pass.relay: \(marker)\n c: [\n",
    "without a colon, after a key of two words": server("smtp pass \"\(marker)\""),
    "without a colon, after a key of two words, not YAML": server("smtp pass '\(marker)'\n   b: ["),
    "below another value": "version: 1\nservers:\n  a:\n    serverName: h\n      password \(marker)\nglobal: {}\n",
    "taken for a comment": server("password: #\(marker)"),
    "half taken for a comment": server("password: ab #\(marker)"),
    "half taken for a comment, in a list": server("password: [ab] #\(marker)"),
    "taken for a comment of a block": server("password: | #\(marker)\n      x"),
    "not indented, with a colon": server("password: |\n    \(marker):x"),
    "not indented, with a key's colon": server("password: |\n    \(marker): x"),
    "not indented, with a key's colon and no header": server("password:\n    \(marker): x"),
    "not indented, in braces": server("password:\n{ env: [\(marker)] }"),
    "not indented, with a value": server("password: |\n    x: \(marker)"),
    "after a comment in a block": server("password: >-\n    # old\n      \(marker)"),
    "after comments and empty lines": server("password:\n# old\n\n    # older\n      \(marker): x: y"),
    "after an aliased key":
      "x-k: &k password\nversion: 1\nservers:\n  a:\n    serverName: h\n    *k : \(marker) : y\nglobal: {}\n",
    "at an anchor of an anchor": "x-p: &one \(marker)\nx-q: &two [*one]\nservers:\n  a: [\n    password: *two\n",
    "of a server name that is a mapping": server("serverName: {a: \(marker)@host}"),
    "of a server name in lists": server("serverName: [[\(marker)@host]]"),
    "of a server name, in a broken file": "servers:\n  a:\n    serverName: the \(marker)@host\n   b: [\n",
    "of a server name with an escaped key": "servers:\n  a: {\"serverName\": \(marker)@host, b: : c}\n",
    "in UTF-16": String(decoding: Array("password: \(marker)\n".utf8).flatMap { [$0, 0] }, as: UTF8.self),
  ]

  private static func server(_ line: String) -> String {
    "version: 1\nservers:\n  a:\n    useSSL: yes\n    \(line)\nglobal: { defaultServer: a }\n"
  }

  /// Keys that are not one of the known words, but are made of them.
  @Test(
    "Names that are made of such words are recognised as well",
    arguments: [
      "smtp_pass", "SMTP_PASS", "smtpPass", "smtppass", "mail_pwd", "mailPwd", "SMTPPwd", "pass.relay", "pass.word",
      "\"pass for smtp\"", "\"pwd (smtp)\"", "smtp pass", "relay/pass", "pass1", "smtp-passphrase", "clientSecret",
      "api_token", "api_tokn", "mailPw", "smtp_pw", "smtp_pasword", "clientSecrt", "\"api\\u005ftoken\"",
      "db.credentials", "APIKEY", "? passwd\n   ",
    ])
  func madeOfWords(key: String) throws {
    for broken in ["", "  - : [\n"] {
      try Self.expectNoMarker(in: Self.server("\(key): \(Self.marker)") + broken)
      try Self.expectNoMarker(in: "version: 1\nservers:\n  a: {enabled: yes, \(key): \(Self.marker)}\n" + broken)
    }
  }

  /// Values that are not secret stay readable: half a sentence about a mistake helps nobody.
  @Test(
    "Nothing else is hidden",
    arguments: [
      "serverName: smtp.example.com:2525/inbox", "serverName: token.example.com:99999", "serverName: pass.example:0",
      "password: { file: secrets/pw }", "password: { env: 1SMTP_PASSWORD }", "username: 'compassion:\\u0007'",
      "pickupDirectory: secrets/drop", "passwordless: true", "d: x:\\u0007",
    ])
  func nothingElse(line: String) throws {
    let source = SourceFile(name: "a.yaml", text: Self.server(line))
    let report = Analysis(source).report
    #expect(report.count(.error) > 0)
    let isHidden = report.secrets.contains { !source.text(of: $0).hasPrefix("true") }
    #expect(!isHidden, "\(report.secrets.map(source.text(of:)))")
  }

  @Test("A password is not shown, whatever mistake is made with it", arguments: accidents.keys.sorted())
  func accident(name: String) throws {
    try Self.expectNoMarker(in: try #require(Self.accidents[name]))
  }

  @Test("A file cut off at any byte does not reveal its password")
  func truncation() throws {
    let text = Self.documents[0]("password", "\"\(Self.marker)\"") + "sites:\n  s: &x { servers: [a], y: *x }\n"
    for length in 0...text.utf8.count {
      try Self.expectNoMarker(in: String(decoding: Array(text.utf8).prefix(length), as: UTF8.self))
    }
  }

  @Test(
    "Output cannot control a terminal or deceive the reader",
    arguments: [
      "\u{1B}[2J", "\u{7}", "\u{9B}31m", "\u{202E}abc", "\u{2066}x", "\u{85}", "\u{200B}", "\u{FEFF}", "\u{7F}",
      "\u{2028}",
    ])
  func controls(text: String) throws {
    let documents = [
      "version: 1\nservers:\n  \(text):\n    serverName: \(text)\n    \(text): 1\nglobal:\n  defaultServer: \(text)\n",
      "version: \"\(text)\"\n\(text): 1\n# \(text)\nservers: { a: { priority: \(text), enabled: yes } }\n",
      "version: 1 # \(text)\nservers:\n  a:\n    serverName: a b\n    enabled: yes\n# smtpconf: allow \(text)\nglobal: {}\n",
    ]
    for document in documents {
      for output in try Formats.outputs(of: SourceFile(name: "a\(text).yaml", text: document)) {
        let isColoured = output.name.hasSuffix("colour") || output.name == "diff"
        let shown = isColoured ? output.text.replacing(/\u{1B}\[[0-9;]*m/, with: "") : output.text
        let bad = shown.unicodeScalars.filter { $0 != "\n" && $0.mustBeEscaped }
        // JSON has its own escapes for what a program must be able to apply.
        #expect(bad.isEmpty || output.name == "json" || output.name == "sarif", "\(output.name): \(bad)")
      }
    }
  }

  @Test(
    "Nor give a command to a CI server",
    arguments: [
      "##vso[task.setvariable variable=PATH]x", "##[add-path]x", "##TEAMCITY[setParameter name=x]", "::add-path::x",
      "###vso[x]", "##vso##[x]",
    ])
  func commands(text: String) throws {
    let documents = [
      "version: 1\nservers:\n  \"\(text)\":\n    serverName: \"\(text)\"\n    \"\(text)\": 1\nglobal:\n  servers: [\"\(text)\"]\n",
      "version: \"\\n\(text)\"\n\"\\n  \(text)\": 1\n# \(text)\nservers: { a: { priority: \"\(text)\", enabled: yes } }\n",
      "version: 1 # \(text)\nservers:\n  a:\n    serverName: a b\n    enabled: yes\n# smtpconf: allow \(text)\n\(text)\n",
      "\(text)\n\(text)\n", "a: |\n  \(text)\n  \(text)\n&\(text) !\(text) *\(text): b\n",
      "? \(text)\n\t\(text)\r\(text)",
      "version: 1\nservers:\n  a: { serverName: h, enabled: yes }\n\(text): 1\nglobal: { servers: [a, a] } # ##\nb: vso[\n",
    ]
    for document in documents {
      for output in try Formats.outputs(of: SourceFile(name: "\(text).yaml", text: document)) {
        #expect(Runners.obeyed(in: output.text, format: output.name) == [], "\(output.name) of:\n\(document)")
      }
    }
  }

  private static func expectNoMarker(in text: String) throws {
    for output in try Formats.outputs(of: SourceFile(name: "a.yaml", text: text)) {
      #expect(!output.text.contains(marker), "\(output.name) of:\n\(text)")
    }
  }
}
