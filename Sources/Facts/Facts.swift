package import Model

/// Every fact there is, in the order of their tables' names.
package enum Facts {
    package static let all: [any Fact.Type] = [
        ApparmorProfiles.self,
        CpuInfo.self,
        CpuVulnerabilities.self,
        DebPackages.self,
        DnsResolvers.self,
        EtcHosts.self,
        Fstab.self,
        InterfaceAddresses.self,
        InterfaceDetails.self,
        JournaldSettings.self,
        KernelInfo.self,
        KernelModules.self,
        LoadAverage.self,
        LogForwarding.self,
        MemoryInfo.self,
        Mounts.self,
        OsVersion.self,
        RebootRequired.self,
        Routes.self,
        SecurityModules.self,
        SelinuxSettings.self,
        SystemControls.self,
        SystemInfo.self,
        TimeSynchronization.self,
        Uptime.self,
    ]

    /// The tables of all facts.
    package static let tables = all.map { $0.table }
}
