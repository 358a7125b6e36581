import ArgumentParser
import FoundationEssentials
import HelperProtocol
import KioskDevices
import TokenModules

/// `kiosk-token list`: what each module sees. Exit status 0; 1 when a module hangs, crashes or answers nonsense.
struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Shows what each module sees: tokens, states of their PINs, keys, certificates.",
        discussion: """
            Nothing is logged in and no PIN is tried. Certificates are counted, not shown.

            Examples:
              kiosk-token list
              kiosk-token list --module kaztoken --json
            """)

    @OptionGroup var options: ModuleOptions
    @Option(help: "Only the module of this name.") var module: String?
    @Flag(help: "Print JSON.") var json = false

    func run() async throws {
        let table = try TokenModuleTable(path: options.modules)
        if let module, table.row(named: module) == nil { throw ValidationError("no module \(module) in the table") }
        let reports = await ListThread().list(table, options.deadlines, module)
        if json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
            print(String(decoding: try encoder.encode(reports.map { ListedModule($0) }), as: UTF8.self))
        } else {
            for report in reports { print(ListedModule(report).text) }
        }
        if reports.contains(where: { $0.status.health == .fault }) { throw ExitCode(1) }
    }
}

/// The workers' parent while the list is made.
private actor ListThread {
    private nonisolated let executor = BlockingExecutor(name: "token-list")
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    func list(_ table: TokenModuleTable, _ deadlines: TokenDeadlines, _ module: String?) -> [TokenModuleReport] {
        let broker = TokenBroker(table, deadlines, FaultLedger())
        defer { broker.end() }
        let answer = try? broker.answer(.list(module: module), TokenSecrets()) { false }
        guard case .modules(let reports) = answer else { return [] }
        return reports
    }
}
