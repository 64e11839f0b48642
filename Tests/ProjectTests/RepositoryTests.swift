import Foundation
import Model
import TestSupport
import Testing

/// What may be in no file of the project.
@Suite struct RepositoryTests {
    /// The files that make or describe the project, where no path of anybody's machine has a place.
    ///
    /// Checks, facts and recordings speak of paths on servers, and so does what writes those of the made-up
    /// agency.
    private static let ofTheProject = ProjectFile.all.filter { file in
        !["Sources/", "Tests/", "templates/", "scripts/agency/"].contains { file.path.hasPrefix($0) }
    }

    @Test("no file names a folder of the machine that it was written on, or a document that is not here")
    func machine() {
        // Put together, so that this file does not find itself.
        let folders = [
            "/work" + "/", "/tmp/" + "wt", "/tmp/" + "mini", "/tmp/" + "contract", "/tmp/" + "roots",
        ]
        for file in ProjectFile.all {
            #expect(file.places { line in folders.contains { line.contains($0) } } == [])
        }
        for file in Self.ofTheProject {
            #expect(
                file.places { line in ["/root/", "/home/", " /tmp/"].contains { line.contains($0) } } == [])
        }
        let here = Set(ProjectFile.all.map(\.path))
        for name in ["DESIGN", "STYLE", "UX", "SECURITY-PROMISES", "checks-catalogue"].map({ $0 + ".md" })
        where !here.contains(name) {
            for file in ProjectFile.all where file.path != "Tests/ProjectTests/RepositoryTests.swift" {
                #expect(file.places { $0.contains(name) } == [], "\(name) is not in the project")
            }
        }
    }

    @Test("the made-up agency is written without asking anybody")
    func agency() {
        let parts = ProjectFile.all.filter {
            $0.path.hasPrefix("scripts/agency/") || $0.path == "scripts/demo.py"
        }
        #expect(parts.count >= 10)
        let modules = ["urllib", "http", "socket", "subprocess", "random", "requests"]
        for file in parts {
            #expect(
                file.places { line in
                    modules.contains { line.hasPrefix("import \($0)") || line.hasPrefix("from \($0)") }
                } == [])
        }
    }

    @Test("what builds the project asks nobody but GitHub and swift.org")
    func registries() {
        let build = ProjectFile.all.filter { file in
            ["Package.swift", "Package.resolved", "Makefile", "Tests/python-requirements.txt"].contains(
                file.path)
                || file.path.hasPrefix("scripts/") || file.path.hasPrefix(".ci/")
        }.filter { !$0.path.hasPrefix("scripts/agency/") }
        #expect(build.count >= 4)
        for file in build {
            for piece in file.text.components(separatedBy: "://").dropFirst() {
                let host = String(piece.prefix { $0 != "/" && $0 != "\"" && $0 != " " })
                #expect(["github.com", "www.swift.org"].contains(host), "\(file.path): \(host)")
            }
            let words = ["index-url", "INDEX_URL", "registry", "GOPROXY", "artifactory", "nexus"]
            #expect(file.places { line in words.contains { line.contains($0) } } == [])
        }
    }

    /// The beginnings of tokens and keys, and how many signs of their alphabet follow in a real one.
    private static let secrets: [(start: String, signs: Int)] = [
        ("ghp_", 36), ("github_pat_", 40), ("glpat-", 20), ("AKIA", 16), ("xoxb-", 24), ("sk_live_", 24),
        ("dop_v1_", 64), ("HRKU-", 36), ("sntrys_", 40), ("NRAK-", 27), ("npm_", 36), ("AGE-SECRET-KEY-", 50),
    ]

    @Test("no file has what looks like a token or a private key")
    func secrets() {
        // The tests of what masks secrets need some that look right.
        for file in ProjectFile.all where file.path != "Tests/FactsTests/MaskingTests.swift" {
            let found = file.places { line in
                Self.secrets.contains { secret in
                    line.components(separatedBy: secret.start).dropFirst().contains { rest in
                        let signs = rest.prefix(secret.signs).filter {
                            $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-")
                        }
                        // One that is made up has few different signs.
                        return signs.count == secret.signs && Set(signs).count > 12
                    }
                }
            }
            #expect(found == [])
            let lines = file.lines
            for index in lines.indices
            where lines[index].hasSuffix("PRIVATE KEY-----") && lines[index].hasPrefix("-----BEGIN") {
                let body = index + 1 < lines.count ? lines[index + 1] : ""
                #expect(body.utf8.count < 60, "\(file.path):\(index + 1)")
            }
        }
    }

    @Test("host keys are checked, whatever happens")
    func hostKeys() {
        // As `ssh` would read it: `=no`, ` no`, `=off`, accept-new.
        for file in ProjectFile.sources + ProjectFile.all.filter({ $0.path.hasPrefix("templates/starter/") })
        {
            let found = file.places { line in
                let line = line.lowercased()
                return line.contains("accept" + "-new")
                    || line.contains("stricthostkeychecking") && !line.contains("stricthostkeychecking=yes")
            }
            #expect(found == [])
        }
        let command = ProjectFile.sources.filter { $0.text.contains("StrictHostKeyChecking=yes") }
        #expect(command.map(\.path) == ["Sources/Collect/SSHCommand.swift"])
    }

    @Test(
        "no source traps where it could say what is wrong, none is longer than 400 lines, none has a TODO without its reason"
    )
    func sources() {
        for file in ProjectFile.sources {
            #expect(file.lines.count <= 400, "\(file.path)")
            let found = file.places { line in
                let code = line.components(separatedBy: "//")[0]
                return ["try!", "as!", "fatalError(", "Int(_: Double", "print(\"DEBUG"].contains {
                    code.contains($0)
                }
                    || line.contains("TODO") || line.contains("FIXME")
                    || code.trimmed.hasPrefix("public ")
            }
            #expect(found == [])
        }
    }

    @Test("no test sets the environment of the process, in which others run beside it")
    func environment() {
        for file in ProjectFile.all where file.path.hasPrefix("Tests/") && file.path.hasSuffix(".swift") {
            let found = file.places { line in
                ["set" + "env(", "put" + "env(", "chdir" + "(", "changeCurrent" + "DirectoryPath"].contains {
                    line.contains($0)
                }
            }
            #expect(found == [])
        }
    }

    @Test("text files are UTF-8 with LF, and end with it")
    func form() {
        let isOurs = { (path: String) in
            // Recordings are as the host had it, and this one is as its tool writes it.
            !path.hasSuffix(".case") && !path.contains("/Golden/") && path != ".swift-format"
        }
        for file in ProjectFile.all where isOurs(file.path) {
            #expect(!file.text.utf8.contains(13), "\(file.path)")
            #expect(file.text.isEmpty || file.text.utf8.last == 10, "\(file.path)")
            #expect(!file.text.unicodeScalars.contains("\u{FFFD}"), "\(file.path)")
        }
    }
}
