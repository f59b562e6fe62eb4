import HTTPTypes
import Hummingbird
import NIOCore
import TokenService

extension EndpointResponse {
    /// The headers as the HTTP server writes them.
    var fields: HTTPFields {
        var fields = HTTPFields()
        fields.reserveCapacity(headers.count + 4)
        for (name, value) in headers {
            guard let name = HTTPField.Name(name) else { continue }
            fields.append(HTTPField(name: name, value: value))
        }
        return fields
    }

    /// The response as the HTTP server writes it.
    var http: Response {
        Response(
            status: .init(code: status), headers: fields, body: .init(byteBuffer: ByteBuffer(bytes: body)))
    }
}
