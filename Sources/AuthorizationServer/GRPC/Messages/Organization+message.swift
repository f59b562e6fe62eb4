import ManagementMessages
import OAuthCore
import SwiftProtobuf

extension Organization {
    /// As gRPC shows it.
    var message: Scalekit_V1_Organizations_Organization {
        .with {
            $0.id = id.description
            $0.createTime = createTime.message
            $0.updateTime = updateTime.message
            $0.displayName = displayName
            if let externalID { $0.externalID = externalID }
            $0.metadata = metadata
            if let slug { $0.slug = slug }
            if let logoURL { $0.logoURL = logoURL }
        }
    }
}

extension OrganizationUpdate {
    init(_ message: Scalekit_V1_Organizations_CreateOrganization) {
        self.init()
        displayName = .set(message.displayName)
        if message.hasExternalID { externalID = .set(message.externalID) }
        if !message.metadata.isEmpty { metadata = .set(message.metadata) }
        if message.hasSlug { slug = .set(message.slug) }
        if message.hasLogoURL { logoURL = .set(message.logoURL) }
    }

    /// What was sent is set; a mask limits it, and clears what it names and what was not sent.
    /// - Throws: ``InvalidFields`` for a mask that names what cannot be changed.
    init(_ request: Scalekit_V1_Organizations_UpdateOrganizationRequest) throws(InvalidFields) {
        let message = request.organization
        self.init()
        if message.hasDisplayName, !message.displayName.isEmpty { displayName = .set(message.displayName) }
        if message.hasExternalID { externalID = .set(message.externalID) }
        if !message.metadata.isEmpty { metadata = .set(message.metadata) }
        if message.hasSlug { slug = .set(message.slug) }
        if message.hasLogoURL { logoURL = .set(message.logoURL) }
        guard request.hasUpdateMask, !request.updateMask.paths.isEmpty else { return }
        let sent = self
        self.init()
        for path in request.updateMask.paths {
            switch path.split(separator: ".").last.map(String.init) ?? "" {
            case "display_name": displayName = sent.displayName
            case "external_id": externalID = sent.externalID == .keep ? .clear : sent.externalID
            case "metadata": metadata = sent.metadata == .keep ? .clear : sent.metadata
            case "slug": slug = sent.slug == .keep ? .clear : sent.slug
            case "logo_url": logoURL = sent.logoURL == .keep ? .clear : sent.logoURL
            default:
                throw InvalidFields(
                    "update_mask",
                    "may name display_name, external_id, metadata, slug and logo_url; it names \(path.prefix(64))")
            }
        }
    }
}
