import FoundationEssentials
import HTTPTypes
import Hummingbird
import KioskDevices
import KioskDomain
import NIOCore

/// What the page wants to be heard: `{"language":"kk","text":"…"}`, answered with a WAV file.
struct VoiceRoutes {
    private struct Wish: Decodable {
        var language: Language
        var text: String
    }

    let voice: any ScreenVoice
    let host: any ScreenHost
    let consents: (any ConsentDesk)?
    let pages: ScreenPages

    func add(to router: Router<ScreenContext>) {
        router.post("voice") { request, context in
            guard let token = request.screenToken, await host.holdsScreen(token) else { throw Failure(.sessionExpired) }
            let snapshot = await host.snapshot()
            let live = LiveView(snapshot)
            let shown = [pages.fragment(snapshot).html, live.guidanceText ?? "", live.stepText ?? ""]
            return try await speak(request, context, shown, seconds: snapshot.secondsLeft)
        }
        guard let consents else { return }
        router.post("consent/voice") { request, context in
            guard let token = request.screenToken, await consents.holdsConsent(token) else {
                throw Failure(.sessionExpired)
            }
            return try await speak(request, context, [pages.consentFragment(await consents.consent()).html])
        }
    }

    private func speak(
        _ request: Request, _ context: ScreenContext, _ shown: [String], seconds: Int? = nil
    ) async throws -> Response {
        let body = try await request.body.collect(upTo: context.maxUploadSize)
        guard let wish = try? JSONDecoder().decode(Wish.self, from: Data(body.readableBytesView)) else {
            throw Failure(.requestInvalid, "voice")
        }
        let spoken = try SpokenText(wish.text, shown: shown, seconds: seconds)
        guard spoken.text.contains(where: { $0.isLetter || $0.isNumber }) else { return Response(status: .noContent) }
        let wave = try await voice.wave(spoken.text, in: wish.language)
        return Response(
            status: .ok, headers: [.contentType: "audio/wav", .contentLength: String(wave.count)],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: wave)))
    }
}
