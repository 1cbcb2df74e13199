/// The configuration of production, which others extend in tests.
package enum Production {
  /// Two servers and three sites; chains: (global) primary; corporate primary; shop bulk, primary; intranet bulk.
  package static let text = """
    version: 1
    servers:
      primary:
        serverName: smtp.example.com:587
        username: mailer
        password: { env: PRIMARY_PASSWORD }
        useSSL: true
      bulk: { serverName: "10.0.0.9:2525", priority: Low }
    global: { defaultServer: primary }
    sites:
      corporate:
      shop: { defaultServer: bulk, servers: [primary] }
      intranet: { defaultServer: null, servers: [bulk] }

    """
}
