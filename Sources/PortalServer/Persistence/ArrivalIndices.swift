/// By which ``ArrivalTable`` finds what came last, on both engines; other kinds have an index by time for their retention.
enum ArrivalIndices {
    static let script = """
        CREATE INDEX attemptByTime ON attempt (openedAt);
        CREATE INDEX applicationByTime ON application (createdAt);
        CREATE INDEX certificateByTime ON certificate (notBefore);
        CREATE INDEX revocationByTime ON revocation (at);
        CREATE INDEX cardExchangeByTime ON cardExchange (submittedAt);
        CREATE INDEX hallTicketByTime ON hallTicket (toldAt);
        CREATE INDEX reservationByTime ON reservation (changedAt);
        CREATE INDEX kioskByTime ON kiosk (enrolledAt);
        """
}
