import Foundation
import KioskDevices
import KioskDomain
import KioskScreens
import Synchronization
import Testing

/// Notes what it is to say.
final class ScriptedVoice: ScreenVoice {
    private let said = Mutex<[String]>([])
    private let failure: Failure?

    init(failing failure: Failure? = nil) { self.failure = failure }

    var texts: [String] { said.withLock { $0 } }

    func wave(_ text: String, in language: Language) async throws(Failure) -> [UInt8] {
        if let failure { throw failure }
        said.withLock { $0.append("\(language.rawValue): \(text)") }
        return Array("RIFF".utf8)
    }
}

@Suite("What the voice says")
struct VoiceTests {
    private static func options(_ voice: ScriptedVoice?) -> ScreenOptions {
        ScreenOptions(claimPatience: .zero, voice: voice)
    }

    /// What the voice got to say of `text` on the screen `name`.
    private static func heard(_ text: String, on name: String) async throws -> String? {
        let voice = ScriptedVoice()
        let stage = try #require(try Stages.all(in: .english).first { $0.name == name })
        return try await Page.serve(ScriptedHost(stage.snapshot), options: options(voice)) { page in
            let token = try await page.claim()
            let wish = try JSONEncoder().encode(["language": "en", "text": text])
            let answer = try await page.post(
                "/voice", String(decoding: wish, as: UTF8.self), ["X-Screen-Token": token])
            #expect([200, 204].contains(answer.status))
            return voice.texts.first.map { String($0.dropFirst(4)) }
        }
    }

    @Test("Texts and the numbers that the screen shows are spoken: a queue number, tries that are left")
    func shown() async throws {
        #expect(try await Self.heard("Your number A105", on: "ending-ticket") == "Your number A105")
        #expect(try await Self.heard("3 tries left", on: "eds-pin")?.contains("3") == true)
        #expect(try await Self.heard("Continue, button", on: "eds-identity") == "Continue, button")
    }

    @Test(
        "DESIGN 5.6, 5.7: no digit of a PIN pad, no IIN and nothing typed is spoken, whatever the page asks for",
        arguments: [
            ("7", "eds-pin"), ("7 2 9 0", "eds-pin"), ("7290", "card-pin-old"), ("482915", "eds-new-pin-new"),
            (Stages.iinText, "eds-identity"), (Stages.iinText, "eds-identity-card"),
            ("••••••••0017", "eds-identity-card"),
            ("0017", "eds-identity-card"), ("012345678", "eds-identity"), ("123456", "eds-code"),
            ("01.01.1990", "eds-identity"), ("٣٤٥", "eds-code"),
        ])
    func never(text: String, screen: String) async throws {
        let heard = try await Self.heard(text, on: screen)
        #expect(heard?.contains(where: \.isNumber) != true, "\(heard ?? "")")
    }

    @Test(
        "Only the page that holds the screen is spoken to; what is no wish is refused; without a voice there is no address"
    )
    func access() async throws {
        let voice = ScriptedVoice()
        let wish = #"{"language":"en","text":"Welcome"}"#
        try await Page.serve(ScriptedHost(Stages.snapshot(.idle)), options: Self.options(voice)) { page in
            let token = try await page.claim()
            #expect(try await page.post("/voice", wish).status == 403)
            #expect(try await page.post("/voice", wish, ["X-Screen-Token": "other"]).status == 403)
            let long = #"{"language":"en","text":"\#(String(repeating: "word ", count: 200))"}"#
            for body in ["", "{}", #"{"language":"xx","text":"a"}"#, long] {
                #expect(try await page.post("/voice", body, ["X-Screen-Token": token]).status == 400)
            }
            #expect(voice.texts.isEmpty)
            let answer = try await page.post("/voice", wish, ["X-Screen-Token": token])
            #expect(answer.status == 200 && answer.header("Content-Type") == "audio/wav")
            #expect(answer.header("Cache-Control") == "no-store")
            #expect(voice.texts == ["en: Welcome"])
        }
        try await Page.serve(ScriptedHost(Stages.snapshot(.idle)), options: Self.options(voice)) { page in
            let html = try await page.get("/").text
            #expect(html.contains("data-mode=\"voice\""))
        }
        try await Page.serve(ScriptedHost(Stages.snapshot(.idle)), options: Self.options(nil)) { page in
            let token = try await page.claim()
            #expect(try await page.post("/voice", wish, ["X-Screen-Token": token]).status == 404)
        }
        try await Page.serve(ScriptedHost(Stages.snapshot(.idle)), options: Self.options(nil)) { page in
            let html = try await page.get("/").text
            #expect(!html.contains("data-mode=\"voice\""))
        }
    }

    @Test("A voice that fails answers with its code and a remedy")
    func failing() async throws {
        let voice = ScriptedVoice(failing: Failure(.voiceUnavailable))
        try await Page.serve(ScriptedHost(Stages.snapshot(.idle)), options: Self.options(voice)) { page in
            let token = try await page.claim()
            let answer = try await page.post(
                "/voice", #"{"language":"kk","text":"Қош келдіңіз"}"#, ["X-Screen-Token": token])
            #expect(answer.status == 409 && answer.text.contains("voice.unavailable"))
        }
    }
}
