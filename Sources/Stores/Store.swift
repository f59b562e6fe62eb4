/// All that one store keeps.
package typealias Store = AuditStore & ClientStore & InstallationStore & OrganizationStore & RevocationStore
    & SecretStore & SigningKeyStore & TokenCountStore & WebhookStore
