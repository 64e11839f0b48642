package import Foundation

/// The folder `Tests/` of this checkout.
package let testsFolder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()

/// The folder of this checkout.
package let projectFolder = testsFolder.deletingLastPathComponent()

/// Whether this run records what it gets instead of comparing it.
package let isRecording = ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1"
