import KioskDomain
import KioskJournal
import KioskTexts
import KioskTime
import Logging
import PortalClient
import PortalContract

/// What the portal is asked about an exchange.
extension ExchangeWork {
    /// The person reads I2 and nothing else; the technician finds the reason in the log (I3).
    func check(_ holder: ExchangeHolder, documentNumber: String, payment: String?) async -> SessionEvent {
        do {
            let answer = try await portal.exchangeEligibility(
                CardExchangeQuestion(
                    iin: holder.iin.digits, documentNumber: documentNumber, reason: holder.reason, payment: payment))
            guard answer.available else {
                logger.notice(
                    "exchange refused", metadata: Self.why(answer.refusal.map(\.technicianText) ?? "no reason given"))
                return .portal(.refused(.exchangeUnavailable))
            }
            guard let expiresOn = CivilDate(iso: answer.expiresOn) else { return .portal(.refused(.portalAnswer)) }
            return .portal(.exchangeAvailable(expiresOn: expiresOn))
        } catch {
            return .portal(error.sessionEvent)
        }
    }

    /// What became of what this kiosk sent for the person, whose answer it may not have heard.
    func find(_ holder: ExchangeHolder) async -> SessionEvent {
        let known = (try? await journal.exchanges(of: holder.iin)) ?? []
        for submission in known {
            do {
                let record = try await portal.exchangeSubmission(submission.key)
                try? await journal.settleExchange(key: submission.key, slip: record.slip, at: clock.now())
                return .portal(.exchangeStanding(standing(record, of: holder.iin)))
            } catch {
                if error.code != .exchangeSlipUnknown { return .portal(error.sessionEvent) }
            }
        }
        return .portal(.refused(.exchangeUnderWay))
    }

    func ask(_ slip: String) async -> SessionEvent {
        do {
            return .portal(.exchangeStanding(standing(try await portal.exchange(slip), of: nil)))
        } catch {
            return .portal(error.sessionEvent)
        }
    }

    private func standing(_ record: CardExchangeRecord, of iin: IIN?) -> ExchangeStanding {
        ExchangeStanding(
            slip: record.slip, stage: record.stage,
            submittedOn: zone.day(UnixTime(milliseconds: record.submittedAtMilliseconds)), annulment: record.annulment,
            fee: record.fee, iin: iin)
    }
}
