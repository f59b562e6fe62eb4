import OAuthCore

/// Reads the ids that request messages carry.
enum GRPCIdentifier {
    static func organization(_ text: String) throws(InvalidFields) -> OrganizationID {
        try read(text, "organization_id", "org_ and digits", OrganizationID.init)
    }

    static func client(_ text: String) throws(InvalidFields) -> ClientID {
        try read(text, "client_id", "m2morg_ and digits", ClientID.init)
    }

    static func secret(_ text: String) throws(InvalidFields) -> SecretID {
        try read(text, "secret_id", "sks_ and digits", SecretID.init)
    }

    private static func read<ID>(
        _ text: String, _ field: String, _ example: String, _ read: (String) -> ID?
    ) throws(InvalidFields) -> ID {
        guard let id = read(text) else {
            throw InvalidFields(field, "must be \(example), at most 32 characters; it is \(text.prefix(40))")
        }
        return id
    }
}
