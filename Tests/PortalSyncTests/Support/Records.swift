import FoundationEssentials
import KioskDomain
import PortalContract

@testable import PortalSync

func record(_ sequence: Int64, of person: UInt8? = nil) -> OutboxRecord {
    OutboxRecord(
        event: KioskEvent(
            sequence: sequence, type: .slipState, body: Data("{\"n\":\(sequence)}".utf8), demonstration: false),
        lane: person.map { .person([$0]) } ?? .record(sequence))
}

func receipt(_ record: OutboxRecord, code: String? = nil) -> EventReceipt {
    EventReceipt(
        sequence: record.event.sequence, digest: code == nil ? record.event.digest : nil, code: code)
}

func position(
    _ last: Int64, said: Int64 = 1, journal: String = "j1", heard: Int64 = 0, audit: AuditHeadBody? = nil,
    anchor: AuditHeadBody? = nil
) -> JournalPosition {
    JournalPosition(
        journal: journal, last: last, heard: heard, saidAtMilliseconds: said, audit: audit, anchor: anchor)
}

func link(_ index: Int64, _ name: String = "a") -> AuditHeadBody {
    AuditHeadBody(index: index, hash: "\(name)\(index)")
}
