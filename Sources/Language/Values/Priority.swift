/// How early a server is tried: the manual's three levels.
public enum Priority: String, Sendable, CaseIterable {
  /// Tried first; also what the default server of a chain counts as.
  case high = "High"
  /// The level of a server that says nothing else.
  case normal = "Normal"
  /// Tried last.
  case low = "Low"
}

/// How the platform hands a mail over: the manual's "Delivery method".
public enum DeliveryMethod: String, Sendable, CaseIterable {
  /// Over the network, by SMTP.
  case network = "Network"
  /// As a file in a folder that another program empties.
  case pickupDirectory = "PickupDirectory"
  /// As a file in the folder that IIS names.
  case pickupDirectoryFromIIS = "PickupDirectoryFromIIS"

  /// The Windows group that must be able to write into the folder (the manual); nil without one.
  package var writableBy: String? {
    switch self {
    case .network: nil
    case .pickupDirectory: "IIS_IUSRS"
    case .pickupDirectoryFromIIS: "NETWORK SERVICE"
    }
  }
}
