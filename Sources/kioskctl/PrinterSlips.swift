import ArgumentParser
import FoundationEssentials
import KioskControl
import KioskDevices

/// The design of slips: drawn, checked and written out without a printer and without kioskd.
extension Printer {
    struct Preview: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Draws a slip as it would come out, as PNG.",
            discussion: """
                EXAMPLES
                  kioskctl printer preview --out ticket.png
                  kioskctl printer preview --template referral --width 58 --language en --out referral.png
                  kioskctl printer preview --folder slips --sample longest --out longest.png
                """)
        @Option(help: "\(SlipPreview.templates.joined(separator: ", ")).") var template = "ticket"
        @Option(help: "Language printed first: kk, ru or en.") var language = "kk"
        @Option(help: "Width of the paper in millimetres: 58 or 80.") var width = 80
        @Option(help: "usual, longest or shortest: how much stands on it.") var sample = "usual"
        @Option(help: "Folder with the centre's own templates. Default: the shipped ones.") var folder: String?
        @Option(name: .shortAndLong, help: "The file; an existing one is replaced. Default: TEMPLATE.png.")
        var out: String?
        @Flag(help: "JSON instead of lines.") var json = false

        func validate() throws {
            guard SlipPreview.templates.contains(template) else {
                throw ValidationError("--template is \(SlipPreview.templates.joined(separator: ", ")).")
            }
            guard SlipPreview.widths.contains(width) else { throw ValidationError("--width is 58 or 80.") }
            guard SlipPreview.Sample(rawValue: sample) != nil else {
                throw ValidationError("--sample is usual, longest or shortest.")
            }
            guard ["kk", "ru", "en"].contains(language) else { throw ValidationError("--language is kk, ru or en.") }
        }

        private struct Drawn: Encodable {
            var file: String
            var bytes: Int
            var findings: [String]
        }

        func run() async throws {
            do {
                let preview = try SlipPreview(folder: folder, width: width)
                let picture = try preview.png(
                    template: template, language: language, sample: SlipPreview.Sample(rawValue: sample) ?? .usual)
                let file = out ?? "\(template).png"
                try Data(picture).write(to: URL(filePath: file), options: .atomic)
                let findings = preview.findings
                if json {
                    try KioskControlCommand.printJSON(Drawn(file: file, bytes: picture.count, findings: findings))
                } else {
                    for finding in findings { print("\(finding); the shipped one is drawn") }
                    print(file)
                }
                guard findings.isEmpty else { throw ExitCode(1) }
            } catch let error as any CodedError {
                try KioskControlCommand.tell(error, json: json)
            }
        }
    }

    struct Lint: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Says what is wrong with a centre's own templates, and what does not fit the paper.",
            discussion: """
                Each slip is set with the longest values in Kazakh, Russian and English on 58 and 80 mm paper.
                Exit status: 0 every slip fits, 2 something does not.

                EXAMPLES
                  kioskctl printer lint /etc/psc-kiosk/slips
                  kioskctl printer lint slips --json
                """)
        @Argument(help: "The folder.") var folder: String
        @Flag(help: "JSON instead of lines.") var json = false

        func run() async throws {
            let lint = SlipTemplateCommand.lint(folder: folder)
            guard json else { return try KioskControlCommand.finish(SlipTemplateCommand.report(lint), json: false) }
            try KioskControlCommand.printJSON(lint)
            guard lint.findings.isEmpty else { throw ExitCode(2) }
        }
    }

    struct Templates: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Writes the shipped templates and layouts into a folder, to begin with.",
            discussion: """
                Keep only the files that you change; what a folder leaves out is taken from the shipped ones.

                EXAMPLES
                  kioskctl printer templates slips
                """)
        @Argument(help: "The folder; nothing in it is replaced.") var folder: String
        @Flag(help: "JSON instead of lines.") var json = false

        func run() async throws {
            do {
                let files = try SlipTemplateCommand.write(to: folder)
                if json {
                    try KioskControlCommand.printJSON(["files": files])
                } else {
                    print(files.joined(separator: "\n"))
                }
            } catch let error as any CodedError {
                try KioskControlCommand.tell(error, json: json)
            }
        }
    }
}
