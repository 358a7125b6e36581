import HelperProtocol
import KioskDevices
import KioskDomain
import TokenModules

/// The client of a request has gone or cancelled it.
struct Abandoned: Error {}

/// Passes the requests of one client to the workers of its modules. One thread; the workers end with it.
final class TokenBroker {
    private static let patienceOfPresence = Duration.seconds(2)

    private let table: TokenModuleTable
    private let deadlines: TokenDeadlines
    private let faults: FaultLedger
    private var workers: [String: WorkerProcess] = [:]
    private var lastSeen: [String: [TokenPresence]] = [:]

    init(_ table: TokenModuleTable, _ deadlines: TokenDeadlines, _ faults: FaultLedger) {
        self.table = table
        self.deadlines = deadlines
        self.faults = faults
    }

    /// The answer to a request.
    ///
    /// - Parameter isAbandoned: asked often while a module works.
    /// - Throws: ``Abandoned``; the workers that were at work are ended then.
    func answer(
        _ request: TokenRequest, _ secrets: consuming TokenSecrets, isAbandoned: () -> Bool
    ) throws(Abandoned) -> TokenAnswer {
        switch request {
        case .list(let module):
            return .modules(try list(rows(module), request, isAbandoned))
        case .presence(let module):
            return .presence(try presence(rows(module), request, isAbandoned))
        case .login(let token, _, _), .logout(let token), .sign(let token, _, _, digest: _, _, _),
            .generate(let token, _, _), .importCertificate(let token, _, der: _), .changePIN(let token, _, _),
            .setPIN(let token, _, _, _):
            guard let row = table.row(named: token.module) else {
                return .failure(code: .tokenModuleMissing, detail: "no module \(token.module)")
            }
            let job = WorkerJob(row)
            try run([job], request, secrets, patience: nil, isAbandoned)
            switch job.result {
            case .success(let answer): return answer
            case .failure(let failure): return .failure(code: failure.code, detail: failure.detail)
            case nil: return .failure(code: .tokenModuleFault, detail: "\(row.name) was not asked")
            }
        }
    }

    /// Ends all workers: each gets a second to log out.
    func end() {
        for worker in workers.values { worker.beginEnd() }
        let deadline = ContinuousClock.now + .seconds(1)
        for worker in workers.values { worker.end(by: deadline) }
        workers = [:]
    }

    private func rows(_ module: String?) -> [TokenModuleTable.Row] {
        table.rows.filter { module == nil || $0.name == module }
    }

    private func list(
        _ rows: [TokenModuleTable.Row], _ request: TokenRequest, _ isAbandoned: () -> Bool
    ) throws(Abandoned) -> [TokenModuleReport] {
        let jobs = rows.map { WorkerJob($0) }
        for job in jobs { job.refuse(faults.rest(of: job.row.name)) }
        try run(jobs, request, TokenSecrets(), patience: nil, isAbandoned)
        return jobs.map { job in
            var report = job.report
            report.tokens.removeAll { !table.owns(job.row, product: $0.product) }
            return report
        }
    }

    /// A module that does not answer soon keeps what it had: being slow is no removal.
    private func presence(
        _ rows: [TokenModuleTable.Row], _ request: TokenRequest, _ isAbandoned: () -> Bool
    ) throws(Abandoned) -> [TokenPresence] {
        let jobs = rows.map { WorkerJob($0) }
        for job in jobs { job.refuse(faults.rest(of: job.row.name)) }
        try run(jobs, request, TokenSecrets(), patience: Self.patienceOfPresence, isAbandoned)
        for job in jobs {
            switch job.result {
            case .success(.presence(let tokens)):
                lastSeen[job.row.name] = tokens.filter { table.owns(job.row, product: $0.product) }
            case .success, .failure: lastSeen[job.row.name] = []
            case nil: break
            }
        }
        return rows.flatMap { lastSeen[$0.name] ?? [] }
    }

    /// Runs the jobs beside each other until all have a result or the patience ends.
    private func run(
        _ jobs: [WorkerJob], _ request: TokenRequest, _ secrets: borrowing TokenSecrets, patience: Duration?,
        _ isAbandoned: () -> Bool
    ) throws(Abandoned) {
        let limit = deadlines.limit(for: request)
        let end = patience.map { ContinuousClock.now + $0 }
        while true {
            let open = jobs.filter { $0.result == nil }
            if open.isEmpty { return }
            for job in open {
                do throws(Failure) {
                    let slice = open.count == 1 ? Duration.milliseconds(20) : .milliseconds(5)
                    try advance(job, request, secrets, limit, slice)
                } catch {
                    fail(job, request, error)
                }
            }
            if isAbandoned() {
                for job in open { drop(job.row.name) }
                throw Abandoned()
            }
            if let end, ContinuousClock.now >= end {
                for job in open where job.isSent { workers[job.row.name]?.forget() }
                return
            }
        }
    }

    /// Sends what is not sent yet and looks whether the answer has come.
    private func advance(
        _ job: WorkerJob, _ request: TokenRequest, _ secrets: borrowing TokenSecrets, _ limit: Duration,
        _ slice: Duration
    ) throws(Failure) {
        let worker = try worker(job)
        if !job.isSent, worker.outstanding == nil {
            try worker.send(request, secrets, within: limit)
            job.isSent = true
        }
        guard let answer = try worker.collect(within: slice) else { return }
        // After these the module's memory may be anything.
        if case .failure(let code, let detail) = answer, code == .tokenModuleFault || code == .tokenModuleAnswer {
            throw Failure(code, detail)
        }
        job.result = .success(answer)
        faults.answered(job.row.name)
    }

    private func worker(_ job: WorkerJob) throws(Failure) -> WorkerProcess {
        let path = try job.row.installedPath()
        job.path = path
        if let worker = workers[job.row.name] { return worker }
        let worker = try WorkerProcess(job.row, path: path)
        workers[job.row.name] = worker
        return worker
    }

    private func fail(_ job: WorkerJob, _ request: TokenRequest, _ failure: Failure) {
        job.result = .failure(failure)
        guard job.path != nil else { return }
        drop(job.row.name)
        faults.failed(job.row.name, failure)
        printError("\(job.row.name): \(request.name): \(failure)")
    }

    private func drop(_ name: String) { _ = workers.removeValue(forKey: name)?.kill() }
}
