import FoundationEssentials
import Hummingbird
public import KioskDevices
import KioskDomain
import NIOCore

/// The officer's part of the desk's page (I4–I6). Its pictures stand under names that nobody guesses and that hold for one look.
struct ExchangeDeskRoutes {
    let host: any ScreenHost
    let pages: ScreenPages
    let token: ScreenToken

    func add(to router: Router<ScreenContext>) {
        router.get("operator/exchange") { request, _ in
            guard request.screenToken == token else { throw Failure(.sessionExpired) }
            guard let view = await host.exchangeDesk() else { throw Failure(.operatorDuty) }
            return Response.page(pages.exchangeSection(view, language: request.pageLanguage))
        }
        router.post("operator/exchange") { request, context in
            guard request.screenToken == token else { throw Failure(.sessionExpired) }
            let body = try await request.body.collect(upTo: context.maxUploadSize)
            try await host.exchangeAct(try Self.action(Array(body.readableBytesView)))
            return Response.json(["result": "ok"])
        }
        router.get("operator/exchange/picture/:name") { _, context in
            let name = try context.parameters.require("name")
            guard let picture = await host.exchangePicture(name) else { throw Failure(.sessionExpired) }
            var body = ByteBuffer()
            body.reserveCapacity(picture.bytes.count)
            picture.bytes.withBytes { _ = body.writeBytes($0) }
            return Response(
                status: .ok, headers: [.contentType: picture.mediaType], body: ResponseBody(byteBuffer: body))
        }
    }

    private struct Wire: Decodable {
        var action: String
        var text: String?
        var slip: String?
        var number: String?
        var expires: String?
        var iin: String?
        var pad: String?
        var positions: [Int]?

        var isBounded: Bool {
            [text, slip, number, expires, iin, pad].allSatisfy { ($0 ?? "").utf8.count <= 64 }
        }
    }

    private static func action(_ body: [UInt8]) throws(Failure) -> ExchangeAction {
        guard let wire = try? JSONDecoder().decode(Wire.self, from: Data(body)), wire.isBounded else {
            throw Failure(.requestInvalid)
        }
        switch wire.action {
        case "list": return .list(after: wire.text)
        case "reveal": return .reveal
        case "certify": return .certify
        case "confirm-last-try": return .confirmLastTry
        case "back": return .back
        case "send-again": return .sendAgain
        case "close": return .close
        case "here": return .here
        default: return try action(wire)
        }
    }

    /// Those with something typed or chosen.
    private static func action(_ wire: Wire) throws(Failure) -> ExchangeAction {
        switch (wire.action, wire.text, wire.slip) {
        case ("open", let text?, _): return .open(text)
        case ("annul", let text?, _):
            guard let reason = CardExchangeCase.AnnulmentReason(rawValue: text) else { break }
            return .annul(reason)
        case ("pin", _, _):
            guard let pad = wire.pad, let positions = wire.positions else { break }
            return .pin(pad: pad, positions: positions)
        case ("arrived", _, let slip?):
            guard let number = wire.number, let expires = wire.expires else { break }
            return .arrived(slip: slip, number: number, expires: expires)
        case ("collected", _, let slip?):
            guard let iin = wire.iin else { break }
            return .collected(slip: slip, iin: iin)
        default: break
        }
        throw Failure(.requestInvalid)
    }
}

/// A picture of an application as a browser gets it.
public struct ShownPicture: Sendable {
    /// Zeroed when nobody holds them any more.
    public var bytes: WipedBytes
    /// `image/jpeg` or `image/png`.
    public var mediaType: String

    /// Memberwise.
    public init(bytes: WipedBytes, mediaType: String) {
        self.bytes = bytes
        self.mediaType = mediaType
    }
}
