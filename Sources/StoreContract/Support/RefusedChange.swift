/// What the changes of the contract throw when they refuse.
struct RefusedChange: Error {}
