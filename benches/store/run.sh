#!/usr/bin/env bash
# What officers wait for, out of a store of 2,000,000 observations: assessing, looking up, pages over HTTP and an import,
# on SQLite and, where HUOJU_TEST_POSTGRES names a server, on PostgreSQL. Filled stores stay for the next time.
#
#   benches/store/run.sh [ENTERPRISES] [OBSERVATIONS]
set -euo pipefail
cd "$(dirname "$0")/../.."
target="${CARGO_TARGET_DIR:-target}"
work="$target/bench-store"
mkdir -p "$work"
cargo build --release --quiet -p huoju
cargo build --release --quiet -p huoju-programme --example store

# Use cases in one process, then pages and the import as their users have them. PostgreSQL's housekeeping, which comes by
# itself some minutes after so much was written, is called between.
measure() {
    "$target/release/examples/store" "$@"
    [[ -z $DATABASE_URL ]] || psql -q "$DATABASE_URL" -c "vacuum analyze"
    python3 benches/store/pages.py "$target/release/huoju" "$1"
}

echo "── SQLite"
DATABASE_URL= measure "$work/sqlite" "$@"
if [[ -n "${HUOJU_TEST_POSTGRES:-}" ]]; then
    name=huoju_bench_store
    psql -q "$HUOJU_TEST_POSTGRES/postgres" -c "create database $name encoding 'UTF8' locale 'C' template template0" || true
    echo "── PostgreSQL"
    DATABASE_URL="$HUOJU_TEST_POSTGRES/$name" measure "$work/postgres" "$@"
fi
