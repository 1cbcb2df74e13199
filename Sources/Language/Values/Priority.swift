/// How early a server is tried: the three levels of Kentico Xperience.
public enum Priority: String, Sendable, CaseIterable {
  /// Tried first; also the priority of every chain's default server.
  case high = "High"
  /// The priority of a server that does not set one.
  case normal = "Normal"
  /// Tried last.
  case low = "Low"
}

/// How the platform passes a message on: "Delivery method" in Kentico Xperience.
public enum DeliveryMethod: String, Sendable, CaseIterable {
  /// Over the network, by SMTP.
  case network = "Network"
  /// As a file in a folder that another program empties.
  case pickupDirectory = "PickupDirectory"
  /// As a file in the folder that is defined in IIS.
  case pickupDirectoryFromIIS = "PickupDirectoryFromIIS"

  /// The Windows account or group that must be able to write to the folder (Kentico Xperience's documentation); nil for
  /// `Network`.
  package var writableBy: String? {
    switch self {
    case .network: nil
    case .pickupDirectory: "IIS_IUSRS"
    case .pickupDirectoryFromIIS: "NETWORK SERVICE"
    }
  }
}
