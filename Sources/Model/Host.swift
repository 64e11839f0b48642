/// A server as the inventory declares it, its groups' and the defaults' words already filled in.
package struct Host: Sendable, Hashable {
    package enum Transport: String, Sendable, CaseIterable { case ssh, local }
    package enum Become: String, Sendable, CaseIterable { case none, sudo }

    /// How to reach it.
    package var name: String
    package var transport: Transport = .ssh
    package var address: String
    package var port: Int?
    package var user: String?
    package var identityFile: String?
    package var knownHosts: String?
    package var jump: String?
    /// The ssh_config that knows the host's name, where it is not one that `ssh` reads by itself (`ssh -F`).
    package var sshConfig: String?
    package var become: Become = .none
    /// Seconds for the whole visit, from the first packet to the last byte.
    package var timeout: Int = 120

    /// Whose it is and what it is for.
    package var groups: [String] = []
    package var client: String?
    package var owner: String?
    package var tags: [String] = []
    /// `production`, `staging`, `development` or `review`.
    package var environment: String?
    /// When it may be worked on: `Tue 22:00-24:00`.
    package var window: String?
    /// Other names by which providers know it.
    package var aliases: [String] = []
    /// Promises that need not be kept for it, each with the reason.
    package var exemptions: [Exemption] = []
    /// Ports that may listen beyond loopback; none declared means that nobody has said.
    package var ports: [Int] = []
    /// systemd units that must be active.
    package var services: [String] = []
    /// Absolute folders below which applications and their lockfiles are looked for.
    package var roots: [String] = []
    package var place: Place?

    package init(name: String, address: String) {
        self.name = name
        self.address = address
    }
}

/// A promise that need not be kept for an asset.
package struct Exemption: Sendable, Hashable {
    /// As in `asset_coverage`: `monitored`, `logged`, ….
    package var promise: String
    package var reason: String

    package init(promise: String, reason: String) {
        self.promise = promise
        self.reason = reason
    }
}
