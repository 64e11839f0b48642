package import Model

/// Every fact there is, in the order of their tables' names.
package enum Facts {
    package static let all: [any Fact.Type] = [
        AuthorizedKeys.self,
        Certificates.self,
        DebPackages.self,
        File.self,
        FileLines.self,
        Groups.self,
        Last.self,
        LastLogins.self,
        LoggedInUsers.self,
        Shadow.self,
        SSHDHostKeys.self,
        SSHDSettings.self,
        Sudoers.self,
        SUIDBin.self,
        UserGroups.self,
        Users.self,
    ]
}
