import ArgumentParser
import Crypto
import FoundationEssentials
import Glibc
import KioskDevices
import KioskDomain
import PortalContract
import PortalServer
import PushedConfiguration

/// Configuration and rule data for machines (docs/pushed-configuration.md).
struct ConfigCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "Sets of configuration and rule data: sign, publish, follow, withdraw.",
        discussion: """
            EXAMPLES
              kiosk-portal config key signer.pem > signer-public.pem
              kiosk-portal config sign set.json --key signer.pem > set.jws
              kiosk-portal config publish set.jws --signers signer-public.pem --state /var/lib/psc-portal
              kiosk-portal config status --state /var/lib/psc-portal
            """,
        subcommands: [
            ConfigKey.self, ConfigSign.self, ConfigAdopt.self, ConfigPublish.self, ConfigList.self, ConfigShow.self,
            ConfigWithdraw.self, ConfigStatus.self,
        ])

    /// - Throws: for a file that cannot be read, or is larger than a set may be.
    static func read(_ path: String) throws -> Data {
        guard let bytes = FileManager.default.contents(atPath: path) else {
            throw ValidationError("\(path) cannot be read")
        }
        return bytes
    }

    static func print(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        Swift.print(String(decoding: try encoder.encode(value), as: UTF8.self))
    }
}

/// A key that signs sets. It is needed on the machine of who signs, and nowhere else.
struct ConfigKey: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key", abstract: "Make a key that signs sets; its public half is printed, for kiosks and portal.")

    @Argument(help: "The file for the key; it must not be there yet.") var file: String

    func run() async throws {
        guard access(file, F_OK) != 0 else { throw ValidationError("\(file) is there already") }
        let key = P256.Signing.PrivateKey()
        do { try PrivateFile.write(file, Data((key.pemRepresentation + "\n").utf8)) } catch {
            throw ValidationError("\(file): \(error)")
        }
        print(key.publicKey.pemRepresentation)
    }
}

/// Checks and signs.
struct ConfigSign: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign", abstract: "Check a set as kiosks will, sign it, and print what is signed.")

    @Argument(help: "The set, JSON.") var file: String
    @Option(help: "The key that `config key` made.") var key: String

    func run() async throws {
        let pem = String(decoding: try ConfigCommand.read(key), as: UTF8.self)
        guard let key = try? P256.Signing.PrivateKey(pemRepresentation: pem) else {
            throw ValidationError("\(key) holds no P-256 key")
        }
        let contents = try ConfigCommand.read(file)
        let signed = try await told { () async throws -> SignedSet in
            do throws(SetProblem) {
                return try SignerKeys.sign(contents, with: key)
            } catch {
                throw Failure(error.code, error.reason)
            }
        }
        print(signed.text)
    }
}

/// Gives the portal itself the data of the rules.
struct ConfigAdopt: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "adopt", abstract: "Have the portal itself judge by a signed set for all, from its next start on.")

    @OptionGroup var portal: PortalPlace
    @Argument(help: "What `config sign` printed.") var file: String
    @Option(help: "Public keys of those who may sign, PEM.") var signers: String

    func run() async throws {
        let signed = String(decoding: try ConfigCommand.read(file), as: UTF8.self).filter { !$0.isWhitespace }
        let signers = String(decoding: try ConfigCommand.read(signers), as: UTF8.self)
        let name = try await told {
            try await PortalAdministration.adopt(signed, signers: signers, in: portal.options())
        }
        print("The portal judges by \(name.scope) \(name.version) from its next start on.")
    }
}

/// Offers a set to machines.
struct ConfigPublish: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "publish", abstract: "Offer a signed set: first to a share of its machines, then to all.")

    @OptionGroup var portal: PortalPlace
    @Argument(help: "What `config sign` printed.") var file: String
    @Option(help: "Public keys of those who may sign, PEM, as kiosks have them.") var signers: String
    @Option(help: "Per cent of the machines that take it first; 100: all at once.") var canary = 10
    @Option(help: "Minutes without a failure, with one machine that runs well, after which all others follow.")
    var hold = 60
    @Option(help: "So many machines that did not take or keep it stop it.") var stopAfter = 1

    func validate() throws {
        guard (1...100).contains(canary), (0...100_000).contains(hold), (1...1_000_000).contains(stopAfter) else {
            throw ValidationError("--canary is 1 to 100, --hold 0 to 100000, --stop-after at least 1")
        }
    }

    func run() async throws {
        let signed = String(decoding: try ConfigCommand.read(file), as: UTF8.self).filter { !$0.isWhitespace }
        let signers = String(decoding: try ConfigCommand.read(signers), as: UTF8.self)
        let plan = RollOutPlan(share: canary, hold: .seconds(60 * hold), stopAfter: stopAfter)
        let name = try await told {
            try await PortalAdministration.publish(signed, signers: signers, plan, in: portal.options())
        }
        print("\(name.scope) \(name.version) is offered to \(canary) % of its machines first.")
    }
}

/// Lists sets.
struct ConfigList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the sets, the newest first, and how many machines run or failed with each."
    )

    @OptionGroup var portal: PortalPlace
    @Flag(help: "JSON instead of lines.") var json = false

    func run() async throws {
        let sets = try await told { try await PortalAdministration.configurations(in: portal.options()) }
        if json { return try ConfigCommand.print(sets) }
        for set in sets {
            print(
                [
                    set.name.scope, "\(set.name.version)", set.state.rawValue, "from \(set.validFrom)",
                    "\(set.good) run it", "\(set.failed) failed", set.note,
                ].joined(separator: "\t"))
        }
    }
}

/// Shows one.
struct ConfigShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Print a set as it was signed.")

    @OptionGroup var portal: PortalPlace
    @Argument(help: "all, region:…, psc:…, kiosk:… .") var scope: String
    @Argument(help: "Its number.") var version: Int64

    func run() async throws {
        let set = try await told {
            try await PortalAdministration.configuration(scope, version, in: portal.options())
        }
        print(String(decoding: set, as: UTF8.self))
    }
}

/// Takes a set out of the offers.
struct ConfigWithdraw: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "withdraw",
        abstract: "Offer a set to no other machine. Who runs on it stays; a set with a greater version changes that.")

    @OptionGroup var portal: PortalPlace
    @Argument(help: "all, region:…, psc:…, kiosk:… .") var scope: String
    @Argument(help: "Its number.") var version: Int64

    func run() async throws {
        try await told { try await PortalAdministration.withdraw(scope, version, in: portal.options()) }
        print("\(scope) \(version) is withdrawn.")
    }
}

/// Which machine runs which set, and why one did not take another.
struct ConfigStatus: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "List the machines: the set that each runs on, and what it refused and why.")

    @OptionGroup var portal: PortalPlace
    @Flag(help: "JSON instead of lines.") var json = false

    func run() async throws {
        var all: [KioskConfigurationStatus] = []
        while true {
            let page = try await told {
                try await PortalAdministration.configurationStatus(
                    after: all.last?.kioskID ?? "", in: portal.options())
            }
            all += page
            guard page.count == KioskList.limit else { break }
        }
        if json { return try ConfigCommand.print(all) }
        for kiosk in all { print(Self.line(kiosk)) }
    }

    private static func line(_ kiosk: KioskConfigurationStatus) -> String {
        let report = kiosk.told.report
        var words = [kiosk.kioskID, kiosk.told.centre]
        words.append(report.running.map { "runs \($0.scope) \($0.version)" } ?? "runs as built")
        if kiosk.isUnknownHere { words.append("NOT KNOWN HERE") }
        if let name = report.trial { words.append("tries \(name.scope) \(name.version)") }
        if let name = report.waiting { words.append("waits with \(name.scope) \(name.version)") }
        if let refused = report.refused {
            words.append("REFUSED \(refused.set.scope) \(refused.set.version): \(refused.code): \(refused.reason)")
        }
        return words.joined(separator: "\t")
    }
}
