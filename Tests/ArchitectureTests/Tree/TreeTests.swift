import Foundation
import KioskTestSupport
import Testing

@Suite("Architecture: the tree")
struct TreeTests {
    @Test("the top level holds only what it may")
    func topLevel() throws {
        let allowed: Set<String> = [
            "CHANGELOG.md", "LICENSE", "Makefile", "Package.resolved", "Package.swift", "README.md", "Sources", "Tests",
            "docs", "monitoring", "systemd", "udev-rules",
        ]
        let found = Set(try Repository.entries(of: "").filter { !$0.hasPrefix(".") })
        #expect(found.subtracting(allowed) == [])
    }

    @Test("nothing in the tree names a machine it was made on")
    func noMachinePath() throws {
        // In pieces, so that this file does not name them.
        let words = [
            "/wo" + "rk/main", "/wo" + "rk/shared", "/tmp" + "/w/", "/tmp" + "/lane", "/ho" + "me/", "/ro" + "ot/",
            "pypi" + ".org", "python" + "hosted", "deb.debian" + ".org", "registry.np" + "mjs",
        ]
        #expect(try Self.lines(with: words) == [])
    }

    @Test("nothing in the tree speaks of how it was written")
    func noWordOfTools() throws {
        let words = [
            "coding " + "agent", "language " + "model", "ai " + "assistant", "chat" + "bot", "chat " + "bot",
            "the " + "colleague", "sub" + "agent",
        ]
        #expect(try Self.lines(with: words) == [])
    }

    @Test("the scripts parse", arguments: try Repository.files(".ci"))
    func scriptsParse(file: String) async throws {
        guard try Repository.text(file).contains(/^#!.*bash|shellcheck shell=bash/) else { return }
        let output = try await Tool.run("bash", ["-n", Repository.path(file)])
        #expect(output.succeeded, "\(output.standardError)")
    }

    @Test("the scripts that people and continuous integration call can be run")
    func scriptsAreExecutable() {
        for name in ["install", "models", "build", "test", "check", "run", "fetch-models"] {
            #expect(access(Repository.path(".ci/\(name)"), X_OK) == 0, "\(name)")
        }
    }

    @Test("make help names every target")
    func makeHelp() async throws {
        try RealPart.require(programs: "make")
        let output = try await Tool.run("make", ["-s", "-C", Repository.root.path, "help"])
        for target in ["help", "run", "test", "check", "fmt", "bench", "soak", "install-run", "install-test"] {
            #expect(output.standardOutput.contains("make \(target) "), "\(target)")
        }
    }

    private static func lines(with words: [String]) throws -> [String] {
        let places = [
            "Sources", "Tests", "docs", "monitoring", "systemd", "udev-rules", ".ci", "Makefile", "Package.swift",
            "README.md",
            "CHANGELOG.md", ".gitignore", ".swift-format", ".editorconfig",
        ]
        return try places.flatMap { try Repository.files($0) }.flatMap { file -> [String] in
            guard let text = try? Repository.text(file).lowercased() else { return [] }
            return words.filter { text.contains($0) }.map { "\(file): \($0)" }
        }
    }
}
