/// The rules by what they speak of: a new rule is one file and one line here.
extension RuleCatalog {
  /// Rules that speak of the same kind of thing, and what that is.
  struct Group {
    let name: String
    let rules: [Rule]
  }

  static let groups = [
    Group(name: "The file", rules: theFile),
    Group(name: "Server name", rules: serverName),
    Group(name: "Delivery", rules: delivery),
    Group(name: "Pickup folder", rules: pickupFolder),
    Group(name: "Routing", rules: routing),
    Group(name: "Allowances", rules: allowances),
  ]

  // The file
  static let theFile: [Rule] = [
    yamlSyntax,
    yamlEncoding,
    yamlLimit,
    yamlTag,
    multipleDocuments,
    duplicateKey,
    unknownKey,
    missingKey,
    wrongType,
    invalidValue,
    valueTooLong,
    unexpandedVariable,
    invalidID,
    duplicateID,
    reservedSiteName,
    undefinedServer,
  ]

  // The server name
  static let serverName: [Rule] = [
    serverNameInvalid,
    serverNameScheme,
    serverNameWhitespace,
    portInvalid,
    portOutOfRange,
    ipv6Unbracketed,
    notAnSMTPPort,
  ]

  // Delivery
  static let delivery: [Rule] = [
    credentialsNeedNetwork,
    sslNeedsNetwork,
    pickupDirectoryRequired,
    pickupDirectoryUnexpected,
    pickupDirectoryRelative,
    passwordWithoutUsername,
    usernameWithoutPassword,
    plaintextPassword,
    credentialsWithoutSSL,
    submissionWithoutSSL,
    implicitTLSPort,
    sslToIPAddress,
  ]

  // The pickup folder, on the machine that runs smtpconf
  static let pickupFolder: [Rule] = [
    pickupDirectoryMissing,
    pickupDirectoryNotADirectory,
    pickupDirectoryNotWritable,
    pickupDirectoryFull,
    pickupDirectoryUnchecked,
    pickupDirectoryCheckedAsRoot,
    pickupDirectoryShared,
  ]

  // Routing
  static let routing: [Rule] = [
    siteWithoutServers,
    siteServersAllDisabled,
    globalWithoutServers,
    unusedServer,
    defaultServerDisabled,
    defaultServerNotNetwork,
    redundantAssignment,
    duplicateEndpoint,
    singleServerChain,
  ]

  // Comments that allow rules
  static let allowances: [Rule] = [
    invalidAllowance,
    unusedAllowance,
  ]
}
