extension HallPlan {
    private static let mostServices = 100
    private static let mostWindows = 200
    private static let mostTerminals = 200
    /// Bytes of a service's code and of a terminal's name.
    public static let longestName = 64
    /// Minutes that serving one person may take by a plan.
    public static let longestMinutes = 600
    private static let longestService = 60 * longestMinutes

    /// Sizes beyond any centre: a plan comes over the network, and sums and estimates are made of its numbers.
    var limitProblems: [String] {
        var found: [String] = []
        if !(1...Self.mostServices).contains(services.count) {
            found.append("\(services.count) services: 1 to \(Self.mostServices) are possible")
        }
        if windows.count > Self.mostWindows { found.append("more than \(Self.mostWindows) windows") }
        if terminals.count > Self.mostTerminals { found.append("more than \(Self.mostTerminals) terminals") }
        for service in services.prefix(Self.mostServices) {
            if !Self.isName(service.id) { found.append("a service's code has 1 to \(Self.longestName) bytes") }
            if !(1...Self.longestService).contains(service.usualSeconds) {
                found.append("service \(service.id) takes \(service.usualSeconds) seconds: 1 to \(Self.longestService)")
            }
        }
        for window in windows.prefix(Self.mostWindows) where !(1...999).contains(window.number) {
            found.append("window \(window.number): 1 to 999 are possible")
        }
        if !terminals.allSatisfy(Self.isName) { found.append("a terminal's name has 1 to \(Self.longestName) bytes") }
        return found
    }

    private static func isName(_ text: String) -> Bool { (1...longestName).contains(text.utf8.count) }
}
