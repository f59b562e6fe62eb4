/// Where finished log lines go. A handler hands over each line in one call, so an output that serializes its calls
/// never mixes two lines.
package protocol LogOutput: Sendable {
    /// Takes one whole line in UTF-8, the newline at its end included. It may be called from any thread.
    ///
    /// A log line that cannot be delivered is lost: there is nobody to tell.
    func emit(_ line: [UInt8])
}
