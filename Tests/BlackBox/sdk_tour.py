"""Runs every call of the unmodified Scalekit SDK that machine-to-machine authentication uses, against one server.

Run as a program of its own, since gRPC reads the certificates that it trusts once for a process: credentials file as the
only argument, one line of JSON with the outcome of each step as output.
"""

import json
import sys
import traceback

from scalekit import ScalekitClient
from scalekit.common import exceptions
from scalekit.common.scalekit import TokenValidationOptions
from scalekit.v1.clients.clients_pb2 import CustomClaim, OrganizationClient
from scalekit.v1.organizations.organizations_pb2 import CreateOrganization, UpdateOrganization

AUDIENCE = "https://api.example.com"


def raises(kind, call, *arguments, **options):
    try:
        call(*arguments, **options)
    except kind as error:
        return error
    raise AssertionError(f"{kind.__name__} was not raised")


class Tour:
    def __init__(self, credentials):
        self.issuer = credentials["issuer"]
        self.client = ScalekitClient(
            self.issuer, credentials["environment_client_id"], credentials["environment_client_secret"]
        )
        self.organizations, self.m2m = self.client.organization, self.client.m2m_client
        self.org = None

    def new_organization(self, **fields):
        return self.organizations.create_organization(CreateOrganization(display_name="Tour", **fields))[0].organization

    def new_client(self, org=None, **fields):
        fields = {"name": "tour", "scopes": ["read:data", "write:data"], "audience": [AUDIENCE], **fields}
        return self.m2m.create_organization_client(org or self.new_organization().id, OrganizationClient(**fields))[0]

    def organizations_are_made_read_changed_and_deleted(self):
        made = self.new_organization(external_id="tour-1", metadata={"tier": "gold"})
        assert made.id.startswith("org_") and made.create_time.seconds > 1_700_000_000
        read = self.organizations.get_organization(made.id)[0].organization
        assert read == made and dict(read.metadata) == {"tier": "gold"}
        assert self.organizations.get_organization_by_external_id("tour-1")[0].organization == made
        changed = self.organizations.update_organization(made.id, UpdateOrganization(display_name="Other"))[0]
        assert changed.organization.display_name == "Other" and changed.organization.external_id == "tour-1"
        by_external = self.organizations.update_organization_by_external_id(
            "tour-1", UpdateOrganization(display_name="Third"))[0]
        assert by_external.organization.display_name == "Third"
        raises(exceptions.ScalekitConflictException, self.new_organization, external_id="tour-1")
        self.organizations.delete_organization(made.id)
        raises(exceptions.ScalekitNotFoundException, self.organizations.get_organization, made.id)

    def organizations_are_listed_in_pages(self):
        for _ in range(3):
            self.new_organization()
        first = self.organizations.list_organizations(page_size=2)[0]
        assert len(first.organizations) == 2 and first.total_size >= 3 and first.next_page_token
        second = self.organizations.list_organizations(page_size=2, page_token=first.next_page_token)[0]
        assert second.prev_page_token and second.organizations[0].id not in [each.id for each in first.organizations]

    def clients_are_made_read_changed_and_deleted(self):
        org = self.new_organization().id
        assert self.m2m.list_organization_clients(org, 10)[0].total_size == 0
        made = self.new_client(org, custom_claims=[CustomClaim(key="wksp_id", value="w1")], expiry=900)
        client = made.client
        assert client.client_id.startswith("m2morg_") and made.plain_secret.endswith(client.secrets[0].secret_suffix)
        assert (client.organization_id, client.expiry, client.secrets[0].status) == (org, 900, 0)
        assert self.m2m.get_organization_client(org, client.client_id)[0].client == client
        changed = self.m2m.update_organization_client(org, client.client_id, OrganizationClient(name="new"))[0].client
        assert (changed.name, list(changed.scopes), changed.expiry) == ("new", ["read:data", "write:data"], 900)
        assert [claim.value for claim in changed.custom_claims] == ["w1"]
        self.new_client(org), self.new_client(org)
        page = self.m2m.list_organization_clients(org, 2)[0]
        assert len(page.clients) == 2 and page.total_size == 3 and page.next_page_token
        self.m2m.delete_organization_client(org, client.client_id)
        raises(exceptions.ScalekitNotFoundException, self.m2m.get_organization_client, org, client.client_id)

    def secrets_are_added_and_removed(self):
        org = self.new_organization().id
        made = self.new_client(org)
        identifier = made.client.client_id
        added = self.m2m.add_organization_client_secret(org, identifier)[0]
        secrets = self.m2m.get_organization_client(org, identifier)[0].client.secrets
        assert len(secrets) == 2 and secrets[1].id == added.secret.id
        for plain in [made.plain_secret, added.plain_secret]:
            assert self.client.generate_client_token(identifier, plain)
        # Used a moment ago, and removed all the same.
        self.m2m.remove_organization_client_secret(org, identifier, made.client.secrets[0].id)
        raises(exceptions.ScalekitUnauthorizedException, self.client.generate_client_token, identifier, made.plain_secret)
        last = raises(
            exceptions.ScalekitBadRequestException, self.m2m.remove_organization_client_secret, org, identifier,
            added.secret.id)
        assert last.error_code == "INVALID_ARGUMENT"

    def tokens_are_got_and_validated(self):
        made = self.new_client(custom_claims=[CustomClaim(key="wksp_id", value="w1")])
        token = self.client.generate_client_token(made.client.client_id, made.plain_secret)
        claims = self.client.validate_access_token_and_get_claims(token)
        assert "wksp_id" in claims["custom_claims"] and AUDIENCE in claims["aud"]
        assert claims["oid"] == made.client.organization_id and claims["sub"] == made.client.client_id
        narrow = self.client.generate_client_token(made.client.client_id, made.plain_secret, scopes=["read:data"])
        good = [{}, {"issuer": self.issuer}, {"issuer": ["https://x", self.issuer]}, {"audience": [AUDIENCE]},
                {"required_scopes": ["read:data"]}]
        bad = [{"issuer": "https://x"}, {"audience": ["https://x"]}, {"required_scopes": ["write:data"]}]
        for options, is_good in [(each, True) for each in good] + [(each, False) for each in bad]:
            options = TokenValidationOptions(**options)
            assert self.client.validate_access_token(narrow, options=options) == is_good, options
            for call in [self.client.validate_token, self.client.validate_access_token_and_get_claims]:
                if is_good:
                    assert call(narrow, options=options)["scopes"] == ["read:data"]
                else:
                    # The SDK lets some errors of PyJWT through.
                    raises(Exception, call, narrow, options=options)

    def errors_arrive_as_the_types_of_the_sdk(self):
        org = self.new_organization().id
        missing = raises(exceptions.ScalekitNotFoundException, self.m2m.get_organization_client, org, "m2morg_1")
        assert missing.error_code == "NOT_FOUND"
        wrong = raises(exceptions.ScalekitBadRequestException, self.new_client, org, name="x" * 129)
        info = wrong._unpacked_details[0]
        assert info.error_code == "INVALID_ARGUMENT" and info.request_info.request_id.startswith("req_")
        assert info.validation_error_info.field_violations[0].field == "name"
        raises(exceptions.ScalekitBadRequestException, self.m2m.get_organization_client, "nonsense", "m2morg_1")
        raises(exceptions.ScalekitNotImplementedException, self.client.users.list_organization_users, org)
        raises(exceptions.ScalekitServerException, ScalekitClient, self.issuer, "skc_1", "wrong")


STEPS = [name for name in vars(Tour) if name.split("_")[0] in ("organizations", "clients", "secrets", "tokens", "errors")]

if __name__ == "__main__":
    tour, outcome = Tour(json.load(open(sys.argv[1]))), {}
    for step in STEPS:
        try:
            getattr(tour, step)()
            outcome[step] = None
        except Exception:  # noqa: BLE001 - whatever it is, the test shows it
            outcome[step] = traceback.format_exc()
    print(json.dumps(outcome))
