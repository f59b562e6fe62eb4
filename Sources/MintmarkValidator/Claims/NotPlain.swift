/// A payload is not in the plain form that ``PlainClaimsReader`` reads, or not right at all.
struct NotPlain: Error {}
