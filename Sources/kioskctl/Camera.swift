import ArgumentParser
import HelperProtocol
import KioskControl
import KioskDevices
import KioskDiagnostics
import KioskDomain

/// `kioskctl camera`: what a technician asks of the camera while nobody is served.
struct Camera: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Tests the camera, lists its controls, takes a technician's picture.",
        discussion: """
            A person who is served goes first: then nothing is done, and the code camera.session-runs is told.

            EXAMPLES
              kioskctl camera test                    opens it and measures three seconds
              kioskctl camera controls --language kk
              kioskctl camera snapshot lens.jpg       a picture, readable by you alone
              kioskctl camera snapshot --role document paper.jpg
              kioskctl camera live                    what it sees, in this terminal
            """,
        subcommands: [Test.self, Controls.self, Snapshot.self, CameraLive.self], defaultSubcommand: Test.self)

    /// What all of them take.
    struct Options: ParsableArguments {
        @Option(help: "Control socket of kioskd.") var socket = KioskControlCommand.defaultSocket
        @Option(help: "Which camera: face, or document for the one that looks at papers.") var role = "face"
        @Option(help: "Language of the output: kk, ru or en.") var language = "en"
        @Flag(help: "One JSON object instead of lines.") var json = false

        func chosen() throws -> Language {
            guard let language = Language(rawValue: language) else {
                throw ValidationError("--language is kk, ru or en.")
            }
            return language
        }

        func camera() throws -> CameraRole {
            guard let role = CameraRole(rawValue: role) else { throw ValidationError("--role is face or document.") }
            return role
        }

        /// The answer; ends with the problem's report when there is none.
        func value<Value>(of answer: DeskCommands.Answer<Value>) throws -> Value {
            switch answer {
            case .answer(let value): return value
            case .problem(let result):
                try KioskControlCommand.finish(DiagnosticReport(results: [result]), json: json)
                throw ExitCode.failure
            }
        }
    }

    struct Test: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Opens the camera and measures what comes.",
            discussion: """
                Time to the first picture, pictures a second, the longest gap, size, light, contrast, sharpness, frozen or
                black pictures, and the last picture as characters. Exit status: 0 well, 1 a warning, 2 a fault.

                EXAMPLES
                  kioskctl camera test
                  kioskctl camera test --seconds 10 --json
                  kioskctl camera test --language ru
                """)

        @OptionGroup var options: Options
        @Option(help: "How long to measure, 1 to 10.") var seconds = 3.0
        @Option(help: "kioskd's configuration, to name the program that holds the camera.") var configuration =
            "/etc/psc-kiosk/kioskd.yaml"

        func validate() throws {
            guard (1...10).contains(seconds) else { throw ValidationError("--seconds is from 1 to 10.") }
        }

        func run() async throws {
            let language = try options.chosen()
            let role = try options.camera()
            let report = try options.value(
                of: await CameraCommands.test(
                    of: role, seconds: seconds, socket: options.socket, configuration: configuration))
            let findings = CameraFindings(report, of: role, in: language).results
            if options.json {
                try KioskControlCommand.printJSON(Outcome(measured: report, judged: findings))
                throw ExitCode(findings.exitStatus)
            }
            for row in report.sketch { print("  \(row)") }
            try KioskControlCommand.finish(findings, json: false)
        }

        /// What `--json` prints.
        private struct Outcome: Encodable {
            var measured: CameraTestReport
            var judged: DiagnosticReport
        }
    }

    struct Controls: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "What can be set at the camera: range, default, present value, and what the kiosk sets.",
            discussion: """
                The kiosk sets its values while it uses the camera and takes them back afterwards.

                EXAMPLES
                  kioskctl camera controls
                  kioskctl camera controls --json
                """)

        @OptionGroup var options: Options

        func run() async throws {
            let language = try options.chosen()
            let role = try options.camera()
            let controls = try options.value(
                of: await CameraCommands.controls(of: role, socket: options.socket))
            if options.json { return try KioskControlCommand.printJSON(controls) }
            print(CameraControlTable.text(controls, in: language), terminator: "")
        }
    }

    struct Snapshot: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Takes one picture, for lens, light and place of the camera.",
            discussion: """
                The file is new, JPEG, and readable by you alone. A person may be on it: delete it when done.

                EXAMPLES
                  kioskctl camera snapshot lens.jpg
                  kioskctl camera snapshot /var/tmp/lens.jpg --json
                """)

        @Argument(help: "A file that is not there yet.") var file: String
        @OptionGroup var options: Options

        func run() async throws {
            let language = try options.chosen()
            let role = try options.camera()
            let report = try options.value(
                of: await CameraCommands.snapshot(of: role, file: file, socket: options.socket))
            if options.json { return try KioskControlCommand.printJSON(report) }
            for line in SnapshotText.lines(report, file: file, in: language) { print(line) }
        }
    }
}
