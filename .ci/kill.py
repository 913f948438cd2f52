"""Kills `huoju import` and `huoju assess` at any moment, in turns, and asks that nothing acknowledged is lost.

    python3 .ci/kill.py HUOJU ROUNDS

Each round imports another small table, or assesses what the last ones brought, and is killed (SIGKILL) after a random
while. Whatever said that it was imported or kept must be there, whatever is there must be whole, and the ledger must hold. At the end one byte of the database's ledger is
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


def rows(data, sql):
    with sqlite3.connect(f"file:{data}/huoju.db?mode=ro", uri=True) as db:
        return db.execute(sql).fetchall()


class Imports:
    """Another table each time; `said` has the batches that were acknowledged."""

    def __init__(self, huoju, folder, data):
        self.file, self.data, self.said, self.turn = folder / "tax.csv", data, set(), 0
        given = ["--source", "tax", "--source-name", "税务", "--use", "public", "--period", "2025", "--dir", data]
        self.command = [huoju, "--lang", "en", "import", str(self.file), *given]

    def prepare(self):
        self.turn += 1
        table(self.file, self.turn)

    def heard(self, out):
        self.said |= {int(n) for n in re.findall(r"imported as batch (\d+)", out)}

    def check(self):
        there = dict(rows(self.data, "select id, n_values from batch"))
        n_open = rows(self.data, "select count(*) from observation where to_batch is null")[0][0]
        assert self.said <= there.keys(), f"batches {self.said - there.keys()} were acknowledged and are gone"
        assert all(n == len(CODES) for n in there.values()), f"a batch is not whole: {there}"
        assert n_open == len(CODES), f"{n_open} values stand open"


class Assessments:
    """Of whatever stands in the store; `said` has how the hashes begin of those that were acknowledged."""

    def __init__(self, huoju, _, data):
        self.data, self.said = data, set()
        self.command = [huoju, "--lang", "en", "assess", "cn-tech-sme", "--period", "2025", "--dir", data]

    def prepare(self):
        pass

    def heard(self, out):
        self.said |= set(re.findall(r"assessment ([0-9a-f]{8,}) ", out))

    def check(self):
        sql = "select a.hash, a.n, count(r.hash) from assessment a left join assessment_row r on r.hash = a.hash group by 1, 2"
        there = rows(self.data, sql)
        lost = {said for said in self.said if not any(hash.startswith(said) for hash, _, _ in there)}
        assert not lost, f"assessments {lost} were acknowledged and are gone"
        assert all(n == len(CODES) == n_rows for _, n, n_rows in there), f"an assessment is not whole: {there}"


def killed(rng, work, whole):
    """Runs the work, kills it after a random part of the time that it takes whole; whether the kill met it."""
    work.prepare()
    child = subprocess.Popen(work.command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    time.sleep(rng.uniform(0, whole * 1.8))
    child.kill()
    work.heard(child.communicate()[0])
    return child.returncode == -9


def timed(work):
    work.prepare()
    began = time.monotonic()
    done = subprocess.run(work.command, capture_output=True, text=True)
    work.heard(done.stdout + done.stderr)
    assert work.said, f"nothing was acknowledged: {done.stdout}{done.stderr}"
    return time.monotonic() - began


def main(huoju, rounds):
    rng = random.Random(20260101)
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        data = str(folder / "data")
        subprocess.run([huoju, "init", "--dir", data], check=True, capture_output=True)
        works = [Imports(huoju, folder, data), Assessments(huoju, folder, data)]
        whole, n_killed = [timed(work) for work in works], 0
        for turn in range(rounds):
            n_killed += killed(rng, works[turn % 2], whole[turn % 2])
            status, words = verify(huoju, data)
            assert status == 0, f"round {turn + 1}: {words}"
            for work in works:
                work.check()
        with sqlite3.connect(f"{data}/huoju.db") as db:
            db.execute("update ledger set about = about || 'x' where seq = 1")
        status, words = verify(huoju, data)
        assert status == 1 and "record 1" in words, words
        acknowledged = " and ".join(f"{len(work.said)} {type(work).__name__.lower()}" for work in works)
        print(f"{rounds} rounds, {n_killed} killed, {acknowledged} acknowledged and there; a changed byte was found")


if __name__ == "__main__":
    main(os.path.abspath(sys.argv[1]), int(sys.argv[2]))
