public import KioskDevices

extension SlipPrinter {
    /// "Paper changed": what is left of unfinished slips is dropped and cut away, then the printer says how it is.
    ///
    /// Waits for a running job; at most some seconds. Calling it without need does no harm.
    /// - Parameter id: the role, such as `printer.slip`.
    /// - Returns: as ``deviceStatus(id:)``; a printer that could not be cleared says why there.
    public func paperChanged(id: String) -> DeviceStatus {
        try? clear()
        return deviceStatus(id: id)
    }

    /// What a test slip names: maker and model, or where the printer is.
    public nonisolated func name() async -> String {
        await identity()?.name ?? configuration.address.description
    }
}
