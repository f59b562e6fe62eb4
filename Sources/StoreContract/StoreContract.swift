/// What every store must do. A test runs each case against a fresh store of its own:
///
/// ```swift
/// @Test(arguments: StoreContract.cases) func contract(_ contract: ContractCase) async throws {
///     let changes = ObservedChanges()
///     try await contract.run(makeEmptyStore(observer: changes), changes)
/// }
/// ```
package enum StoreContract {
    /// All cases. They need nothing of one another and can run in any order.
    package static let cases: [ContractCase] =
        OrganizationCases.all + QuotaCases.all + OrganizationDeletionCases.all + SearchCases.all + ClientCases.all
        + ClientUpdateCases.all + SecretCases.all + SecretListCases.all + ClientReadingCases.all + PagingCases.all + SigningKeyCases.all
        + RevocationCases.all + AuditCases.all + AuditFilterCases.all + AuditChainCases.all + TokenCountCases.all
        + InstallationCases.all + ConcurrencyCases.all + WebhookCases.all + WebhookDeliveryCases.all
}
