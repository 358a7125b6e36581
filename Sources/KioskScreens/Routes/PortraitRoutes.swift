import HTTPTypes
import Hummingbird
import KioskDevices
import KioskDomain
import NIOCore

/// Photo and signature specimen of an application for an identity card: one is shown to the person, the other is drawn by
/// them. Only the page that holds the screen gets or sends either, and neither is kept by a browser (`no-store`).
struct PortraitRoutes {
    /// As the contract takes it (docs/exchange.md).
    static let specimenLimit = 131_072
    let host: any ScreenHost

    func add(to router: Router<ScreenContext>) {
        router.get("photo.jpg") { request, _ in try await photo(request) }
        router.post("api/specimen") { request, _ in try await specimen(request) }
    }

    private func holder(_ request: Request) async throws(Failure) -> ScreenToken {
        guard let token = request.screenToken, await host.holdsScreen(token) else { throw Failure(.sessionExpired) }
        return token
    }

    private func photo(_ request: Request) async throws -> Response {
        _ = try await holder(request)
        guard let photo = await host.photo() else { return Response(status: .noContent) }
        var body = ByteBuffer()
        body.reserveCapacity(photo.count)
        photo.withBytes { _ = body.writeBytes($0) }
        return Response(
            status: .ok, headers: [.contentType: "image/jpeg"], body: ResponseBody(byteBuffer: body))
    }

    private func specimen(_ request: Request) async throws -> Response {
        let token = try await holder(request)
        guard request.headers[.contentType] == "image/png" else { throw Failure(.requestInvalid, "not a PNG") }
        let body: ByteBuffer
        do {
            body = try await request.body.collect(upTo: Self.specimenLimit)
        } catch {
            throw Failure(.exchangePicture, "a specimen of more than \(Self.specimenLimit) bytes")
        }
        try await host.take(specimen: WipedBytes(Array(body.readableBytesView)), screen: token)
        return Response.json(["result": "ok"])
    }
}
