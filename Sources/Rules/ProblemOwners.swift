import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

/// Which rule reports each problem. The compiler checks that every problem has an owner.
extension RuleCatalog {
  /// The owner of a problem that keeps a file from being one YAML document.
  static func owner(_ problem: YAMLProblem) -> ProblemOwner {
    switch problem {
    case .encoding(let problem):
      ProblemOwner(yamlEncoding) { reportEncoding(problem, $0) }
    case .syntax(let problem):
      ProblemOwner(yamlSyntax) { reportSyntax(problem, $0) }
    case .undefinedAlias(let name, let span, let known):
      ProblemOwner(yamlSyntax) { reportUndefinedAlias(name, at: span, known: known, $0) }
    case .limit(let problem):
      ProblemOwner(yamlLimit) { reportLimit(problem, $0) }
    case .unknownTag(let text, let span, let node):
      ProblemOwner(yamlTag) { reportUnknownTag(text, at: span, of: node, $0) }
    case .misfitTag(let tag, let node):
      ProblemOwner(wrongType) { reportMisfitTag(tag, on: node, $0) }
    case .secondDocument(let marker):
      ProblemOwner(multipleDocuments) { reportSecondDocument(at: marker, $0) }
    case .noDocument:
      ProblemOwner(multipleDocuments) { reportMissingDocument($0) }
    }
  }

  /// The owner of a problem that makes a declaration invalid.
  static func owner(_ problem: DeclarationProblem) -> ProblemOwner {
    switch problem {
    case .unknownKey(let key, let mapping, let suggestion, let isFree):
      ProblemOwner(unknownKey) { reportUnknownKey(key, in: mapping, suggestion: suggestion, isFree: isFree, $0) }
    case .indentedRootKey(let key, let root):
      ProblemOwner(unknownKey) { reportIndentedRootKey(key, root, $0) }
    case .duplicateKey(let key, let first):
      ProblemOwner(duplicateKey) { reportDuplicateKey(key, first: first, $0) }
    case .missingKeys(let missing, let place, let mapping):
      ProblemOwner(missingKey) { reportMissingKeys(missing, at: place, in: mapping, $0) }
    case .wrongType(let place, let subject, let expected):
      ProblemOwner(wrongType) { reportWrongType(place, subject, expected: expected, $0) }
    case .invalidValue(let place, let subject, let problem):
      ProblemOwner(invalidValue) { reportInvalidValue(place, subject, problem, $0) }
    case .valueTooLong(let place, let key, let length, let limit):
      ProblemOwner(valueTooLong) { reportValueTooLong(place, key, length: length, limit: limit, $0) }
    case .invalidID(let key, let kind):
      ProblemOwner(invalidID) { reportInvalidID(key, of: kind, $0) }
    case .duplicateID(let key, let first, let kind):
      ProblemOwner(duplicateID) { reportDuplicateID(key, first: first, of: kind, $0) }
    case .reservedSiteName(let key):
      ProblemOwner(reservedSiteName) { reportReservedSiteName(key, $0) }
    case .undefinedServer(let place, let declared, let removal):
      ProblemOwner(undefinedServer) { reportUndefinedServer(place, declared: declared, removal: removal, $0) }
    case .nothingToRemove(let place, let subject, let nearest):
      ProblemOwner(nothingToRemove) { reportNothingToRemove(place, subject, nearest: nearest, $0) }
    case .inheritedCredentials(let place, let server, let credential, let isPassword):
      ProblemOwner(inheritedCredentials) {
        reportInheritedCredentials(place, server, credential: credential, isPassword: isPassword, $0)
      }
    case .nearName(let key, let below, let kind):
      ProblemOwner(nearName) { reportNearName(key, below: below, of: kind, $0) }
    case .serverName(let place, let problem):
      owner(problem, at: place)
    case .senderDomain(let place, let problem):
      ProblemOwner(senderDomainInvalid) { reportInvalidSenderDomain(place, problem, $0) }
    case .duplicateSenderDomain(let place, let first):
      ProblemOwner(duplicateSenderDomain) { reportDuplicateSenderDomain(place, first: first, $0) }
    case .relativePickupDirectory(let place):
      ProblemOwner(pickupDirectoryRelative) { reportRelativePickupDirectory(place, $0) }
    case .unexpandedVariable(let place, let key, let variable):
      ProblemOwner(unexpandedVariable) { reportUnexpandedVariable(place, key: key, variable, $0) }
    }
  }

  private static func owner(_ problem: ServerNameProblem, at place: NodeUse) -> ProblemOwner {
    switch problem {
    case .whitespace(let cleaned):
      ProblemOwner(serverNameWhitespace) { reportWhitespace(place, cleaned: cleaned, $0) }
    case .scheme(let scheme, let cleaned):
      ProblemOwner(serverNameScheme) { reportScheme(place, scheme: scheme, cleaned: cleaned, $0) }
    case .unbracketedIPv6(let readings):
      ProblemOwner(ipv6Unbracketed) { reportUnbracketedIPv6(place, readings: readings, $0) }
    case .host(let problem):
      ProblemOwner(serverNameInvalid) { reportInvalidHost(place, problem, $0) }
    case .port(let problem):
      ProblemOwner(portInvalid) { reportInvalidPort(place, problem, $0) }
    case .portOutOfRange:
      ProblemOwner(portOutOfRange) { reportPortOutOfRange(place, $0) }
    }
  }

  /// The owner of a problem with the files that a configuration consists of.
  static func owner(_ problem: LayerProblem) -> ProblemOwner {
    switch problem {
    case .unreadable(let place, let base):
      ProblemOwner(baseUnreadable) { reportUnreadableBase(place, base, $0) }
    case .cycle(let place, let steps):
      ProblemOwner(baseCycle) { reportBaseCycle(place, steps: steps, $0) }
    case .limit(let place, let limit):
      ProblemOwner(baseLimit) { reportBaseLimit(place, limit, $0) }
    case .repeated(let place, let first, let isSame):
      ProblemOwner(baseRepeated) { reportRepeatedBase(place, first: first, isSame: isSame, $0) }
    case .partial(let key):
      ProblemOwner(partialOnly) { reportPartial(key, $0) }
    }
  }

  /// The owner of a problem in a comment that suppresses rules.
  static func owner(_ problem: SuppressionProblem) -> ProblemOwner {
    switch problem {
    case .invalid(let problem):
      ProblemOwner(invalidAllowance) { reportInvalidSuppression(problem, $0) }
    case .unused(let comment, let rule):
      ProblemOwner(unusedAllowance) { reportUnusedSuppression(comment, of: rule, $0) }
    }
  }
}
