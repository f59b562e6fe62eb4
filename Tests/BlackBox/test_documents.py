"""What the documents show is what the program does."""

import pathlib
import re

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


def test_every_link_of_the_documents_leads_somewhere():
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "Examples").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#]+)", page.read_text()):
            if not target.startswith("http"):
                assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_the_commands_of_the_readme_exist():
    readme = (ROOT / "README.md").read_text()
    commands = set(re.findall(r"^\$ mintmark ([a-z-]+(?: (?:create|list|get|rotate))?)", readme, re.M))
    assert {"org create", "client create", "key list", "init", "serve", "check-config", "verify"} <= commands
    for command in commands:
        assert run(*command.split(), "--help").returncode == 0, command


def test_the_changelog_names_the_version_of_the_program():
    version = run("--version").stdout.strip()
    assert f"## {version}" in (ROOT / "CHANGELOG.md").read_text()
