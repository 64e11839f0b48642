package import Model

/// Every fact there is, in the order of their tables' names.
package enum Facts {
    package static let all: [any Fact.Type] = [
        ApkPackages.self,
        AptSettings.self,
        AptSources.self,
        DebPackages.self,
        DockerContainerMounts.self,
        DockerContainerPorts.self,
        DockerContainers.self,
        DockerImages.self,
        DockerInfo.self,
        ErlangCookies.self,
        ErlangNodes.self,
        Lockfiles.self,
        PackageIndexes.self,
        PackageProblems.self,
        PackageUpdates.self,
        RedisSettings.self,
        RpmPackages.self,
        Runtimes.self,
        YumRepositories.self,
    ]
}
