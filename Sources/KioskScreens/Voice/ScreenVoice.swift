public import KioskDevices
public import KioskDomain

/// Speaks. The daemon implements it with a program of the machine; tests with a scripted one.
public protocol ScreenVoice: Sendable {
    /// `text` as sound: a WAV file (RIFF, PCM) whose lengths are right.
    /// - Throws: `voice.unavailable` when there is none in time, or too much is asked at once.
    func wave(_ text: String, in language: Language) async throws(Failure) -> [UInt8]
}
