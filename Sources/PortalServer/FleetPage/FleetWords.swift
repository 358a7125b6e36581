import KioskDomain

/// Words of the template by the names that it uses.
enum FleetWords {
    static let all: [(String, Localised)] = [
        ("wTitle", FleetTexts.title), ("wAsOf", FleetTexts.asOf), ("wStates", FleetTexts.states),
        ("wAll", FleetTexts.all), ("wWaiting", FleetTexts.waiting), ("wOldest", FleetTexts.oldest),
        ("wClocks", FleetTexts.clocks), ("wOpenAlarms", FleetTexts.openAlarms), ("wAlarms", FleetTexts.alarms),
        ("wNoAlarms", FleetTexts.noAlarms), ("wKiosk", FleetTexts.kiosk), ("wAlarm", FleetTexts.alarm),
        ("wFindings", FleetTexts.findings), ("wLast", FleetTexts.last), ("wHandling", FleetTexts.handling),
        ("wPerson", FleetTexts.person), ("wNote", FleetTexts.note), ("wSeen", FleetTexts.seen),
        ("wHandled", FleetTexts.handled), ("wLift", FleetTexts.lift), ("wCode", FleetTexts.code),
        ("wAdminsOnly", FleetTexts.adminsOnly), ("wKiosks", FleetTexts.kiosks), ("wState", FleetTexts.state),
        ("wCentre", FleetTexts.centre), ("wVersion", FleetTexts.version), ("wHeard", FleetTexts.heard),
        ("wClock", FleetTexts.clock), ("wDevices", FleetTexts.devices), ("wShow", FleetTexts.show),
        ("wNext", FleetTexts.next), ("wFirst", FleetTexts.first), ("wNoKiosks", FleetTexts.noKiosks),
        ("wPlots", FleetTexts.plots), ("wTable", FleetTexts.table), ("wTime", FleetTexts.time),
        ("wNoSamples", FleetTexts.noSamples), ("wMap", FleetTexts.map), ("wMachines", FleetTexts.machines),
        ("wTroubled", FleetTexts.troubled), ("wOffMap", FleetTexts.offMap), ("wLive", FleetTexts.live),
        ("wStale", FleetTexts.stale), ("wFailed", FleetTexts.failed), ("wArrivals", ArrivalTexts.title),
    ]
}
