#!/usr/bin/env bash
# Rewrites the Swift files in the project's format.
set -euo pipefail
cd "$(dirname "$0")/.."
swift format --in-place --recursive --parallel Package.swift Sources Tests Fuzz Benchmarks
