import Testing

/// F2: every place of kioskd that makes keys of people, with the notice that stands before it.
@Suite("F2: what makes keys of people")
struct KeyMakingTests {
    /// The calls that reach a card, kiosk-sign or kiosk-token.
    private static var calls: Regex<(Substring, Substring?)> {
        /\.(generateKeyPair|makeKeys)\(|TokenRequest\.make\(|keyFile\(\w+\)\.prepare\(/
    }

    /// File → how it is reached. All three of ``CitizenSession`` are searched by `NoticeBeforeKeysTests`.
    private static let ways = [
        // Card: EDS by face, again after a forgotten PIN (E9), an application collected, re-issue.
        "Sources/KioskDaemon/Issuing/CardWriter.swift",
        // Key file on a stick: an application collected.
        "Sources/KioskDaemon/Issuing/FileWork.swift",
        // Token at the operator's desk: an application collected.
        "Sources/KioskDaemon/Issuing/TokenWriter+Writing.swift",
        // Pages of portals, in a file or on a token: `SigningSessionTests.notice`.
        "Sources/KioskDaemon/Signing/PageDesk+NewKeys.swift",
    ]

    @Test("keys are made nowhere else in the daemon and its commands: who adds a way adds the notice before it")
    func everyPlace() throws {
        let folders = ["KioskDaemon", "KioskControl", "kioskctl", "KioskScreens", "NCALayer", "NCALayerDoor"]
        let files = try folders.flatMap { try Repository.files("Sources/\($0)", ending: ".swift") }
        let making = try files.filter { try Repository.text($0).contains(Self.calls) }
        #expect(Set(making) == Set(Self.ways), "\(making)")
    }

    @Test("kiosk-sign and kiosk-token make keys for kioskd alone: neither has a command line that does")
    func helpers() throws {
        for helper in ["kiosk-sign", "kiosk-token"] {
            let commands = try Repository.files("Sources/\(helper)", ending: ".swift").filter {
                try Repository.text($0).contains("ParsableCommand")
            }
            try #require(!commands.isEmpty)
            for file in commands {
                #expect(!(try Repository.text(file)).contains(/[mM]akeKeys|GenerateKeyPair/), "\(file)")
            }
        }
    }
}
