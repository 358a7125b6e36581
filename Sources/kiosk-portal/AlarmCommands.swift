public import ArgumentParser
import FoundationEssentials
import KioskDomain
import KioskTexts
public import PortalContract
import PortalServer

/// What was found wrong with kiosks.
struct AlarmsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "alarms", abstract: "List alarms of kiosks, and what to do about each (docs/sync.md).",
        discussion: """
            EXAMPLES
              kiosk-portal alarms --state /var/lib/kiosk-portal
              kiosk-portal alarms --all --json --state /var/lib/kiosk-portal
            """)

    @OptionGroup var portal: PortalPlace
    @Flag(help: "Handled ones too.") var all = false
    @Flag(help: "For programs: a list of alarms as in /openapi.yaml.") var json = false

    func run() async throws {
        var alarms: [KioskAlarm] = []
        let options = portal.options()
        while true {
            let page = try await told {
                try await PortalAdministration.alarms(after: alarms.last, all: all, in: options)
            }
            alarms += page.alarms
            guard page.alarms.count == KioskAlarmList.limit else { break }
        }
        if json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return print(String(decoding: try encoder.encode(KioskAlarmList(alarms: alarms)), as: UTF8.self))
        }
        let now = PortalOptions.systemClock().milliseconds
        for alarm in alarms { print(Self.lines(alarm, now)) }
        if alarms.isEmpty { print("No alarm is open.") }
    }

    private static func lines(_ alarm: KioskAlarm, _ now: Int64) -> String {
        let hours = (now - alarm.lastAtMilliseconds) / 3_600_000
        var text = "\(alarm.kioskID)\t\(alarm.code.rawValue)\t\(alarm.findings) times\tlast \(hours) h ago"
        if let handling = alarm.handling {
            text += "\n    \(handling.standing.rawValue) by \(handling.person): \(handling.note)"
        }
        guard alarm.isOpen, let code = FailureCode(rawValue: alarm.code.rawValue) else { return text }
        return text + "\n    → \(code.technicianRemedy)"
    }
}

/// Somebody looks after an alarm, or has.
struct AlarmCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "alarm", abstract: "Say that an alarm was seen or handled; it opens again when it is found again.",
        discussion: """
            EXAMPLES
              kiosk-portal alarm kiosk-0123456789abcdef journal.replaced --standing handled --findings 1 \
                --person "Demo Person 1" --note "new disk" --state /var/lib/kiosk-portal
            """)

    @OptionGroup var portal: PortalPlace
    @Argument(help: "The kiosk, as `alarms` lists it.") var kiosk: String
    @Argument(help: "The alarm's code.") var code: KioskAlarmCode
    @Option(help: "seen: somebody looks after it; handled: nothing is left to do.") var standing: KioskAlarmStanding
    @Option(help: "How many findings are meant, as `alarms` told them.") var findings: Int64
    @Option(help: "Who says so.") var person: String
    @Option(help: "For whoever looks next.") var note = ""

    func validate() throws { try PersonAndNote.check(person, note) }

    func run() async throws {
        let word = KioskAlarmWord(standing: standing, person: person, note: note, findings: findings)
        let alarm = try await told {
            try await PortalAdministration.say(word, of: kiosk, code, in: portal.options())
        }
        print(alarm.isOpen ? "Noted; the alarm is open." : "Noted; the alarm is handled.")
    }
}

/// The way back of a fenced kiosk.
struct LiftFenceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lift-fence",
        abstract: "Agree that a fenced kiosk enrols anew, and print its one-time code (docs/sync.md).",
        discussion: """
            Nothing is taken under the old name any more; what the kiosk has not sent goes out under the new one.

            EXAMPLES
              kiosk-portal lift-fence kiosk-0123456789abcdef --person "Demo Person 1" --note "copy of the disk kept" \
                --state /var/lib/kiosk-portal
            """)

    @OptionGroup var portal: PortalPlace
    @Argument(help: "The kiosk, as `alarms` lists it.") var kiosk: String
    @Option(help: "Who agrees.") var person: String
    @Option(help: "What was found of its disk.") var note: String

    func validate() throws { try PersonAndNote.check(person, note) }

    func run() async throws {
        let request = FenceLiftingRequest(person: person, note: note)
        let code = try await told {
            try await PortalAdministration.liftFence(of: kiosk, request, in: portal.options())
        }
        print(code.code)
    }
}

/// The bounds that the contract has for them.
private enum PersonAndNote {
    static func check(_ person: String, _ note: String) throws {
        guard (1...80).contains(person.count), note.count <= 500 else {
            throw ValidationError("--person has 1 to 80 letters, --note at most 500")
        }
    }
}

extension KioskAlarmCode: ExpressibleByArgument {}
extension KioskAlarmStanding: ExpressibleByArgument {}
