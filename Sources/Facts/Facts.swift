package import Model

/// Every fact there is, in the order of their tables' names.
package enum Facts {
    package static let all: [any Fact.Type] = [
        ApparmorProfiles.self,
        AuthorizedKeys.self,
        CpuInfo.self,
        CpuVulnerabilities.self,
        DebPackages.self,
        DnsResolvers.self,
        EtcHosts.self,
        File.self,
        FileLines.self,
        Fstab.self,
        Groups.self,
        InterfaceAddresses.self,
        InterfaceDetails.self,
        JournaldSettings.self,
        KernelInfo.self,
        KernelModules.self,
        Last.self,
        LastLogins.self,
        LoadAverage.self,
        LogForwarding.self,
        LoggedInUsers.self,
        MemoryInfo.self,
        Mounts.self,
        OsVersion.self,
        RebootRequired.self,
        Routes.self,
        SecurityModules.self,
        SelinuxSettings.self,
        Shadow.self,
        SSHDHostKeys.self,
        Sudoers.self,
        SUIDBin.self,
        SystemControls.self,
        SystemInfo.self,
        TimeSynchronization.self,
        Uptime.self,
        UserGroups.self,
        Users.self,
    ]

    /// The tables of all facts.
    package static let tables = all.map { $0.table }
}
