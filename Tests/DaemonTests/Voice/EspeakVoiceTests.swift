import Foundation
import KioskDevices
import KioskDomain
import KioskTestSupport
import Logging
import Testing

@testable import KioskDaemon

@Suite("The voice of the screens")
struct EspeakVoiceTests {
    private static let logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })

    private static func voice(limit: Duration = .seconds(20)) throws -> EspeakVoice {
        try RealPart.require(programs: "espeak-ng", "prlimit")
        let program = try #require(RealPart.path(of: "espeak-ng"))
        return try #require(EspeakVoice(program: program, limit: limit, logger: logger))
    }

    private static func script(_ body: String) throws -> String {
        let path = FileManager.default.temporaryDirectory.appending(path: "voice-\(UUID().uuidString)").path
        try Data("#!/bin/sh\n\(body)\n".utf8).write(to: URL(filePath: path))
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        return path
    }

    /// Samples of 16 bits behind the header that espeak-ng writes.
    private static func samples(_ wave: [UInt8]) -> [Int16] {
        stride(from: 44, to: wave.count - 1, by: 2).map {
            Int16(bitPattern: UInt16(wave[$0]) | UInt16(wave[$0 + 1]) << 8)
        }
    }

    @Test(
        "Issue 7.8: a real voice in each language: a whole WAV file, longer than half a second, and not silent",
        arguments: [
            (Language.kazakh, "Кезек талоны. Нөміріңіз A105."), (.russian, "Талон в очередь. Ваш номер A105."),
            (.english, "Queue slip. Your number is A105."),
        ])
    func languages(language: Language, text: String) async throws {
        let wave = try await Self.voice().wave(text, in: language)
        func number(at offset: Int) -> Int { (0..<4).reduce(0) { $0 | Int(wave[offset + $1]) << (8 * $1) } }
        #expect(String(decoding: wave[0..<4], as: UTF8.self) == "RIFF")
        #expect(number(at: 4) == wave.count - 8)
        #expect(number(at: 40) == wave.count - 44)
        let samples = Self.samples(wave)
        #expect(Double(samples.count) / Double(number(at: 24)) > 0.5)
        let power = samples.reduce(0.0) { $0 + Double($1) * Double($1) } / Double(samples.count)
        #expect(power.squareRoot() > 500, "not silent")
    }

    @Test("The three languages are three voices: the same letters sound different")
    func voices() async throws {
        let voice = try Self.voice()
        let spoken = [
            try await voice.wave("Нан", in: .kazakh), try await voice.wave("Нан", in: .russian),
            try await voice.wave("Нан", in: .english),
        ]
        #expect(Set(spoken).count == 3)
    }

    @Test(
        "Bad input: text that looks like options, mark-up or phonemes is only spoken",
        arguments: [
            "--stdout -f /etc/passwd", "<speak><audio src='/etc/passwd'/></speak>", "[[_:]] $(id) `id` \u{0} ok",
        ])
    func harmless(text: String) async throws {
        #expect(try await Self.voice().wave(text, in: .english).count > 1_000)
    }

    @Test("A program that hangs is ended by the deadline")
    func hangs() async throws {
        let program = try Self.script("exec sleep 600")
        defer { try? FileManager.default.removeItem(atPath: program) }
        let voice = try #require(EspeakVoice(program: program, limit: .milliseconds(300), logger: Self.logger))
        let began = ContinuousClock.now
        await Self.expectUnavailable { try await voice.wave("text", in: .english) }
        #expect(began.duration(to: .now) < .seconds(20))
    }

    @Test(
        "A program that writes no sound, too much, or nothing, and one that is killed for its memory: voice.unavailable",
        arguments: [
            "echo no sound at all, but a text that is longer than the header of a sound", "exec cat /dev/zero",
            "exit 0",
            "exit 3", "exec dd if=/dev/zero of=/dev/null bs=1G count=1",
        ])
    func broken(body: String) async throws {
        let program = try Self.script(body)
        defer { try? FileManager.default.removeItem(atPath: program) }
        let voice = try #require(EspeakVoice(program: program, limit: .seconds(20), logger: Self.logger))
        await Self.expectUnavailable { try await voice.wave("text", in: .russian) }
    }

    @Test("Without the program there is no voice to offer")
    func missing() {
        #expect(EspeakVoice(program: "", logger: Self.logger) == nil)
        #expect(EspeakVoice(program: "/nonexistent/espeak-ng", logger: Self.logger) == nil)
    }

    @Test("No more than a few processes at once: what is asked beyond that is refused at once, and later answered")
    func bound() async throws {
        let program = try Self.script("exec sleep 600")
        defer { try? FileManager.default.removeItem(atPath: program) }
        let voice = try #require(EspeakVoice(program: program, limit: .seconds(2), logger: Self.logger))
        let details = await withTaskGroup(of: String.self) { group in
            for _ in 0..<EspeakVoice.mostAtOnce + 2 {
                group.addTask {
                    do {
                        _ = try await voice.wave("text", in: .kazakh)
                        return "spoken"
                    } catch {
                        return (error as? Failure)?.detail ?? ""
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(details.count { $0 == "busy" } == 2)
    }

    private static func expectUnavailable(_ body: () async throws -> [UInt8]) async {
        do {
            _ = try await body()
            Issue.record("it spoke")
        } catch {
            #expect((error as? Failure)?.code == .voiceUnavailable)
        }
    }
}
