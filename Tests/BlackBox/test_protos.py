"""The messages and descriptors that are committed are those of Protos/."""

import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]


def test_the_descriptors_are_those_of_the_protos(tmp_path):
    """As scripts/protos.sh makes them; the messages in Swift need a plug-in that is not had everywhere."""
    protos = sorted(
        str(path.relative_to(ROOT / "Protos")) for path in (ROOT / "Protos").rglob("*.proto")
        if path.relative_to(ROOT / "Protos").parts[0] not in ("mintmark", "opentelemetry"))
    made = tmp_path / "descriptors.binpb"
    result = subprocess.run(
        [sys.executable, "-m", "grpc_tools.protoc", f"-I{ROOT / 'Protos'}", "--include_imports",
         f"--descriptor_set_out={made}", *protos], capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    assert made.read_bytes() == (ROOT / "Sources/CDocuments/descriptors.binpb").read_bytes(), "run scripts/protos.sh"
    assert len(protos) >= 8
