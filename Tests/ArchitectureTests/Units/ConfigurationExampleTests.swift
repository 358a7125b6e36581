import Testing

/// systemd/kioskd.yaml is the manual of the configuration: what kioskd reads stands there, and nothing else.
@Suite("Configuration example")
struct ConfigurationExampleTests {
    @Test("every key that kioskd reads is documented, and every documented key is read")
    func keys() throws {
        let read = try Self.keysRead()
        let documented = try Self.keysDocumented()
        #expect(documented.count > 10)
        let missing = read.filter { key in !documented.contains { $0 == key || $0.hasPrefix("\(key).") } }
        let unread = documented.filter { leaf in !read.contains { leaf == $0 || leaf.hasPrefix("\($0).") } }
        #expect(missing.sorted() == [])
        #expect(unread.sorted() == [])
    }

    @Test("R1: the example is for production")
    func production() throws {
        #expect(try Repository.text("systemd/kioskd.yaml").contains(/(?m)^mode: production$/))
    }

    private static func keysRead() throws -> Set<String> {
        let files = try Repository.files("Sources/KioskDaemon/Configuration", ending: ".swift")
        let keys = try files.flatMap { file in
            try Repository.text(file).matches(of: /\bvalues\.\w+\(\s*"([a-z.-]+)"/).map { String($0.output.1) }
        }
        return Set(keys)
    }

    /// Paths of the leaves, by indentation of two; lists and comments are passed over.
    private static func keysDocumented() throws -> Set<String> {
        var path: [Substring] = []
        var leaves: Set<String> = []
        for line in try Repository.text("systemd/kioskd.yaml").split(separator: "\n") {
            guard let (_, indent, key, value) = line.wholeMatch(of: /( *)([a-z-]+):(.*)/)?.output else { continue }
            path = path.prefix(indent.count / 2) + [key]
            let holdsMore = value.isEmpty && key != "purposes"
            if !holdsMore { leaves.insert(path.joined(separator: ".")) }
        }
        return leaves
    }
}
