import HTTPTypes
import Hummingbird
import NIOCore

/// Style sheet, modules and pictures, from memory, with an entity tag.
struct AssetRoutes {
    let assets: [String: Asset]

    func add(to router: Router<ScreenContext>) {
        router.get("assets/**") { request, context in
            let path = context.parameters.getCatchAll().joined(separator: "/")
            guard let asset = assets[path] else { throw HTTPError(.notFound) }
            var headers: HTTPFields = [
                .contentType: asset.mediaType, .eTag: asset.entityTag, .cacheControl: "no-cache",
            ]
            if request.headers[.ifNoneMatch] == asset.entityTag {
                return Response(status: .notModified, headers: headers)
            }
            headers[.contentLength] = String(asset.bytes.readableBytes)
            return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: asset.bytes))
        }
    }
}
