/// A rule that ends tokens before they expire. It vanishes when the last token that it could end has expired.
package struct Revocation: Sendable, Equatable {
    package let subject: RevocationSubject
    /// Ends tokens whose `iat`, in seconds since 1970, is less than this. A ``RevocationSubject/token(_:)`` ends whatever
    /// its `iat` is.
    package let issuedBefore: Int64
    /// When the last token that it could end has expired.
    package let expireTime: Timestamp
    package let createTime: Timestamp
    /// Why, for people; empty when nobody said.
    package let reason: String
    /// The place among all revocations of the installation, from 1 on; the store gives it.
    package let revision: Int64

    /// - Parameter revision: 0 for one that is not stored yet.
    package init(
        _ subject: RevocationSubject, issuedBefore: Int64, expireTime: Timestamp, createTime: Timestamp,
        reason: String = "", revision: Int64 = 0
    ) {
        self.subject = subject
        self.issuedBefore = issuedBefore
        self.expireTime = expireTime
        self.createTime = createTime
        self.reason = reason
        self.revision = revision
    }

    /// Ends all tokens of a subject that were issued until now.
    ///
    /// `iat` is whole seconds, so the second that has begun is ended too; ``RevocationSet/firstSecond(for:)`` keeps new
    /// tokens from being issued in the rest of it.
    /// - Parameter longestLifetime: the longest, in seconds, that any of its tokens may have.
    package init(
        endingAllOf subject: RevocationSubject, at now: Timestamp, longestLifetime: Int64, reason: String = ""
    ) {
        self.init(
            subject, issuedBefore: now.seconds + 1, expireTime: now.adding(seconds: longestLifetime + 1),
            createTime: now, reason: reason)
    }

    /// The rule that takes the place of this one and an older one of the same subject.
    package func merging(_ older: Revocation) -> Revocation {
        Revocation(
            subject, issuedBefore: max(issuedBefore, older.issuedBefore),
            expireTime: max(expireTime, older.expireTime), createTime: createTime, reason: reason, revision: revision)
    }
}
