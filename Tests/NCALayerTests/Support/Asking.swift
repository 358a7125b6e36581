import NCALayer

extension Page {
    static let demo = Page(origin: .site("https://portal.example"), permission: .ask, connection: 1)
}

extension ScriptedSigningHost {
    /// The reply to a message of a page that may ask.
    func reply(to message: String) async -> String {
        let request = Request(message: Array(message.utf8), page: .demo)
        return String(decoding: await Clerk(host: self).perform(request).bytes, as: UTF8.self)
    }
}
