"""Kills `huoju import` at any moment, again and again, and asks that nothing acknowledged is lost.

    python3 .ci/kill.py HUOJU ROUNDS

Each round imports another small table and is killed (SIGKILL) after a random while. Whatever said that it was imported
must be there, whatever is there must be whole, and the ledger must hold. At the end one byte of the database's ledger is
changed, and `huoju verify` must find it.
"""

import os
import pathlib
import random
import re
import sqlite3
import subprocess
import sys
import tempfile
import time

CODES = [f"91990108MA{n:05d}X{n % 10}" for n in range(400)]


def table(path, turn):
    rows = [f"{code},企业{n}（示例）,{turn * 1000 + n}\n" for n, code in enumerate(CODES)]
    path.write_text("统一社会信用代码,企业名称,研发费用(万元)\n" + "".join(rows), encoding="utf-8")


def verify(huoju, data):
    done = subprocess.run([huoju, "--lang", "en", "verify", "--dir", data], capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def batches(data):
    with sqlite3.connect(f"file:{data}/huoju.db?mode=ro", uri=True) as db:
        return {b: n for b, n in db.execute("select id, n_values from batch")}, db.execute(
            "select count(*) from observation where to_batch is null"
        ).fetchone()[0]


def main(huoju, rounds):
    rng = random.Random(20260101)
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        data, file = str(folder / "data"), folder / "tax.csv"
        subprocess.run([huoju, "init", "--dir", data], check=True, capture_output=True)
        given = ["--source", "tax", "--source-name", "税务", "--use", "public", "--period", "2025", "--dir", data]
        said, n_killed, whole = set(), 0, 0.2
        for turn in range(1, rounds + 1):
            table(file, turn)
            began = time.monotonic()
            child = subprocess.Popen([huoju, "--lang", "en", "import", str(file), *given], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
            if turn > 1:
                time.sleep(rng.uniform(0, whole * 1.1))
                child.kill()
            out = child.communicate()[0]
            whole = max(whole * 0.5, time.monotonic() - began) if turn == 1 else whole
            n_killed += child.returncode == -9
            done = re.search(r"imported as batch (\d+)", out)
            said |= {int(done.group(1))} if done else set()
            status, words = verify(huoju, data)
            assert status == 0, f"round {turn}: {words}"
            there, n_open = batches(data)
            assert said <= there.keys(), f"round {turn}: batches {said - there.keys()} were acknowledged and are gone"
            assert all(n == len(CODES) for n in there.values()), f"round {turn}: a batch is not whole: {there}"
            assert n_open == len(CODES), f"round {turn}: {n_open} values stand open"
        with sqlite3.connect(f"{data}/huoju.db") as db:
            db.execute("update ledger set about = about || 'x' where seq = 1")
        status, words = verify(huoju, data)
        assert status == 1 and "record 1" in words, words
        print(f"{rounds} rounds, {n_killed} killed, {len(said)} acknowledged, {len(there)} there; a changed byte was found")


if __name__ == "__main__":
    main(os.path.abspath(sys.argv[1]), int(sys.argv[2]))
