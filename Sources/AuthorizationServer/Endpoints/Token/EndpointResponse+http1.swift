import HTTPTypes
import NIOCore
import NIOHTTP1
import TokenService

extension EndpointResponse {
    /// The response as it goes over a connection of HTTP/1.1, byte for byte what the HTTP codec makes of it.
    /// - Parameter isLast: whether the connection ends with it.
    func http1(date: String, requestID: String, isLast: Bool, _ allocator: ByteBufferAllocator) -> ByteBuffer {
        var buffer = allocator.buffer(capacity: body.count + 512)
        if status == 200 {
            buffer.writeStaticString("HTTP/1.1 200 OK\r\n")
        } else {
            buffer.writeString("HTTP/1.1 \(status) \(HTTPResponseStatus(statusCode: status).reasonPhrase)\r\n")
        }
        for (name, value) in headers { buffer.writeField(name, value) }
        buffer.writeField("Content-Length", String(body.count))
        buffer.writeField("Date", date)
        if isLast { buffer.writeStaticString("Connection: close\r\n") }
        buffer.writeField(RequestEnvelope.requestIDField.rawName, requestID)
        buffer.writeField(RequestEnvelope.contentTypeOptionsField.rawName, "nosniff")
        buffer.writeStaticString("\r\n")
        buffer.writeBytes(body)
        return buffer
    }
}

extension ByteBuffer {
    fileprivate mutating func writeField(_ name: String, _ value: String) {
        writeString(name)
        writeStaticString(": ")
        writeString(value)
        writeStaticString("\r\n")
    }
}
