/// The exit statuses of `mintmark`, for scripts. They are part of the public contract: a number never changes its
/// meaning.
package enum ExitStatus: Int32, Sendable, CaseIterable {
    /// The command did what it was asked to.
    case success = 0
    /// Anything that no other status names: an internal error of the server, an answer that is not understood, output
    /// that could not be written, a deletion that was not confirmed.
    case failure = 1
    /// Wrong use: an unknown or missing argument or setting, an unreadable profile or certificate file.
    case usage = 2
    /// The server has no such organization, client, secret or key.
    case notFound = 3
    /// Not authenticated (wrong client id or secret) or not allowed to do this.
    case notAllowed = 4
    /// The server refused the request as it is: a conflict, a failed precondition or an invalid argument.
    case refused = 5
    /// The server cannot be reached, did not answer in time, or is unavailable or too busy; worth another try later.
    case unavailable = 6
}
