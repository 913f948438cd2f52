# Steps that run and long share. Sourced from the repository's root.

target="${CARGO_TARGET_DIR:-target}"
work="$target/ci"
export HUOJU_BENCH_VENV="${HUOJU_BENCH_VENV:-$work/venv}"
export CARGO_TERM_COLOR="${CARGO_TERM_COLOR:-never}"
mkdir -p "$work"

# step TITLE COMMAND…: runs it and says how long it took.
step() {
    local title=$1 began=$SECONDS
    shift
    echo "── $title"
    "$@" || {
        echo "── $title: FAILED ($*)" >&2
        exit 1
    }
    echo "── $title: $((SECONDS - began)) s"
}

# A PostgreSQL server of this run's own, started as its own user, since it refuses root; HUOJU_TEST_POSTGRES names it.
postgres() {
    local bin folder port=$((20000 + RANDOM % 20000)) user=""
    bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | tail -n 1)
    if [[ -z $bin ]]; then
        apt-get update -qq >/dev/null && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq postgresql >/dev/null
        bin=$(ls -d /usr/lib/postgresql/*/bin | tail -n 1)
    fi
    folder=$(mktemp -d)
    [[ $EUID != 0 ]] || { user="runuser -u postgres --"; chown postgres "$folder"; }
    $user "$bin/initdb" -D "$folder/data" -U huoju -A trust >"$work/postgres.txt" 2>&1 &&
        $user "$bin/pg_ctl" -D "$folder/data" -l "$folder/log" -w \
            -o "-p $port -k $folder -c fsync=off -c listen_addresses=127.0.0.1" start >>"$work/postgres.txt" 2>&1 || {
        cat "$work/postgres.txt"
        return 1
    }
    trap "$user $bin/pg_ctl -D $folder/data -m immediate stop >/dev/null 2>&1; rm -rf $folder" EXIT
    export HUOJU_TEST_POSTGRES="postgres://huoju@127.0.0.1:$port"
}

# The binary that the last build left: cargo test's own (`cargo run` would build some packages again, with fewer features).
huoju() {
    "$target/${profile:-debug}/huoju" "$@"
}

# rounds N: the tests by chance, N times over. Each round draws anew; what fails is printed with its input.
rounds() {
    local round
    for ((round = 1; round <= $1; round++)); do
        cargo test --workspace --quiet --test it -- never_panic agree places_equal >"$work/round.txt" 2>&1 || {
            cat "$work/round.txt"
            echo "round $round of $1"
            return 1
        }
    done
    echo "$1 rounds"
}

# readme_is_true FILE LANG: whatever FILE shows of the sample workbook, huoju prints. `…` stands for what is left out.
# Five rows of that workbook are refused on purpose, so assess ends with 1.
readme_is_true() {
    local said="$work/said.txt" status=0
    huoju assess cn-tech-sme --data examples/sample-park.xlsx --format table --lang "$2" >"$said" 2>&1 || status=$?
    [[ $status == 1 ]] || {
        cat "$said"
        return 1
    }
    huoju explain cn-tech-sme --data examples/sample-park.xlsx --subject 91649900EX0000037X --lang "$2" >>"$said" 2>&1 || return 1
    sed -n '/^```text$/,/^```$/p' "$1" | grep -v -e '^```' -e '^\$ huoju ' -e '^ *…$' -e '^$' | while IFS= read -r line; do
        grep -qxF -- "$line" "$said" || {
            echo "$1 shows what huoju does not print: $line"
            exit 1
        }
    done
}

oracle() {
    python3 benches/sme/oracle.py
}

# independent: every step of six indices by an implementation that was written from the documents alone.
independent() {
    local folder=benches/index/independent index data
    for index in gaps methods outranking outranking-gaps panel treated; do
        data=$index
        [[ $index != gaps ]] || data=panel
        [[ $index != outranking-gaps ]] || data=outranking
        rm -rf "$work/steps"
        huoju index "$folder/$index.toml" --data "$folder/$data.csv" --steps "$work/steps" --out "$work/index.csv" 2>"$work/index.txt" || {
            cat "$work/index.txt"
            return 1
        }
        "$HUOJU_BENCH_VENV/bin/python" benches/index/independent.py "$folder/$index.toml" "$folder/$data.csv" "$work/steps" >"$work/index.txt" || {
            cat "$work/index.txt"
            return 1
        }
        echo "$index: $(grep -c agree "$work/index.txt") tables agree"
    done
}

# certified: the small instance's optimum is the known one, and its certificate proves it in plain Python, without a package.
certified() {
    local folder="$work/assign" known=964500326
    "$HUOJU_BENCH_VENV/bin/python" benches/assign/gen.py "$folder" --entries 300 --experts 60 --keep 30 --slack 1.1 &&
        huoju assign --entries "$folder/entries.csv" --experts "$folder/experts.csv" --similarity "$folder/similarity.csv" \
            --conflicts "$folder/conflicts.csv" --out "$folder/assigned.csv" --certificate "$folder/certificate.json" 2>"$work/assign.txt" || {
        cat "$work/assign.txt"
        return 1
    }
    python3 -I benches/assign/verify.py "$folder" "$folder/certificate.json" "$folder/assigned.csv" &&
        grep -q "\"similarity\": $known" "$folder/certificate.json"
}

# against_oracle ROWS: every row of all columns, in both modes.
against_oracle() {
    local data="$work/sme-$1.parquet" mode out
    python3 benches/sme/gen.py "$1" "$data" >/dev/null
    for mode in strict settled; do
        out="$work/sme-$1-$mode.parquet"
        huoju assess cn-tech-sme --data "$data" --period 2025 --no-presume --missing "$mode" --out "$out" 2>"$work/assess.txt" || {
            cat "$work/assess.txt"
            return 1
        }
        python3 benches/sme/oracle.py "$data" "$out" --mode "$mode" || return 1
    done
}
