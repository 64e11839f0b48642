package import Model

/// Every fact there is, in the order of their tables' names.
package enum Facts {
    package static let all: [any Fact.Type] = [
        Crontab.self,
        DebPackages.self,
        DeletedLibraries.self,
        Firewalls.self,
        Iptables.self,
        ListeningPorts.self,
        NftablesRules.self,
        ProcessEnvs.self,
        ProcessOpenSockets.self,
        Processes.self,
        SystemdTimers.self,
        SystemdUnits.self,
    ]
}
