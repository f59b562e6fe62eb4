/// All that one store keeps.
public typealias Store = AuditStore & ClientStore & InstallationStore & OrganizationStore & SigningKeyStore
