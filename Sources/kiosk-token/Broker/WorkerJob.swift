import Glibc
import HelperProtocol
import KioskDevices
import KioskDomain

/// One request to one module on its way.
final class WorkerJob {
    let row: TokenModuleTable.Row
    /// The file of the module, when there is one.
    var path: String?
    var isSent = false
    var result: Result<TokenAnswer, Failure>?

    init(_ row: TokenModuleTable.Row) { self.row = row }

    /// Answers without asking the module.
    func refuse(_ failure: Failure?) {
        guard let failure else { return }
        path = try? row.installedPath()
        result = .failure(failure)
    }

    /// The row's report, whatever came of the request.
    var report: TokenModuleReport {
        switch result {
        case .success(.modules(let modules)) where modules.count == 1:
            var report = modules[0]
            report.medium = row.medium
            report.storage = row.storage
            report.path = path
            report.status = status(.ok, nil, report.library)
            return report
        case .failure(let failure):
            return empty(status(path == nil ? .unknown : .fault, failure.code, failure.detail))
        case .success(.failure(let code, let detail)):
            return empty(status(.fault, code, detail))
        case .success, nil:
            return empty(status(.fault, .tokenModuleAnswer, "another answer than was asked for"))
        }
    }

    private func status(_ health: Health, _ code: FailureCode?, _ finding: String) -> DeviceStatus {
        DeviceStatus(id: "token.\(row.name)", name: row.product, health: health, code: code, finding: finding)
    }

    private func empty(_ status: DeviceStatus) -> TokenModuleReport {
        TokenModuleReport(name: row.name, medium: row.medium, storage: row.storage, path: path, status: status)
    }
}

/// One line for the journal of the service manager. Never a PIN, never a certificate.
func printError(_ line: String) {
    let bytes = Array("kiosk-token: \(line)\n".utf8)
    _ = write(STDERR_FILENO, bytes, bytes.count)
}
