package import Diagnostics
import Language
package import Linting
import LocatedYAML
import SourceText
import Targets

/// All rules. To add one, write a file with its value and add its name to one of the lists below.
package enum RuleCatalog {
  /// The rules that check files.
  package static let rules = RuleSet(
    [
      RuleGroup("The file", document),
      RuleGroup("Layers", layers),
      RuleGroup("Server name", serverName),
      RuleGroup("Delivery", delivery),
      RuleGroup("Pickup folder", applies: .folders, pickupFolder),
      RuleGroup("Routing", routing),
      RuleGroup("Secrets", applies: .secrets, secrets),
      RuleGroup("Mail engines", applies: .engine, EngineRules.all),
      RuleGroup("Suppressions", suppressions),
    ], owners: ProblemOwners(yaml: owner, declaration: owner, suppression: owner, layer: owner))

  /// The descriptions of all rules.
  package static var descriptions: [RuleDescription] {
    rules.groups.flatMap { group in group.rules.map { $0.description(in: group.name) } }
  }

  /// The descriptions of the rules with these ids, in the order of the list.
  @Sendable package static func descriptions(of ids: [RuleID]) -> [RuleDescription] {
    rules.groups.flatMap { group in
      group.rules.filter { ids.contains($0.id) }.map { $0.description(in: group.name) }
    }
  }

  /// The description of the rule with that id; nil if there is none.
  package static func description(of id: String) -> RuleDescription? {
    let id = RuleID(id)
    let group = rules.groups.first { $0.rules.contains { $0.id == id } }
    return group.flatMap { group in group.rules.first { $0.id == id }?.description(in: group.name) }
  }

  // The file
  private static let document: [Rule] = [
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
    senderDomainInvalid,
    duplicateSenderDomain,
  ]

  // The files that a configuration consists of
  private static let layers: [Rule] = [
    baseUnreadable,
    baseCycle,
    baseLimit,
    baseRepeated,
    nothingToRemove,
    inheritedCredentials,
    nearName,
    partialOnly,
  ]

  // The server name
  private static let serverName: [Rule] = [
    serverNameInvalid,
    serverNameScheme,
    serverNameWhitespace,
    portInvalid,
    portOutOfRange,
    ipv6Unbracketed,
    notAnSMTPPort,
  ]

  // Delivery
  private static let delivery: [Rule] = [
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
  private static let pickupFolder: [Rule] = [
    pickupDirectoryMissing,
    pickupDirectoryNotADirectory,
    pickupDirectoryNotWritable,
    pickupDirectoryFull,
    pickupDirectoryUnchecked,
    pickupDirectoryCheckedAsRoot,
    pickupDirectoryShared,
  ]

  // Routing
  private static let routing: [Rule] = [
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

  // User names and passwords that are kept elsewhere, on the machine that runs smtpconf
  private static let secrets: [Rule] = [
    secretMissing,
    secretUnreadable,
    secretEmpty,
    secretMalformed,
    secretPlaceholder,
    secretPadded,
    secretUnchecked,
  ]

  // Comments that suppress rules
  private static let suppressions: [Rule] = [
    invalidAllowance,
    unusedAllowance,
  ]
}
