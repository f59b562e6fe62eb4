"""What the documents show is what the program does."""

import pathlib
import re
import subprocess
import urllib.parse

import requests

from mintmark import run

ROOT = pathlib.Path(__file__).resolve().parents[2]


def test_the_code_in_the_readme_is_tested_code():
    readme = (ROOT / "README.md").read_text()
    examples = "\n".join(
        path.read_text() for path in (ROOT / "Examples").rglob("*") if path.is_file() and path.suffix in
        {".swift", ".py", ".js", ".go", ".java", ".template"}
    )
    blocks = re.findall(r"```(?:swift|python|nginx)\n(.*?)```", readme, re.S)
    assert len(blocks) >= 3
    for block in blocks:
        for line in block.rstrip().splitlines():
            assert line.strip() in examples, line


def links(text):
    """Targets of Markdown links, those in code left out."""
    text = re.sub(r"^```.*?^```", "", text, flags=re.S | re.M)
    return re.findall(r"\]\(([^)\s]+)\)", re.sub(r"`[^`\n]*`", "", text))


def anchors(text):
    """What the headings of a page are called, as GitHub and others name them."""
    text = re.sub(r"^```.*?^```", "", text, flags=re.S | re.M)
    headings = re.findall(r"^#+ (.*)$", text, re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def check_links(page, text, read):
    """`read` gives the text at an address relative to the page, or None."""
    found = 0
    for target in links(text):
        if target.startswith(("http://", "https://")):
            continue
        found += 1
        address, _, anchor = target.partition("#")
        there = read(address) if address else text
        assert there is not None, f"{page}: {target} leads nowhere"
        assert not anchor or anchor in anchors(there), f"{page}: {target} has no such heading"
    return found


def test_every_link_of_the_documents_leads_somewhere():
    pages = [*ROOT.glob("*.md"), *ROOT.glob("llms*.txt"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "Examples").rglob("*.md")]
    found = 0
    for page in pages:
        def read(address):
            # Which the running server alone has.
            if page.suffix == ".txt" and address == "openapi.json":
                return ""
            path = page.parent / address
            return path.read_text() if path.is_file() else "" if path.exists() else None

        found += check_links(page, page.read_text(), read)
    assert found > 80


def test_a_broken_link_is_found():
    for text in ["[a](none.md)", "[a](#none)", "[a](page.md#none)"]:
        try:
            check_links("page", "# Here\n" + text, lambda address: "# There" if address == "page.md" else None)
        except AssertionError:
            continue
        raise AssertionError(text)
    assert check_links("page", "# Here it is!\n[a](#here-it-is) [b](page.md#there)", lambda _: "# There") == 2


def test_every_page_says_the_same_of_how_random_a_secret_is():
    """A5: as the code that makes secrets has it."""
    source = (ROOT / "Sources/OAuthCore/Secret/PlainSecret.swift").read_text()
    bits = re.search(r"static let randomBits = (\d+)", source).group(1)
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "Sources").rglob("*.swift")]
    said = {}
    for page in pages:
        # No key, hash, salt or id has a size between these.
        for number in re.findall(r"\b(1[3-9]\d|2[0-4]\d)\s+(?:random\s+)?bits", page.read_text()):
            said.setdefault(number, []).append(str(page.relative_to(ROOT)))
    assert set(said) == {bits}, said
    assert len(said[bits]) >= 5


def test_the_index_of_the_decisions_lists_all_of_them():
    """docs/decisions/README.md: number, title and what was decided, in the order of the numbers."""
    folder = ROOT / "docs/decisions"
    rows = re.findall(r"^\| \[(\d{4})\]\((\S+)\) \| (.+) \| (.+) \|$", (folder / "README.md").read_text(), re.M)
    pages = sorted(folder.glob("[0-9]*.md"))
    assert [row[1] for row in rows] == [page.name for page in pages]
    for (number, name, title, decided), page in zip(rows, pages):
        assert name.startswith(number + "-") and len(decided) > 20
        assert page.read_text().splitlines()[0] == f"# {number}: {title}"


def get(server, path, **headers):
    return requests.get(f"{server.url}{path}", headers=headers, timeout=10)


def test_the_documents_that_are_made_from_others_are_current():
    result = subprocess.run([ROOT / "scripts/docs.sh", "--check"], capture_output=True, text=True)
    assert result.returncode == 0, result.stderr


def test_the_index_has_the_form_that_programs_expect():
    """https://llmstxt.org: a title, a summary as a quote, text without headings, and sections of links."""
    text = (ROOT / "llms.txt").read_text()
    head, *sections = re.split(r"^## ", text, flags=re.M)
    lines = head.splitlines()
    assert lines[0] == "# Mintmark" and lines[2].startswith("> ")
    assert not [line for line in lines[1:] if line.startswith("#")]
    for section in sections:
        _, *rows = section.strip().splitlines()
        assert rows[0] == ""
        for row in rows[1:]:
            assert re.fullmatch(r"- \[[^]]+\]\(\S+\): \S.*", row), row
    listed = {target for target in links(text) if target.startswith("docs/")}
    assert listed == {f"docs/{page.name}" for page in (ROOT / "docs").glob("*.md")}


def test_the_whole_holds_every_page_and_no_decisions():
    text = (ROOT / "llms-full.txt").read_text()
    for page in (ROOT / "docs").glob("*.md"):
        assert text.count(f"Source: docs/{page.name}\n") == 1
        # But for its links every line of every page is there.
        assert {line for line in page.read_text().splitlines() if "](" not in line} <= set(text.splitlines()), page.name
    assert "# Mintmark\n" == text[:11]
    assert "**Motivation.**" not in text and "Unreleased" not in text


def test_the_server_serves_the_documents_that_are_committed(server):
    for path in ["llms.txt", "llms-full.txt", *(f"docs/{page.name}" for page in (ROOT / "docs").glob("*.md"))]:
        answer = get(server, f"/{path}")
        assert answer.status_code == 200 and answer.content == (ROOT / path).read_bytes(), f"{path}: build anew"
        kind = "markdown" if path.endswith(".md") else "plain"
        assert answer.headers["content-type"] == f"text/{kind}; charset=utf-8"
        assert "public" in answer.headers["cache-control"]
        again = get(server, f"/{path}", **{"If-None-Match": answer.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert requests.head(f"{server.url}/{path}", timeout=10).headers["content-length"] == str(len(answer.content))


def test_there_is_nothing_else_to_read(server):
    for path in ["/docs/none.md", "/docs/..%2fREADME.md", "/docs/../README.md", "/docs/llms.txt", "/docs/%6cimits.md.bak"]:
        answer = get(server, path)
        assert answer.status_code == 404 and answer.json()["code"] == 5, path


def test_every_link_of_what_the_server_serves_leads_somewhere(server):
    """From the index on, as a program follows it."""
    texts, waiting = {}, ["/llms.txt"]
    while waiting:
        path = waiting.pop()
        if path in texts:
            continue
        answer = get(server, path)
        assert answer.status_code == 200, path
        texts[path] = answer.text
        if not path.endswith(".json"):
            for target in links(answer.text):
                if not target.startswith(("http://", "https://", "#")):
                    waiting.append(urllib.parse.urljoin(path, target.partition("#")[0]))
    assert "/llms-full.txt" in texts and "/openapi.json" in texts and len(texts) > 15
    for path, text in texts.items():
        if not path.endswith(".json"):
            check_links(path, text, lambda address: texts[urllib.parse.urljoin(path, address)])


def test_the_routes_that_the_index_names_exist(server):
    paths = get(server, "/openapi.json").json()["paths"]
    assert {"/llms.txt", "/llms-full.txt", "/docs/{page}"} <= set(paths)
    for method, path in re.findall(r"`(GET|POST) (/[^`…]*)`", (ROOT / "llms.txt").read_text()):
        assert method.lower() in paths[path], path


def test_the_commands_of_the_readme_exist():
    readme = (ROOT / "README.md").read_text()
    commands = set(re.findall(r"^\$ mintmark ([a-z-]+(?: (?:create|list|get|rotate))?)", readme, re.M))
    assert {"org create", "client create", "key list", "init", "serve", "check-config", "verify"} <= commands
    for command in commands:
        assert run(*command.split(), "--help").returncode == 0, command


def test_the_changelog_names_the_version_of_the_program():
    version = run("--version").stdout.strip()
    assert f"## {version}" in (ROOT / "CHANGELOG.md").read_text()
