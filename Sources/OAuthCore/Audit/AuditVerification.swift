/// What reading through the audit log found.
package struct AuditVerification: Sendable, Equatable {
    /// What is wrong with the log.
    package enum Fault: Sendable, Equatable {
        /// The event with this sequence is not what was recorded, or was put there by somebody else.
        case altered(Int64)
        /// The event with this sequence is not there.
        case missing(Int64)
        /// The note of where the log begins and ends was changed or removed.
        case headAltered
        /// The log does not contain a mark that it once had: it was put back to an older state, or made anew.
        case lacksMark(AuditMark)

        /// What was found, for people.
        package var description: String {
            switch self {
            case .altered(let sequence): "event \(sequence) is not what was recorded"
            case .missing(let sequence): "event \(sequence) is missing"
            case .headAltered: "the note of where the log begins and ends was changed"
            case .lacksMark(let mark):
                "the log does not contain the mark of event \(mark.sequence): it was put back or made anew"
            }
        }

        /// The first event at fault; `nil` when no event is.
        package var sequence: Int64? {
            switch self {
            case .altered(let sequence), .missing(let sequence): sequence
            case .headAltered: nil
            case .lacksMark(let mark): mark.sequence
            }
        }
    }

    /// The first event that is kept; later than ``lastSequence`` when none is.
    package let firstSequence: Int64
    /// The newest event.
    package let lastSequence: Int64
    /// The newest event and its code; `nil` when there never was one.
    package let mark: AuditMark?
    /// The first thing that is wrong; `nil` when nothing is.
    package let fault: Fault?
}
