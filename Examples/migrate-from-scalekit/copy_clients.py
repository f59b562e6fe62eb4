"""Copies organizations and their clients from one Scalekit environment to another, which may be a Mintmark server.

Secrets cannot be copied, so every client gets a new id and a new secret. They are added to a CSV file, a line for each
client as soon as it is made; clients that are in the file already are left alone, so a run that broke off is repeated.
"""

import csv
import os
import sys

from scalekit import ScalekitClient
from scalekit.common.exceptions import ScalekitNotFoundException
from scalekit.v1.clients.clients_pb2 import CustomClaim, OrganizationClient
from scalekit.v1.organizations.organizations_pb2 import CreateOrganization


def connect(name):
    return ScalekitClient(
        os.environ[f"{name}_URL"], os.environ[f"{name}_CLIENT_ID"], os.environ[f"{name}_CLIENT_SECRET"])


def pages(call, field):
    token = ""
    while True:
        answer = call(token)[0]
        yield from getattr(answer, field)
        token = answer.next_page_token
        if not token:
            return


def copy_organization(target, old):
    """The organization that stands for the old one; its external id tells which that is."""
    external_id = old.external_id or old.id
    try:
        return target.organization.get_organization_by_external_id(external_id)[0].organization.id
    except ScalekitNotFoundException:
        fields = CreateOrganization(display_name=old.display_name, external_id=external_id, metadata=old.metadata)
        return target.organization.create_organization(fields)[0].organization.id


def copy_client(target, organization, old, old_organization):
    """APIs that know clients and organizations by their old ids find them in the token."""
    claims = {claim.key: claim.value for claim in old.custom_claims}
    claims |= {"previous_client_id": old.client_id, "previous_organization_id": old_organization}
    fields = OrganizationClient(
        name=old.name, description=old.description, scopes=old.scopes, audience=old.audience, expiry=old.expiry,
        custom_claims=[CustomClaim(key=key, value=value) for key, value in claims.items()])
    return target.m2m_client.create_organization_client(organization, fields)[0]


def main(path):
    source, target = connect("SOURCE"), connect("TARGET")
    # The file holds secrets: it is for its owner alone.
    with open(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+", newline="") as file:
        done = {row[0] for row in csv.reader(file)}
        rows = csv.writer(file)
        if not done:
            rows.writerow(["previous_client_id", "organization", "client_id", "client_secret"])
        made = 0
        for old in pages(lambda token: source.organization.list_organizations(100, token), "organizations"):
            organization = copy_organization(target, old)
            for client in pages(
                lambda token: source.m2m_client.list_organization_clients(old.id, 100, token), "clients"
            ):
                if client.client_id in done:
                    continue
                new = copy_client(target, organization, client, old.id)
                rows.writerow([client.client_id, old.display_name, new.client.client_id, new.plain_secret])
                file.flush()
                made += 1
    print(f"{made} clients made, {max(len(done) - 1, 0)} were there already")


if __name__ == "__main__":
    main(sys.argv[1])
