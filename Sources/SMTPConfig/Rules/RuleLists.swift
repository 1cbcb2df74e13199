/// The rules by what they speak of: a new rule is one file and one line here.
extension RuleCatalog {
  // The file
  static let theFile: [Rule] = [
    duplicateKey
  ]

  // The server name
  static let serverName: [Rule] = []

  // Delivery
  static let delivery: [Rule] = [
    credentialsNeedNetwork,
    sslToIPAddress,
  ]

  // The pickup folder, on the machine that runs smtpconf
  static let pickupFolder: [Rule] = [
    pickupDirectoryMissing
  ]

  // Routing
  static let routing: [Rule] = [
    siteServersAllDisabled
  ]

  // Comments that allow rules
  static let allowances: [Rule] = []
}
