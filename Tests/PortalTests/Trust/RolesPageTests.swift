import FoundationEssentials
import HTTPTypes
import KioskDomain
import PortalContract
import Testing

struct RolesPageTests {
    @Test("6.2: docs/trust.md shows the roles of every operation as the portal enforces them") func page() throws {
        var folder = URL(filePath: #filePath)
        for _ in 0..<4 { folder.deleteLastPathComponent() }
        let page = try String(contentsOf: folder.appending(path: "docs/trust.md"), encoding: .utf8)
        let rows = Set(page.split(separator: "\n").filter { $0.hasPrefix("| `") }.map(String.init))
        var wanted: Set<String> = []
        for operation in PortalOperation.allCases {
            guard case .roles(let roles) = operation.access else { continue }
            let cells = KioskRole.allCases.map { roles.contains($0) ? " yes |" : " |" }.joined()
            wanted.insert("| `\(operation.method.rawValue) \(operation.path)` |\(cells)")
        }
        #expect(rows == wanted)
    }
}
