import Crypto
import JOSE
import OAuthCore
import Testing

@Suite("The chain of the audit log")
struct AuditChainTests {
    /// A log as a store keeps it.
    struct Log: Equatable {
        var entries: [AuditEntry] = []
        var sealed: SealedChainHead?

        func verification(_ chain: AuditChain, known: AuditMark? = nil) -> AuditVerification {
            var check = AuditChainCheck(chain, from: sealed, known: known)
            entries.sorted { $0.sequence < $1.sequence }.forEach { check.take($0) }
            return check.finish()
        }
    }

    let chain = AuditChain(key: SymmetricKey(data: Array(repeating: 1, count: 32)))

    func log(of count: Int) -> Log {
        var sealed = SealedChainHead(emptyFor: chain)
        let entries = (0..<count).map { index in
            sealed.append(
                AuditEvent(
                    time: Timestamp(milliseconds: Int64(index % 3)), action: .clientUpdated,
                    actor: Actor(name: "a", address: index.isMultiple(of: 2) ? "192.0.2.1" : nil),
                    subject: index.isMultiple(of: 5) ? "" : "subject \(index)",
                    client: ClientID(kind: .organization, number: 7), details: ["n": .integer(Int64(index))]),
                with: chain)
        }
        return Log(entries: entries, sealed: sealed)
    }

    @Test("is intact as it was made, of any length")
    func intact() {
        for count in [0, 1, 2, 50] {
            let found = log(of: count).verification(chain)
            #expect(found.fault == nil)
            #expect(found.lastSequence == Int64(count))
        }
    }

    @Test("A27 finds any change of any field of any event, and names it", arguments: 0..<12)
    func change(_ index: Int) {
        let whole = log(of: 12)
        let sequence = Int64(index + 1)
        var changed: [Log] = []
        func alter(_ change: (inout AuditEntry) -> Void) {
            var log = whole
            change(&log.entries[index])
            changed.append(log)
        }
        alter { $0.time += 1 }
        for field in whole.entries[index].texts.indices {
            alter { $0.texts[field] = ($0.texts[field] ?? "") + "x" }
            alter { $0.texts[field] = $0.texts[field] == nil ? "" : nil }
            alter { $0.texts[field] = $0.texts[field]?.isEmpty == true ? nil : "" }
            alter { $0.texts.remove(at: field) }
            // What one field loses another gets.
            alter { entry in
                let next = (field + 1) % entry.texts.count
                entry.texts[next] = (entry.texts[field] ?? "") + (entry.texts[next] ?? "")
                entry.texts[field] = ""
            }
        }
        for byte in whole.entries[index].code.indices { alter { $0.code[byte] ^= 1 } }
        alter { $0.code = [] }
        for log in changed where log != whole {
            #expect(log.verification(chain).fault == .altered(sequence))
        }
    }

    @Test("A27 finds that an event is missing, and names it", arguments: 0..<12)
    func removal(_ index: Int) {
        var log = log(of: 12)
        log.entries.remove(at: index)
        #expect(log.verification(chain).fault == .missing(Int64(index + 1)))
        // Closing the gap does not help.
        for next in index..<11 { log.entries[next].sequence -= 1 }
        let found = log.verification(chain).fault
        #expect(found == (index == 11 ? .missing(12) : .altered(Int64(index + 1))))
    }

    @Test("A27 finds that the newest events were cut off, however many")
    func truncation() {
        for kept in 0..<12 {
            var log = log(of: 12)
            log.entries.removeLast(12 - kept)
            #expect(log.verification(chain).fault == .missing(Int64(kept + 1)))
            // With the head made to fit, but without its seal.
            log.sealed?.head.lastSequence = Int64(kept)
            log.sealed?.head.lastCode = log.entries.last?.code ?? AuditChain.beginning
            #expect(log.verification(chain).fault == .headAltered)
            log.sealed = nil
            #expect(log.verification(chain).fault == .headAltered)
        }
    }

    @Test("A27 finds that events were exchanged")
    func reordering() {
        for left in 0..<8 {
            for right in 0..<left {
                var log = log(of: 8)
                log.entries.swapAt(left, right)
                let sequence = log.entries[left].sequence
                log.entries[left].sequence = log.entries[right].sequence
                log.entries[right].sequence = sequence
                #expect(log.verification(chain).fault == .altered(Int64(right + 1)))
            }
        }
    }

    @Test("A27 finds events that somebody without the key added or made anew")
    func forgery() {
        let forger = AuditChain(key: SymmetricKey(data: Array(repeating: 2, count: 32)))
        var added = log(of: 5)
        var copy = added.sealed ?? SealedChainHead(emptyFor: forger)
        added.entries.append(
            copy.append(
                AuditEvent(
                    time: Timestamp(seconds: 1), action: .clientCreated, actor: Actor(name: "x"), subject: "y"),
                with: forger))
        added.sealed = copy
        #expect(added.verification(chain).fault == .altered(6))
        let again = AuditChainTests.made(with: forger)
        #expect(again.verification(chain).fault == .altered(1))
        #expect(again.verification(forger).fault == nil)
    }

    private static func made(with chain: AuditChain) -> Log {
        var sealed = SealedChainHead(emptyFor: chain)
        let event = AuditEvent(
            time: Timestamp(seconds: 1), action: .clientCreated, actor: Actor(name: "x"), subject: "y")
        return Log(entries: [sealed.append(event, with: chain)], sealed: sealed)
    }

    @Test("is not made good by the events that follow after somebody cut it")
    func laundering() {
        var log = log(of: 12)
        log.entries.removeLast(4)
        log.sealed?.head.lastSequence = 8
        log.sealed?.head.lastCode = log.entries[7].code
        for _ in 0..<3 {
            let event = AuditEvent(
                time: Timestamp(seconds: 1), action: .clientCreated, actor: Actor(name: "x"), subject: "y")
            if let entry = log.sealed?.append(event, with: chain) { log.entries.append(entry) }
        }
        #expect(log.verification(chain).fault == .headAltered)
    }

    @Test("begins with the anchor of what was pruned, which cannot be moved")
    func pruning() {
        var log = log(of: 12)
        let last = log.entries[4]
        log.entries.removeFirst(5)
        var moved = log
        moved.sealed?.head.prunedSequence = 5
        moved.sealed?.head.prunedCode = last.code
        #expect(moved.verification(chain).fault == .headAltered)
        log.sealed?.update(with: chain) { head in
            head.prunedSequence = 5
            head.prunedCode = last.code
        }
        #expect(log.verification(chain).fault == nil)
        #expect(log.verification(chain).firstSequence == 6)
    }

    @Test("A27 put back to an older state shows by a mark that was noted elsewhere")
    func marks() throws {
        let new = log(of: 12)
        let mark = try #require(new.verification(chain).mark)
        #expect(AuditMark(mark.description) == mark)
        #expect(new.verification(chain, known: mark).fault == nil)
        #expect(log(of: 11).verification(chain).fault == nil)
        #expect(log(of: 11).verification(chain, known: mark).fault == .lacksMark(mark))
        for sequence in [1, 5, 12] as [Int64] {
            let own = AuditMark(sequence: sequence, code: new.entries[Int(sequence) - 1].code)
            #expect(new.verification(chain, known: own).fault == nil)
            let other = AuditMark(sequence: sequence, code: Array(repeating: 9, count: 32))
            #expect(new.verification(chain, known: other).fault == .lacksMark(other))
        }
        for text in ["", ":", "1:", "0:\(mark.description.dropFirst(3))", "x", mark.description + "A", "1:AAAA"] {
            #expect(AuditMark(text) == nil)
        }
    }

    @Test("has a key that follows from the master key and stays when its encrypting half is replaced")
    func key() throws {
        let first = MasterKey()
        let same = try #require(MasterKey(first.serialized()))
        let sealed = SealedChainHead(emptyFor: AuditChain(masterKey: first))
        #expect(AuditChain(masterKey: same).isGenuine(sealed))
        #expect(!AuditChain(masterKey: MasterKey()).isGenuine(sealed))
    }

    @Test("Filters take an action, or the beginning of several")
    func actions() {
        #expect(AuditFilter.actions("secret.created") == [.secretCreated])
        let ofSecrets = AuditEvent.Action.allCases.filter { $0.rawValue.hasPrefix("secret.") }
        #expect(ofSecrets.count >= 3)
        #expect(AuditFilter.actions("secret.") == Set(ofSecrets))
        #expect(AuditFilter.actions("secret") == nil)
        #expect(AuditFilter.actions("") == nil)
        #expect(AuditFilter.actions(".") == nil)
    }
}
