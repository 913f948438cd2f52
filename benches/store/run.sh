#!/usr/bin/env bash
# Assessing and looking up out of a store of 2,000,000 observations, on SQLite and, where HUOJU_TEST_POSTGRES names a
# server, on PostgreSQL.
#
#   benches/store/run.sh [ENTERPRISES] [OBSERVATIONS]
set -euo pipefail
cd "$(dirname "$0")/../.."
target="${CARGO_TARGET_DIR:-target}"
work="$target/bench-store"
mkdir -p "$work"
cargo build --release --quiet -p huoju-programme --example store
echo "── SQLite"
DATABASE_URL= "$target/release/examples/store" "$work/sqlite" "$@"
if [[ -n "${HUOJU_TEST_POSTGRES:-}" ]]; then
    name="bench_store_$$"
    psql -q "$HUOJU_TEST_POSTGRES/postgres" -c "create database $name"
    echo "── PostgreSQL"
    DATABASE_URL="$HUOJU_TEST_POSTGRES/$name" "$target/release/examples/store" "$work/postgres-$$" "$@"
fi
