import OAuthCore

/// What breaks when a signing key is revoked, in words for the operator.
struct KeyRevocationConsequences {
    let revoked: SigningKeyRecord
    let active: SigningKeyRecord?
    let schedule: SigningKeySchedule
    let now: Timestamp

    var sentences: [String] {
        var sentences = [
            "Every token that \(revoked.id) signed is refused from now on by this server, by validators that follow its "
                + "revocations, and by all others once they read /keys anew. Clients must get new tokens.",
            "Validators that keep keys for ever accept them until they are restarted: restart those now.",
        ]
        guard revoked.state == .active, let active else { return sentences }
        sentences.append("New tokens are signed by \(active.id).")
        let known = active.publishTime.adding(seconds: schedule.announcement)
        if now < known {
            sentences.append(
                "\(active.id) was published at \(active.publishTime), so validators whose copy of /keys is older refuse "
                    + "new tokens until they read it anew, by \(known) at the latest.")
        }
        return sentences
    }
}
