public import PortalContract

extension PortalAdministration {
    /// Alarms after the one named, by kiosk and code; those that are open, or all.
    public static func alarms(
        after last: KioskAlarm? = nil, all: Bool, in options: PortalOptions
    ) async throws -> KioskAlarmList {
        try await with(options) { store in
            try await AlarmsService(store: store, clock: PortalClock(now: options.now))
                .list(after: (last?.kioskID ?? "", last?.code.rawValue ?? ""), all: all)
        }
    }

    /// Says how an alarm stands.
    public static func say(
        _ word: KioskAlarmWord, of kiosk: String, _ code: KioskAlarmCode, in options: PortalOptions
    ) async throws -> KioskAlarm {
        try await with(options) { store in
            try await AlarmsService(store: store, clock: PortalClock(now: options.now))
                .say(word, of: kiosk, code, by: name)
        }
    }

    /// Agrees that a fenced kiosk enrols anew.
    public static func liftFence(
        of kiosk: String, _ request: FenceLiftingRequest, in options: PortalOptions
    ) async throws -> EnrolmentCode {
        let clock = PortalClock(now: options.now)
        return try await with(options) { store in
            let codes = EnrolmentCodes(clock: clock, file: options.enrolmentCodeFile)
            return try await FenceLifting(store: store, clock: clock, codes: codes).lift(kiosk, request, by: name)
        }
    }
}
