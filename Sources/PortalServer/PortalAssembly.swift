import KioskDomain
import PortalContract

/// Puts the services together.
enum PortalAssembly {
    static func routes(
        _ options: PortalOptions, _ store: PortalStore, _ authorities: Authorities, _ clock: PortalClock,
        _ portraits: PortraitRegister, _ trust: TrustAuthorities
    ) throws -> PortalRoutes {
        let (rules, demonstration) = (options.rules, options.demonstration)
        let document = try ContractDocument.own()
        let metrics = PortalMetrics(factory: options.metrics)
        let closing = AttemptClosing(rules: rules)
        let seal = ProofSeal(trust.kiosks)
        let attempts = AttemptsService(store: store, rules: rules, clock: clock, seal: seal)
        let sms = SMSService(
            store: store, rules: rules, clock: clock, demonstration: demonstration, seal: seal)
        let stub = SMSStub(store: store, rules: rules, clock: clock)
        let codes = EnrolmentCodes(clock: clock, file: options.enrolmentCodeFile)
        let fleet = FleetService(store: store, clock: clock)
        let sampler = FleetSampler(store: store, clock: clock)
        let alarms = AlarmsService(store: store, clock: clock)
        let services = PortalServices(
            enrolment: EnrolmentService(
                store: store, clock: clock, demonstration: demonstration, codes: codes,
                certificates: KioskCertificates(authority: trust.kiosks), trust: trust.trust),
            kiosks: KioskRegister(
                store: store, clock: clock, trust: trust.trust,
                configurations: ConfigurationsService(store: store, clock: clock)),
            codes: codes,
            alarms: alarms,
            fences: FenceLifting(store: store, clock: clock, codes: codes),
            fleet: fleet, sampler: sampler,
            fleetPage: try FleetPage(
                fleet: fleet, sampler: sampler, alarms: alarms, register: .standard),
            fleetEvents: FleetEvents(fleet: SharedSight { try await fleet.sight() }),
            store: store,
            persons: PersonsService(store: store, rules: rules, clock: clock, portraits: portraits),
            sms: sms,
            stub: stub,
            attempts: attempts,
            portraits: PortraitsService(store: store, clock: clock, portraits: portraits),
            events: EventsService(
                store: store, attempts: attempts, closing: closing, document: document, clock: clock,
                demonstration: demonstration, metrics: metrics),
            applications: ApplicationsService(store: store, rules: rules, closing: closing, clock: clock),
            reissues: ReissueService(store: store, rules: rules, clock: clock),
            organisations: OrganisationService(store: store, rules: rules, clock: clock),
            standings: StandingService(store: store, rules: rules, clock: clock),
            homeApplications: HomeApplications(store: store, rules: rules, clock: clock),
            administrative: AdministrativeService(store: store, clock: clock, demonstration: demonstration),
            certificates: CertificatesService(store: store, authorities: authorities, rules: rules, clock: clock),
            demonstrationCertificates: DemonstrationCertificatesService(
                store: store, authorities: authorities, rules: rules, clock: clock),
            revocations: RevocationService(store: store, clock: clock),
            ownRevocations: OwnRevocationService(store: store, clock: clock, authorities: authorities),
            lostEDS: LostEDSService(store: store, closing: closing, clock: clock),
            authorities: authorities,
            operators: OperatorService(store: store, rules: rules, clock: clock),
            reservations: ReservationsService(store: store, clock: clock, demonstration: demonstration),
            exchanges: CardExchangeService(store: store, rules: rules, clock: clock, authorities: authorities),
            officers: OfficerService(store: store, rules: rules, clock: clock, authorities: authorities),
            officerFiles: OfficerFileService(
                store: store, rules: rules, clock: clock, authorities: authorities, portraits: portraits),
            treasury: DemonstrationTreasury(store: store, clock: clock),
            documents: DocumentService(store: store, rules: rules, clock: clock, authorities: authorities),
            phone: PhoneStub(store: store, rules: rules, clock: clock, authorities: authorities),
            logIns: LogInService(store: store, clock: clock), accounts: AccountService(store: store, clock: clock),
            phones: PhoneService(store: store, clock: clock, sms: sms),
            phoneSignatures: PhoneSignatureService(store: store, clock: clock, authorities: authorities),
            ticketPage: try TicketPage(store: store, clock: clock),
            arrivalsPage: try ArrivalsPage(
                arrivals: ArrivalsService(store: store, clock: clock), register: .standard,
                demonstration: demonstration),
            pages: try Pages(store: store, stub: stub, demonstration: demonstration),
            clock: clock, demonstration: demonstration)
        return PortalRoutes(
            services: services,
            gate: KioskGate(
                store: store, clock: clock, demonstration: demonstration,
                readmission: options.readmitsKiosks ? Readmission(store: store, clock: clock) : nil),
            document: document,
            metrics: metrics)
    }

    static func serviceRoutes(
        _ store: PortalStore, _ authorities: Authorities, _ clock: PortalClock, _ metrics: PortalMetrics
    ) -> ServiceRoutes {
        ServiceRoutes(
            metrics: metrics,
            authorities: authorities,
            status: StatusService(store: store, authorities: authorities, clock: clock),
            timeStamps: TimeStampService(authorities: authorities, clock: clock),
            lists: RevocationLists(store: store, authorities: authorities, clock: clock))
    }
}
