import KioskDevices

/// Feeds the service manager's watchdog; a daemon whose pool is stuck stops feeding and is started anew.
struct ServiceManagerLink: Sendable {
    func run() async {
        guard let socket = NotifySocket.fromEnvironment(), let interval = socket.watchdogInterval else { return }
        while !Task.isCancelled {
            try? socket.send(.watchdog)
            try? await Task.sleep(for: interval)
        }
        try? socket.send(.stopping)
    }
}
