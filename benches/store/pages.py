#!/usr/bin/env python3
"""Time what officers wait for in the browser, and an import: pages.py HUOJU FOLDER [--runs 200] [--imports 3]

FOLDER is a data directory that the example `store` has filled; the rows lie where DATABASE_URL says, where it is set.
Starts `huoju serve`, signs in, and asks for pages over one connection that is kept, each time another subject, query or
page. A time is from sending the request to the last byte, on loopback: the server's time and a little more. Then a
workbook of 10,000 rows and 20 figures is imported with `huoju import`, each time for another year. One JSON object.
"""
import argparse
import http.client
import json
import os
import random
import re
import socket
import subprocess
import sys
import time
import tomllib
import urllib.parse
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
N_ENTERPRISES, N_FIGURES = 10_000, 20
TRADES = ["科技", "半导体", "材料", "软件"]  # as the example names them


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("huoju")
    parser.add_argument("folder")
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--imports", type=int, default=3)
    asked = parser.parse_args()
    found = {"load": os.getloadavg()[0]}
    found |= pages(asked.huoju, asked.folder, asked.runs)
    if asked.imports:
        found["import of 200,000 cells"] = imports(asked.huoju, Path(asked.folder), asked.imports)
    print(json.dumps(found, ensure_ascii=False, indent=2))


class Browser:
    """One connection that is kept, and its cookies."""

    def __init__(self, port):
        self.wire = http.client.HTTPConnection("127.0.0.1", port)
        self.cookies = {}

    def ask(self, path, form=None):
        """The body of a page, and how long it took in milliseconds."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = None
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            body = urllib.parse.urlencode(form)
        began = time.perf_counter()
        self.wire.request("GET" if form is None else "POST", path, body, headers)
        answer = self.wire.getresponse()
        text = answer.read()
        took = (time.perf_counter() - began) * 1_000
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, value = line.split(";")[0].split("=", 1)
            self.cookies[name] = value
        if answer.status not in (200, 303):
            sys.exit(f"{path}: {answer.status}")
        return text.decode(), took

    def send(self, path, form):
        page, _ = self.ask(path)
        token = re.search(r'name="csrf" value="([^"]+)"', page)[1]
        self.ask(path, {**form, "csrf": token})


def password(huoju, folder):
    """Of the person who looks, made anew each time."""
    for words in (["add", "bench", "--name", "测"], ["password", "bench"]):
        done = subprocess.run([huoju, "user", *words, "--dir", folder], capture_output=True, text=True)
        if done.returncode == 0:
            return re.search(r"[a-z0-9]{5}(-[a-z0-9]{5}){3}", done.stdout)[0]
    sys.exit(done.stderr)


def pages(huoju, folder, runs):
    first = password(huoju, folder)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [huoju, "serve", "--dir", folder, "--listen", f"127.0.0.1:{port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        browser = Browser(port)
        for _ in range(200):
            try:
                browser.wire.connect()
                break
            except ConnectionRefusedError:
                time.sleep(0.05)
        browser.send("/sign-in", {"name": "bench", "password": first, "next": "/"})
        browser.send("/password", {"old": first, "new": first[::-1]})
        found = {name: timed(browser, address, runs) for name, address in addresses(browser).items()}
        found["server's own MiB"] = own(server.pid)
        return found
    finally:
        server.terminate()
        server.wait()


def addresses(browser):
    """By name: the address of the page that a run asks for."""
    chance = random.Random(42)
    made = sorted(set(re.findall(r'href="(/assessments/[0-9a-f]{64})"', browser.ask("/assessments")[0])))
    schemes = re.findall(r'\?scheme=([a-z0-9-]+)#', browser.ask("/subjects/1")[0])
    subject = lambda: chance.randint(1, N_ENTERPRISES)
    quoted = urllib.parse.quote
    word = lambda: quoted(chance.choice(["企业7", "示例企业12", "科技", "sl", "9100000000000012", "半导体", "材料3", "旧名12"]))
    return {
        "subject": lambda _: f"/subjects/{subject()}",
        "subject, another scheme open": lambda _: f"/subjects/{subject()}?scheme={chance.choice(schemes)}",
        "results, first page": lambda run: made[run % len(made)],
        "results, by words": lambda run: f"{made[run % len(made)]}?q={word()}",
        "results, by outcome": lambda run: f"{made[run % len(made)]}?outcome={chance.choice(['pass', 'fail', 'undetermined'])}",
        "results, by name": lambda run: f"{made[run % len(made)]}?order=name",
        "results, some page": lambda run: f"{made[run % len(made)]}?page={chance.randint(2, 199)}",
        "results, last page": lambda run: f"{made[run % len(made)]}?page=200",
        "explanation": lambda run: f"{made[run % len(made)]}/subjects/{subject()}",
        "subjects, some page": lambda _: f"/subjects?page={chance.randint(1, 200)}",
        "subjects, search": lambda _: f"/subjects?q={word()}",
        "assessments": lambda _: "/assessments",
        "imports": lambda _: "/imports",
        "ledger": lambda run: f"/ledger?page={run % 2 + 1}",
        "matches": lambda _: "/matches",
        "indicators": lambda _: "/indicators",
        "one indicator": lambda _: f"/indicators/{chance.choice(['rnd', 'sales', 'headcount', 'tech_staff'])}",
        "home": lambda _: "/",
    }


def timed(browser, address, runs):
    browser.ask(address(0))
    return said([browser.ask(address(run))[1] for run in range(runs)])


def said(times):
    """Median and 95th percentile, of so many runs."""
    times = sorted(times)
    at = lambda share: round(times[round((len(times) - 1) * share)], 2)
    return {"median": at(0.5), "p95": at(0.95), "runs": len(times)}


def own(pid):
    """MiB that are a process's own: without the database's pages, which the kernel lends it while nobody else wants them."""
    try:
        said = re.search(r"RssAnon:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
    except FileNotFoundError:
        said = None
    return int(said[1]) // 1024 if said else 0


def imports(huoju, folder, runs):
    """Seconds and own MiB of the whole process, each run for a year that nothing is known of."""
    seconds, most = [], 0
    for run in range(runs):
        year = next(year for year in range(2019, 1990, -1) if not (folder / f"bench-{year}.xlsx").exists())
        file = folder / f"bench-{year}.xlsx"
        workbook(file, year)
        line = [huoju, "import", file, "--dir", folder, "--source", "bench", "--period", str(year)]
        line += ["--source-name", "测试", "--use", "行政共享"] if year == 2019 else []
        began = time.perf_counter()
        process = subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while process.poll() is None:
            most = max(most, own(process.pid))
            time.sleep(0.01)
        if process.returncode != 0:
            sys.exit(f"the import of {file} ended with {process.returncode}")
        seconds.append(round(time.perf_counter() - began, 2))
    return {"seconds": sorted(seconds), "most own MiB": most, "runs": runs}


def workbook(path, year):
    """A workbook as an office sends it: code, name and 20 figures of 10,000 enterprises."""
    chance = random.Random(year)
    text = (ROOT / "packs/cn-national/indicators.toml").read_text()
    amounts = [one for one in tomllib.loads(text)["indicator"] if "unit" in one and "kind" not in one][:N_FIGURES]
    heads = ["统一社会信用代码", "企业名称"] + [f"{one['name']['zh']}（{one['unit']}）" for one in amounts]
    cell = lambda value: f"<c t=\"inlineStr\"><is><t>{value}</t></is></c>" if isinstance(value, str) else f"<c><v>{value}</v></c>"
    row = lambda values: "<row>" + "".join(map(cell, values)) + "</row>"
    rows = [row(heads)]
    for at in range(1, N_ENTERPRISES + 1):
        rows.append(row([f"91{at:016}", f"示例企业{at}{TRADES[at % 4]}"] + [chance.randint(1, 90) for _ in amounts]))
    main_space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    links = "http://schemas.openxmlformats.org/package/2006/relationships"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    part = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{part}.sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{part}.worksheet+xml"/></Types>')
        file.writestr("_rels/.rels", f'<Relationships xmlns="{links}"><Relationship Id="r1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>')
        file.writestr("xl/workbook.xml", f'<workbook xmlns="{main_space}" xmlns:r="{office}"><sheets><sheet name="Sheet1" sheetId="1" r:id="r1"/></sheets></workbook>')
        file.writestr("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{links}"><Relationship Id="r1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>')
        file.writestr("xl/worksheets/sheet1.xml", f'<worksheet xmlns="{main_space}"><sheetData>{"".join(rows)}</sheetData></worksheet>')


main()
