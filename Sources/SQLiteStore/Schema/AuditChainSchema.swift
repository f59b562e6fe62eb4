/// The migration that chains the audit log.
enum AuditChainSchema {
    static let tables = """
        ALTER TABLE audit_events ADD COLUMN organization_id TEXT;
        ALTER TABLE audit_events ADD COLUMN client_id TEXT;
        ALTER TABLE audit_events ADD COLUMN code BLOB NOT NULL DEFAULT x'';

        CREATE TABLE audit_chain (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            pruned_sequence INTEGER NOT NULL,
            pruned_code BLOB NOT NULL,
            last_sequence INTEGER NOT NULL,
            last_code BLOB NOT NULL,
            seal BLOB NOT NULL
        );

        CREATE INDEX audit_events_by_action ON audit_events (action);
        CREATE INDEX audit_events_by_actor ON audit_events (actor);
        CREATE INDEX audit_events_by_subject ON audit_events (subject);
        CREATE INDEX audit_events_by_request ON audit_events (request_id) WHERE request_id IS NOT NULL;
        CREATE INDEX audit_events_by_organization ON audit_events (organization_id) WHERE organization_id IS NOT NULL;
        CREATE INDEX audit_events_by_client ON audit_events (client_id) WHERE client_id IS NOT NULL;
        """

    /// Against accidents; what somebody does who wants to, the chain shows.
    static let triggers = """
        CREATE TRIGGER audit_events_are_not_changed BEFORE UPDATE ON audit_events BEGIN
            SELECT RAISE(ABORT, 'audit events are never changed');
        END;
        CREATE TRIGGER audit_events_are_kept BEFORE DELETE ON audit_events
        WHEN OLD.sequence > ifnull((SELECT pruned_sequence FROM audit_chain WHERE id = 1), 0) BEGIN
            SELECT RAISE(ABORT, 'audit events are removed by the retention alone');
        END;
        """
}
