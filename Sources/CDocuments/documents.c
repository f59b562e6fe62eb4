// Made by scripts/docs.sh: what the program serves of its documentation.
#include "documents.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char docs_architecture_md[] = {
#embed "../../docs/architecture.md"
};

static const unsigned char docs_audit_md[] = {
#embed "../../docs/audit.md"
};

static const unsigned char docs_configuration_md[] = {
#embed "../../docs/configuration.md"
};

static const unsigned char docs_divergences_md[] = {
#embed "../../docs/divergences.md"
};

static const unsigned char docs_faults_md[] = {
#embed "../../docs/faults.md"
};

static const unsigned char docs_following_revocations_md[] = {
#embed "../../docs/following-revocations.md"
};

static const unsigned char docs_leaked_secrets_md[] = {
#embed "../../docs/leaked-secrets.md"
};

static const unsigned char docs_limits_md[] = {
#embed "../../docs/limits.md"
};

static const unsigned char docs_migrate_from_scalekit_md[] = {
#embed "../../docs/migrate-from-scalekit.md"
};

static const unsigned char docs_operations_md[] = {
#embed "../../docs/operations.md"
};

static const unsigned char docs_performance_md[] = {
#embed "../../docs/performance.md"
};

static const unsigned char docs_protect_your_api_md[] = {
#embed "../../docs/protect-your-api.md"
};

static const unsigned char docs_revocation_md[] = {
#embed "../../docs/revocation.md"
};

static const unsigned char docs_scaling_md[] = {
#embed "../../docs/scaling.md"
};

static const unsigned char docs_secrets_md[] = {
#embed "../../docs/secrets.md"
};

static const unsigned char docs_threat_model_md[] = {
#embed "../../docs/threat-model.md"
};

static const unsigned char docs_webhooks_md[] = {
#embed "../../docs/webhooks.md"
};

static const unsigned char llms_full_txt[] = {
#embed "../../llms-full.txt"
};

static const unsigned char llms_txt[] = {
#embed "../../llms.txt"
};

static const struct mintmark_document documents[] = {
    {"/docs/architecture.md", docs_architecture_md, sizeof docs_architecture_md},
    {"/docs/audit.md", docs_audit_md, sizeof docs_audit_md},
    {"/docs/configuration.md", docs_configuration_md, sizeof docs_configuration_md},
    {"/docs/divergences.md", docs_divergences_md, sizeof docs_divergences_md},
    {"/docs/faults.md", docs_faults_md, sizeof docs_faults_md},
    {"/docs/following-revocations.md", docs_following_revocations_md, sizeof docs_following_revocations_md},
    {"/docs/leaked-secrets.md", docs_leaked_secrets_md, sizeof docs_leaked_secrets_md},
    {"/docs/limits.md", docs_limits_md, sizeof docs_limits_md},
    {"/docs/migrate-from-scalekit.md", docs_migrate_from_scalekit_md, sizeof docs_migrate_from_scalekit_md},
    {"/docs/operations.md", docs_operations_md, sizeof docs_operations_md},
    {"/docs/performance.md", docs_performance_md, sizeof docs_performance_md},
    {"/docs/protect-your-api.md", docs_protect_your_api_md, sizeof docs_protect_your_api_md},
    {"/docs/revocation.md", docs_revocation_md, sizeof docs_revocation_md},
    {"/docs/scaling.md", docs_scaling_md, sizeof docs_scaling_md},
    {"/docs/secrets.md", docs_secrets_md, sizeof docs_secrets_md},
    {"/docs/threat-model.md", docs_threat_model_md, sizeof docs_threat_model_md},
    {"/docs/webhooks.md", docs_webhooks_md, sizeof docs_webhooks_md},
    {"/llms-full.txt", llms_full_txt, sizeof llms_full_txt},
    {"/llms.txt", llms_txt, sizeof llms_txt},
};

const struct mintmark_document *mintmark_document_at(size_t number) {
    return number < sizeof documents / sizeof documents[0] ? &documents[number] : NULL;
}
