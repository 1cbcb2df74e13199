/// The rules by what they speak of: a new rule is one file and one line here.
extension RuleCatalog {
  static let theFile: [Rule] = [
    duplicateKey,
  ]
  static let serverName: [Rule] = [
  ]
  static let delivery: [Rule] = [
    credentialsNeedNetwork,
    sslToIPAddress,
  ]
  static let pickupFolder: [Rule] = [
    pickupDirectoryMissing,
  ]
  static let routing: [Rule] = [
    siteServersAllDisabled,
  ]
  static let allowances: [Rule] = [
  ]
}
