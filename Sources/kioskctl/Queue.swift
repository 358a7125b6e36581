import ArgumentParser
import FoundationEssentials
import KioskControl
import KioskDevices
import KioskDiagnostics

/// `kioskctl queue`: the queue, on the machine that keeps the hall.
struct Queue: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "The queue of the hall that this machine keeps: who waits, breaks, the report of a day.",
        discussion: """
            EXAMPLES
              kioskctl queue list                       windows, lanes, promises that were not kept
              kioskctl queue pause --window 3           window 3 calls nobody
              kioskctl queue resume                     every window goes on
              kioskctl queue export > today.csv
              kioskctl queue export --day 2026-11-20 --json -o day.json
            """,
        subcommands: [List.self, Pause.self, Resume.self, Export.self], defaultSubcommand: List.self)

    struct Place: ParsableArguments {
        @Option(help: "Control socket of the hall's kioskd.") var socket = KioskControlCommand.defaultSocket
        @Flag(help: "JSON instead of lines.") var json = false

        func show(_ answer: DeskCommands.Answer<ControlQueue>) throws {
            let queue = try KioskControlCommand.value(of: answer, json: json)
            if json { return try KioskControlCommand.printJSON(queue) }
            for line in QueueCommands.lines(queue) { print(line) }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Windows and whom they serve, lanes and how long they wait, promises that were not kept.",
            discussion: """
                EXAMPLES
                  kioskctl queue list
                  kioskctl queue list --json
                """)
        @OptionGroup var place: Place

        func run() async throws { try place.show(await QueueCommands.list(socket: place.socket)) }
    }

    struct Pause: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lets a window, or every window, call nobody. Who is served now is served to the end.",
            discussion: """
                EXAMPLES
                  kioskctl queue pause --window 3
                  kioskctl queue pause                      the whole hall
                """)
        @OptionGroup var place: Place
        @Option(help: "The number over the window; every window without it.") var window: Int?

        func run() async throws {
            try place.show(await QueueCommands.pause(true, window: window, socket: place.socket))
        }
    }

    struct Resume: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lets a window, or every window, go on; also one whose operator makes a break.",
            discussion: """
                EXAMPLES
                  kioskctl queue resume --window 3
                  kioskctl queue resume                     the whole hall
                """)
        @OptionGroup var place: Place
        @Option(help: "The number over the window; every window without it.") var window: Int?

        func run() async throws {
            try place.show(await QueueCommands.pause(false, window: window, socket: place.socket))
        }
    }

    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "The report of a day by hour, lane, service and window: CSV, or JSON with --json.",
            discussion: """
                Reports are kept 400 days. Numbers only, nobody's data.

                EXAMPLES
                  kioskctl queue export > today.csv
                  kioskctl queue export --day 2026-11-20 --json
                  kioskctl queue export --day 2026-11-20 -o 2026-11-20.csv
                """)
        @OptionGroup var place: Place
        @Option(help: "Such as 2026-11-20; without it the hall's present day.") var day: String?
        @Option(name: .shortAndLong, help: "A file instead of the screen; an existing one is replaced.")
        var output: String?

        func run() async throws {
            let answer = await QueueCommands.export(day: day, place.json ? .json : .csv, socket: place.socket)
            let report = try KioskControlCommand.value(of: answer, json: place.json)
            guard let output else { return print(String(decoding: report, as: UTF8.self), terminator: "") }
            do {
                try report.write(to: URL(filePath: output), options: .atomic)
            } catch {
                throw ValidationError("\(output) cannot be written.")
            }
            print(output)
        }
    }
}
