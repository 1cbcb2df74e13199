// swift-tools-version: 6.2
import PackageDescription

/// Settings of every Swift target: what the language will soon ask for anyway is asked for now. Where
/// SMTPCONF_WARNINGS_AS_ERRORS is set, as in CI, a warning fails the build.
let strict: [SwiftSetting] =
  [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
  ] + (Context.environment["SMTPCONF_WARNINGS_AS_ERRORS"] == nil ? [] : [.treatAllWarnings(as: .error)])

/// What packaging/program knows about the program that it builds.
let built: [CSetting] =
  (["SMTPCONF_COMMIT", "SMTPCONF_COMPONENTS", "SMTPCONF_HOME"] as [String]).compactMap { name in
    Context.environment[name].map { .define(name, to: "\"\($0)\"") }
  } + (Context.environment["SMTPCONF_STATIC"] == nil ? [] : [.define("SMTPCONF_STATIC")])

/// The fuzzer links with what only `fuzz/run` asks the compiler for.
let fuzzer: [Target] =
  Context.environment["SMTPCONF_FUZZER"] == nil
  ? []
  : [
    .executableTarget(
      name: "Fuzzer",
      dependencies: [
        "LibC", "FuzzProperties", "Linting", "Rules", .product(name: "SystemPackage", package: "swift-system"),
      ],
      path: "fuzz/Fuzzer", swiftSettings: strict
    )
  ]

// Dependencies point one way: bytes, located YAML, the language, linting, rules, their analysis, routing, reports, pages,
// and the command line.
let package = Package(
  name: "smtpconf",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "smtpconf", targets: ["smtpconf"]),
    .library(name: "SMTPConfKit", targets: ["SMTPConfKit"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", .upToNextMinor(from: "1.8.2")),
    .package(url: "https://github.com/apple/swift-system", .upToNextMinor(from: "1.8.1")),
  ],
  targets: [
    .systemLibrary(
      name: "CLibYAML",
      pkgConfig: "yaml-0.1",
      providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]
    ),
    .systemLibrary(
      name: "COpenSSL",
      pkgConfig: "openssl",
      providers: [.apt(["libssl-dev"]), .brew(["openssl@3"])]
    ),
    .target(name: "LibC", swiftSettings: strict),
    .target(name: "SourceText", dependencies: ["LibC"], swiftSettings: strict),
    .target(name: "JSONReading", dependencies: ["SourceText"], swiftSettings: strict),
    .target(name: "Diagnostics", dependencies: ["SourceText"], swiftSettings: strict),
    .target(name: "LocatedYAML", dependencies: ["CLibYAML", "SourceText"], swiftSettings: strict),
    .systemLibrary(name: "CFileMetadata"),
    .target(
      name: "FolderAccess",
      dependencies: ["LibC", "CFileMetadata", .product(name: "SystemPackage", package: "swift-system")],
      swiftSettings: strict
    ),
    .target(name: "Language", dependencies: ["SourceText", "LocatedYAML"], swiftSettings: strict),
    .target(
      name: "Linting", dependencies: ["LibC", "SourceText", "Diagnostics", "LocatedYAML", "Language", "FolderAccess"],
      swiftSettings: strict
    ),
    .target(
      name: "Rules",
      dependencies: [
        "LibC", "SourceText", "Diagnostics", "LocatedYAML", "Language", "FolderAccess", "Linting", "Targets",
      ],
      swiftSettings: strict
    ),
    .target(
      name: "Analysis", dependencies: ["SourceText", "Diagnostics", "LocatedYAML", "Language", "Linting", "Rules"],
      swiftSettings: strict
    ),
    .target(
      name: "Routing", dependencies: ["SourceText", "JSONReading", "Diagnostics", "LocatedYAML", "Language"],
      swiftSettings: strict),
    .target(
      name: "RoutingTesting",
      dependencies: [
        "SourceText", "Diagnostics", "LocatedYAML", "Language", "Linting", "Analysis", "Routing",
      ],
      swiftSettings: strict
    ),
    .target(
      name: "Targets",
      dependencies: ["LibC", "SourceText", "Diagnostics", "LocatedYAML", "Language", "Linting", "Routing"],
      swiftSettings: strict),
    .target(
      name: "ProbeResults", dependencies: ["LibC", "SourceText", "Language", "Routing"], swiftSettings: strict),
    .target(
      name: "Probing", dependencies: ["LibC", "COpenSSL", "SourceText", "Language", "ProbeResults"],
      swiftSettings: strict),
    .target(name: "Importing", dependencies: ["SourceText", "Language"], swiftSettings: strict),
    .target(name: "Schemas", dependencies: ["Language", "RoutingTesting"], swiftSettings: strict),
    .target(
      name: "Reporting",
      dependencies: [
        "SourceText", "Diagnostics", "Language", "Routing", "RoutingTesting", "ProbeResults",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: strict
    ),
    .target(
      name: "Pages",
      dependencies: ["COpenSSL", "SourceText", "Diagnostics", "Language", "Routing", "Reporting"],
      resources: [
        .embedInCode("Resources/page.css"), .embedInCode("Resources/picture.css"), .embedInCode("Resources/page.js"),
      ],
      swiftSettings: strict
    ),
    .target(
      name: "FileStore",
      dependencies: ["LibC", "CFileMetadata", .product(name: "SystemPackage", package: "swift-system")],
      swiftSettings: strict
    ),
    // Symbolic links to files of the repository, compiled in: the program is one file.
    .target(
      name: "BundledFiles",
      resources: [
        .embedInCode("routing-table.schema.json"), .embedInCode("diagnostics.schema.json"),
        .embedInCode("routes.schema.json"), .embedInCode("impact.schema.json"),
        .embedInCode("routing-diff.schema.json"), .embedInCode("settings.schema.json"),
        .embedInCode("test-results.schema.json"), .embedInCode("secrets.schema.json"),
        .embedInCode("probe.schema.json"), .embedInCode("starter.smtp.yaml"), .embedInCode("components.json"),
        .embedInCode("license.txt"),
      ],
      swiftSettings: strict
    ),
    .target(
      name: "SMTPConfKit",
      dependencies: ["SourceText", "Diagnostics", "Language", "Linting", "Analysis", "Routing", "Reporting"],
      swiftSettings: strict
    ),
    .target(name: "JSONRPC", dependencies: ["SourceText", "JSONReading"], swiftSettings: strict),
    .target(name: "LanguageServerProtocol", dependencies: ["SourceText", "JSONRPC"], swiftSettings: strict),
    .target(
      name: "LanguageServer",
      dependencies: [
        "LibC", "SourceText", "Diagnostics", "LocatedYAML", "Language", "Linting", "Rules", "Analysis", "Routing",
        "RoutingTesting", "Reporting", "JSONRPC", "LanguageServerProtocol",
      ],
      swiftSettings: strict
    ),
    .target(name: "CProgram", cSettings: built),
    .executableTarget(
      name: "smtpconf",
      dependencies: [
        "CProgram", "LibC", "SourceText", "Diagnostics", "LocatedYAML", "FolderAccess", "Language", "Linting", "Rules",
        "Analysis", "Routing", "RoutingTesting", "Targets", "Importing", "Pages", "Schemas", "ProbeResults",
        "Probing", "Reporting", "FileStore", "BundledFiles", "JSONRPC", "LanguageServer",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: strict
    ),
    // What must hold for every input: tried by the fuzzer and by the tests.
    .target(
      name: "FuzzProperties",
      dependencies: [
        "SourceText", "Diagnostics", "LocatedYAML", "FolderAccess", "Language", "Linting", "Rules",
        "Analysis", "Routing", "RoutingTesting", "Importing", "Pages", "ProbeResults", "Probing",
        "Reporting", "JSONRPC", "LanguageServerProtocol", "LanguageServer",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      path: "fuzz/Properties", swiftSettings: strict
    ),
    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
    .testTarget(name: "ProbingTests", dependencies: ["Probing", "ProbeResults", "SourceText"], swiftSettings: strict),
    .testTarget(name: "SourceTextTests", dependencies: ["TestSupport", "SourceText"], swiftSettings: strict),
    .testTarget(
      name: "LocatedYAMLTests", dependencies: ["TestSupport", "LocatedYAML", "SourceText"], swiftSettings: strict),
    .testTarget(
      name: "LanguageTests", dependencies: ["TestSupport", "Language", "LocatedYAML", "SourceText", "Diagnostics"],
      swiftSettings: strict),
    .testTarget(
      name: "AnalysisTests",
      dependencies: [
        "TestSupport", "Analysis", "Rules", "Linting", "Language", "FolderAccess", "LocatedYAML", "SourceText",
        "Diagnostics",
      ],
      swiftSettings: strict
    ),
    .testTarget(
      name: "RoutingTests",
      dependencies: [
        "TestSupport", "Routing", "Reporting", "Analysis", "Linting", "Language", "SourceText", "Diagnostics",
      ],
      exclude: ["Fixtures"], swiftSettings: strict
    ),
    .testTarget(
      name: "TargetTests", dependencies: ["Targets", "Routing", "Analysis", "Linting", "Language", "SourceText"],
      swiftSettings: strict),
    .testTarget(
      name: "ImportingTests", dependencies: ["TestSupport", "Importing", "Language"],
      swiftSettings: strict),
    .testTarget(
      name: "RoutingTestingTests",
      dependencies: ["RoutingTesting", "Routing", "Analysis", "Linting", "Language", "SourceText", "Diagnostics"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "FolderAccessTests",
      dependencies: ["TestSupport", "LibC", "FolderAccess", "CFileMetadata"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "ReportingTests",
      dependencies: [
        "TestSupport", "Reporting", "RoutingTesting", "Routing", "Analysis", "Rules", "Linting", "Language",
        "Diagnostics",
        "SourceText",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: strict
    ),
    .testTarget(
      name: "PageTests",
      dependencies: [
        "TestSupport", "Pages", "Reporting", "Routing", "Analysis", "Linting", "Language", "SourceText",
        "Diagnostics", "FuzzProperties",
      ],
      swiftSettings: strict
    ),
    .testTarget(
      name: "RuleTests",
      dependencies: [
        "Analysis", "Rules", "Linting", "Language", "FolderAccess", "LocatedYAML", "SourceText", "Diagnostics",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "OutputTests",
      dependencies: [
        "Analysis", "Rules", "Linting", "Language", "Reporting", "SourceText", "Diagnostics", "FuzzProperties",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: strict
    ),
    .testTarget(
      name: "FileStoreTests",
      dependencies: ["LibC", "FileStore", "CFileMetadata", .product(name: "SystemPackage", package: "swift-system")],
      swiftSettings: strict
    ),
    .testTarget(
      name: "UITests",
      dependencies: [
        "smtpconf", "TestSupport", "Reporting", "RoutingTesting", "Routing", "Analysis", "Rules", "Linting",
        "Diagnostics", "Language",
        "LocatedYAML", "SourceText", "FuzzProperties",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      exclude: ["Transcripts"], swiftSettings: strict
    ),
    .testTarget(
      name: "LanguageServerTests",
      dependencies: [
        "JSONRPC", "LanguageServerProtocol", "LanguageServer", "FuzzProperties", "Analysis", "Rules", "Linting",
        "Reporting", "Diagnostics", "SourceText",
      ],
      swiftSettings: strict
    ),
    .testTarget(name: "HostileTests", dependencies: ["FuzzProperties"], swiftSettings: strict),
    .testTarget(name: "SMTPConfKitTests", dependencies: ["SMTPConfKit"], swiftSettings: strict),
  ] + fuzzer
)
