/// The files that the door serves.
struct DoorPage: Sendable {
    var body: [UInt8]
    var mediaType: String

    /// The page of a request target; the status page for every path that has none of its own.
    static func at(_ target: String) -> DoorPage {
        switch target.prefix(while: { $0 != "?" && $0 != "#" }) {
        case "/sign-test": DoorPage(body: PackageResources.sign_test_html, mediaType: "text/html; charset=utf-8")
        case "/sign-test.js": DoorPage(body: PackageResources.sign_test_js, mediaType: "text/javascript; charset=utf-8")
        case "/sign-test.css": DoorPage(body: PackageResources.sign_test_css, mediaType: "text/css; charset=utf-8")
        default: DoorPage(body: PackageResources.status_html, mediaType: "text/html; charset=utf-8")
        }
    }
}
