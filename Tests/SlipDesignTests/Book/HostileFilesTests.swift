import Glibc
import KioskDomain
import KioskTestSupport
import SlipPrinter
import SlipRaster
import Testing

@testable import SlipDesign

/// Issue 5, bad input: broken tags, 10 MB, emoji, right-to-left, control bytes, a name of 300 letters, a code too dense.
/// Each is refused with its place, and the shipped slip is printed.
@Suite("Hostile templates and contents", .timeLimit(.minutes(10)))
struct HostileFilesTests {
    @Test("A template with a fault is refused by line and column, and what comes on paper is the shipped slip")
    func placeAndRemedy() throws {
        let text = "[heading]\nКезек\n[number]\n{{number}} {{nomer}}\n"
        let book = SlipBook(files: ["ticket.kk.mustache": Array(text.utf8)])
        let finding = try #require(book.findings.first { $0.reason.contains("nomer") })
        #expect(finding.code == .templateInvalid)
        #expect(finding.place == "ticket.kk.mustache:4:12")
        #expect(finding.reason.contains("known here: ") && finding.reason.contains("number"))
        #expect(Self.isShipped(book, .ticket))
    }

    @Test(
        "Text that paper cannot bear is refused by line and column",
        arguments: [
            ("\u{1F600}", "an emoji"), ("\u{1F1F0}\u{1F1FF}", "an emoji"), ("שלום", "right-to-left writing"),
            ("مرحبا", "right-to-left writing"), ("\u{202E}abc", "right-to-left writing"), ("\u{1B}@", "a control byte"),
            ("\u{0}", "a control byte"), ("\u{7F}", "a control byte"), ("漢", "a letter that slips cannot print"),
        ])
    func letters(text: String, reason: String) {
        let book = SlipBook(files: ["test.en.mustache": Array("[heading]\nab\(text)\n".utf8)])
        #expect(book.findings.first?.place == "test.en.mustache:2:3")
        #expect(book.findings.first?.reason == reason)
        #expect(Self.isShipped(book, .test))
    }

    @Test("Ten megabytes are refused, in the folder before they are read, and so are bytes that are no UTF-8")
    func tooLong() throws {
        let folder = try TemporaryFolder("slips")
        _ = try folder.write("ticket.kk.mustache", [UInt8](repeating: 0x61, count: 10 << 20))
        _ = try folder.write("ticket.ru.mustache", [0x5B, 0x61, 0x5D, 0x0A, 0xD0])
        let findings = SlipBook(folder: folder.path).findings
        #expect(
            findings.map(\.description) == [
                "slip.template-invalid: ticket.kk.mustache: 10485760 bytes; a file may have 32768",
                "slip.template-invalid: ticket.ru.mustache: this is not UTF-8",
            ])
    }

    @Test("A folder with too many files, a pipe, a folder in it: findings, and nothing waits")
    func folder() throws {
        let folder = try TemporaryFolder("slips")
        for number in 0..<70 { _ = try folder.write("x\(number).mustache", [0x61]) }
        #expect(SlipBook(folder: folder.path).findings.contains { $0.reason == "more than 64 files" })
        let other = try TemporaryFolder("slips")
        #expect(mkfifo(other.file("ticket.kk.mustache"), 0o600) == 0)
        #expect(SlipBook(folder: other.path).findings.map(\.reason) == ["this is not a plain file"])
        #expect(SlipBook(folder: other.file("none")).findings.count == 1)
    }

    @Test(
        "A centre's name of 300 letters fits every slip on both papers, with words and without",
        arguments: [true, false])
    func longName(hasWords: Bool) throws {
        let word = hasWords ? "Қарағанды " : "Қ"
        let name = String(String(repeating: word, count: 300).prefix(300))
        for paper in SlipRenderer.Paper.allCases {
            for form in SlipForm.allCases {
                var context = SlipSamples.context(.kazakh)
                context.centre = Localised(kk: name, ru: name, en: name)
                let document = SlipBook.shipped.document(SlipSamples.usual(form), context, paper: paper)
                let renderer = SlipRenderer(paper: paper)
                let problems = try renderer.examine(document).problems
                // One word of 300 letters has to be broken; it is, and nothing is cut off.
                #expect(problems.allSatisfy { !hasWords && $0.kind == .wordTooWide }, "\(form): \(problems)")
                #expect(try renderer.raster(document).width == paper.rawValue)
            }
        }
    }

    @Test("A status link too long for a readable code is an error of its own; the lint names such a layout")
    func denseCode() throws {
        var ticket = QueueTicket(number: "A-1", service: Self.same("x"), lane: Self.same("y"))
        ticket.statusLink = "https://portal.example/" + String(repeating: "a", count: 900)
        let document = SlipBook.shipped.document(.ticket(ticket), SlipSamples.context(.russian), paper: .mm58)
        let error = #expect(throws: SlipRenderingError.self) { try SlipRenderer(paper: .mm58).raster(document) }
        #expect(error?.code == .templateTooBig)
    }

    @Test("Files of any bytes: never a crash, and every slip that comes out is as wide as its paper", arguments: 0..<8)
    func mutations(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        for _ in 0..<5 {
            let names = SlipBook.shippedFiles.keys.sorted()
            let name = names[Int.random(in: 0..<names.count, using: &random)]
            guard let bytes = SlipBook.shippedFiles[name] else { continue }
            let paper = SlipRenderer.Paper.allCases[Int.random(in: 0..<2, using: &random)]
            let book = SlipBook(files: [name: Self.mutated(bytes, &random)], papers: [paper])
            let form = SlipForm.allCases.first { name.hasPrefix($0.rawValue + ".") } ?? .ticket
            let language = Language.allCases[Int.random(in: 0..<3, using: &random)]
            let content = Bool.random(using: &random) ? SlipSamples.longest(form) : SlipSamples.shortest(form)
            let document = book.document(content, SlipSamples.longestContext(language), paper: paper)
            let renderer = SlipRenderer(paper: paper)
            let examined = try renderer.examine(document)
            #expect(examined.problems == [], "seed \(seed): \(name)")
            #expect(try renderer.raster(document).width == paper.rawValue)
        }
    }

    @Test("Values of any letters: never a crash, never a second block, always as wide as the paper", arguments: 0..<8)
    func contents(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        for _ in 0..<4 {
            let value = Self.value(&random)
            let text = Localised(kk: value, ru: Self.value(&random), en: Self.value(&random))
            let ticket = QueueTicket(
                number: Self.value(&random), service: text, lane: text, appointment: value,
                ahead: .random(in: 0...9, using: &random),
                statusLink: "https://portal.example/t/x", isCopy: .random(using: &random),
                isProvisional: .random(using: &random))
            var context = SlipSamples.context(Language.allCases[Int.random(in: 0..<3, using: &random)])
            context.centre = text
            context.kiosk = value
            for paper in SlipRenderer.Paper.allCases {
                let document = SlipBook.shipped.document(.ticket(ticket), context, paper: paper)
                #expect(document.parts.count <= 20, "seed \(seed)")
                let raster = try SlipRenderer(paper: paper).raster(document)
                #expect(raster.width == paper.rawValue && raster.height <= SlipRenderer.mostRows, "seed \(seed)")
            }
        }
    }

    // MARK: Making them

    private static func same(_ text: String) -> Localised { Localised(kk: text, ru: text, en: text) }

    private static func isShipped(_ book: SlipBook, _ form: SlipForm) -> Bool {
        Language.allCases.allSatisfy { language in
            let (content, context) = (SlipSamples.usual(form), SlipSamples.context(language))
            return book.document(content, context, paper: .mm80)
                == SlipBook.shipped.document(content, context, paper: .mm80)
        }
    }

    private static let pieces = [
        "{{", "}}", "{{#copy}}", "{{/copy}}", "{{number}}", "[", "]", "\n", "[number]\n", "|", "\u{1F600}", "\u{1B}",
        "\u{202E}", ":", "- ", "{", "}", "999999999999", "-1", "size: body", "block: number", "Щ", "\u{301}",
        "&a", "*a", "\t", "\u{0}", "{{#attempts}}", "lines: 1", "gap: 400", "as: qr", "as: band",
    ]

    private static func mutated(_ bytes: [UInt8], _ random: inout SeededRandom) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...6, using: &random) {
            let place = Int.random(in: 0...bytes.count, using: &random)
            switch Int.random(in: 0..<4, using: &random) {
            case 0:
                let piece = pieces[Int.random(in: 0..<pieces.count, using: &random)]
                bytes.insert(contentsOf: Array(piece.utf8), at: place)
            case 1: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 0...40, using: &random)))
            case 2 where place < bytes.count: bytes[place] = UInt8.random(in: .min ... .max, using: &random)
            default:
                let some = Array(bytes.prefix(place).suffix(Int.random(in: 0...200, using: &random)))
                bytes.insert(contentsOf: some, at: Int.random(in: 0...bytes.count, using: &random))
            }
        }
        return bytes
    }

    private static func value(_ random: inout SeededRandom) -> String {
        var value = ""
        for _ in 0..<Int.random(in: 0...30, using: &random) {
            if Bool.random(using: &random) {
                value += pieces[Int.random(in: 0..<pieces.count, using: &random)]
            } else if let scalar = Unicode.Scalar(UInt32.random(in: 0...0x1FFFF, using: &random)) {
                value.unicodeScalars.append(scalar)
            }
        }
        return value
    }
}

/// Numbers that can be had again: a failing test prints the seed.
struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed }
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
