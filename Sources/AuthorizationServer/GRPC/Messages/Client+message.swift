import ManagementMessages
import OAuthCore
import SwiftProtobuf

extension Client {
    /// As gRPC shows it.
    var message: Scalekit_V1_Clients_M2MClient {
        .with {
            $0.clientID = id.description
            $0.secrets = secrets.map(\.message)
            $0.name = name
            $0.description_p = description
            $0.organizationID = organizationID?.description ?? ""
            $0.createTime = createTime.message
            $0.updateTime = updateTime.message
            $0.scopes = scopes
            $0.audience = audience
            $0.customClaims = customClaims.map { claim in
                .with {
                    $0.key = claim.key
                    $0.value = claim.value
                }
            }
            $0.expiry = lifetime
        }
    }
}

extension ClientSecret {
    /// As gRPC shows it; never the secret itself.
    var message: Scalekit_V1_Clients_ClientSecret {
        .with {
            $0.id = id.description
            $0.createTime = createTime.message
            $0.updateTime = updateTime.message
            $0.secretSuffix = suffix
            $0.status = status == .active ? .active : .inactive
            if let expireTime { $0.expireTime = expireTime.message }
            $0.lastUsedTime = lastUsedTime.message
        }
    }
}

extension ClientUpdate {
    /// Empty fields keep what is there: the encoding cannot tell them from fields that were not sent.
    init(_ message: Scalekit_V1_Clients_OrganizationClient) {
        self.init()
        if !message.name.isEmpty { name = .set(message.name) }
        if !message.description_p.isEmpty { description = .set(message.description_p) }
        if !message.scopes.isEmpty { scopes = .set(message.scopes) }
        if !message.audience.isEmpty { audience = .set(message.audience) }
        if !message.customClaims.isEmpty {
            customClaims = .set(message.customClaims.map { CustomClaim(key: $0.key, value: $0.value) })
        }
        if message.expiry != 0 { lifetime = .set(message.expiry) }
    }
}

extension Timestamp {
    var message: Google_Protobuf_Timestamp {
        Google_Protobuf_Timestamp(
            seconds: seconds, nanos: Int32(truncatingIfNeeded: milliseconds - seconds * 1000) * 1_000_000)
    }
}
