#!/bin/sh
# The main job on the sample workbook: every enterprise judged by one published rule, then one of them clause by clause.
# What is given is passed on to both commands: examples/first-look.sh --lang en
set -eu
cd "$(dirname "$0")/.."

huoju() {
    echo "\$ huoju $*" >&2
    cargo run --release --quiet -p huoju -- "$@"
}

cargo build --release -p huoju
# The workbook has rows that are refused, on purpose, and assess says so with exit status 1.
huoju assess cn-tech-sme --data examples/sample-park.xlsx --format table "$@" || [ $? -eq 1 ]
echo
huoju explain cn-tech-sme --data examples/sample-park.xlsx --subject 91649900EX0000037X "$@"
