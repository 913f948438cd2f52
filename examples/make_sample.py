#!/usr/bin/env python3
"""Makes `sample-park.xlsx`: a workbook such as a zone's office keeps, of enterprises that don't exist.

    python3 -m venv /tmp/sample && /tmp/sample/bin/pip install openpyxl==3.1.5
    /tmp/sample/bin/python examples/make_sample.py

openpyxl writes the cells; LibreOffice, where `soffice` is at hand, computes the formulas and saves the file, so that
what is read is an office program's own. No figure is random: a second run gives the same cells.
The region 649900 is assigned to nobody. Both check digits of every credit code are computed, but for one, wrong on purpose.
"""
import shutil
import subprocess
import tempfile
from datetime import date
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side

HERE = Path(__file__).resolve().parent
OUT = HERE / "sample-park.xlsx"

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # GB 32100: no I, O, S, V, Z


def code(number: int) -> str:
    """The credit code of the `number`th enterprise: region, organisation with its check (GB 11714), check (GB 32100)."""
    body = f"EX{number:06d}"
    value = lambda c: int(c) if c.isdigit() else ord(c) - 55
    rest = 11 - sum(w * value(c) for w, c in zip((3, 7, 9, 10, 5, 8, 4, 2), body)) % 11
    text = "91649900" + body + {10: "X", 11: "0"}.get(rest, str(rest))
    total = sum(pow(3, i, 31) * ALPHABET.index(c) for i, c in enumerate(text))
    return text + ALPHABET[(31 - total % 31) % 31]


def wrong(text: str) -> str:
    """The same code with its last digit off by one."""
    return text[:-1] + ALPHABET[(ALPHABET.index(text[-1]) + 1) % 31]


HEADER = [
    # group, header
    ("序号", None), ("企业名称", None), ("统一社会信用代码", None), ("注册日期", None),
    ("人员（人）", "职工总数"), ("", "科技人员"),
    ("2025年", "销售收入"), ("", "研发费用"), ("", "成本费用支出总额"), ("", "资产总额"),
    ("知识产权（项）", "Ⅰ类知识产权"), ("", "Ⅱ类知识产权"),
    ("是否高新技术企业", None), ("备注", None),
]

# name, registered, staff, sci-tech, sales, R&D, costs, assets, class I, class II, certificate, remark: money in 万元
ROWS = [
    ("砺石精密传感（示例）有限公司", date(2017, 5, 12), 50, 15, 3000, 180, 2750.5, 4200, 1, 6, "", "科技人员恰为30%，研发恰为6%"),
    ("云岫数据技术（示例）有限公司", date(2019, 3, 4), 50, 14, "2,860.40", 171.6, 2400, 3105.26, 0, 4, "否", "科技人员28%"),
    ("青禾农机（示例）有限公司", date(2014, 8, 20), "１２０", "３０", "8,450.00", "338", "7,900", "12,300", "—", 3, "否", "文本数字，全角"),
    ("鸣沙新材料（示例）有限公司", date(2012, 11, 1), 500, 150, 20000, 1200, 18600, 20000, 2, 11, "是", "三项上限恰好"),
    ("贺岚重工（示例）有限公司", date(2009, 6, 18), 501, 160, 19800, 1200, 18100, 19500, 3, 9, "否", "职工501人"),
    ("星海储能（示例）有限公司", date(2018, 1, 9), 210, 63, 20000.01, 1300, 17000, 15800, 1, 2, "否", "销售收入超过100元"),
    ("芦花生物（示例）有限公司", date(2020, 4, 27), 36, 8, 1200, 48, 1150, 980, 0, 3, "", "恰好60分"),
    ("朔方软件（示例）有限公司", date(2021, 9, 15), 28, 12, 640, 32, 700, 510, 0, 3, "否", ""),
    ("银川渠水务科技（示例）有限公司", "2016年7月3日", 88, 16, 4300, 129, 4100, 5200, 0, 1, "否", ""),
    ("海原光电（示例）有限公司", date(2015, 2, 11), 75, 20, "#REF", 260, 3300, 4010, 0, 4, "否", "公式引用已失效"),
    ("六盘药业（示例）有限公司", date(2013, 10, 30), -45, 12, 5100, 310, 4700, 6600, 1, 0, "否", "人数为负"),
    ("沙坡头智能装备（示例）有限公司", date(2018, 12, 6), 64, 20, 3920, 240, 3500, 4400, 1, 5, "否", ""),
    ("九曲检测（示例）有限公司", date(2019, 5, 21), 42, 13, 1860, "—", 1700, 1320, 0, 4, "否", "研发费用未报"),
    ("镇北影像（示例）有限公司", date(2017, 7, 7), 30, None, 900, 60, 830, 760, 0, 3, "否", "科技人员未报"),
    ("水洞沟文保科技（示例）有限公司", date(2016, 3, 16), 55, 17, 2100, 130, 1960, 2450, None, None, "否", "知识产权未报"),
    ("滩羊食品科技（示例）有限公司", date(2011, 9, 9), 160, 12, 9800, 150, 9100, 7400, 0, 1, "否", ""),
    ("枸源健康（示例）有限公司", date(2014, 4, 18), 96, 24, "6,200万元", 250, 5800, 5350, 0, 5, "√", ""),
    ("永宁化工新材（示例）有限公司", date(2010, 12, 25), 130, 41, 12400, 760, 11300, 9900, 1, 8, "否", "校验码有误"),
    ("中卫云谷数据（示例）有限公司", date(2022, 6, 1), 18, 10, 0, 95, 310, 620, 0, 2, "否", "尚无销售收入"),
    ("石嘴山碳基材料（示例）有限公司", date(2013, 1, 22), 240, 49, 15600, 920, 14200, 13800, 0, 6, "否", ""),
    ("沙坡头智能装备（示例）有限公司", date(2018, 12, 6), 64, 21, 3920, 240, 3500, 4400, 1, 5, "否", "与前面重复，数字不同"),
    ("灵武羽绒（示例）有限公司", date(2008, 5, 5), 310, 22, 18900, 210, 17700, 11600, 0, 0, "否", ""),
    ("平罗种业（示例）有限公司", date(2015, 8, 13), 40, 12, 1500, 45, 150, 1100, 1, 0, "否", "研发占成本30%"),
    ("盐池风电运维（示例）有限公司", date(2020, 10, 10), 33, 7, 1080, 24.3, 1010, 870, 0, 2, "否", ""),
    ("同心绒业（示例）有限公司", date(2012, 2, 29), 70, 9, 2600, "约80", 2450, 1900, 0, 1, "否", "填了“约”"),
    ("金凤机器人（示例）有限公司", date(2019, 11, 11), 22, 9, 780, 62, 720, 690, 1, 3, "", "高企栏空着"),
    ("西夏墨业（示例）有限公司", date(2016, 6, 6), 25, 8, 450, 30, 400, 380, 0, 4, "否", "漏填代码"),
]
TWICE, MISTYPED, UNCODED = 20, 17, 26  # places in ROWS
THIN = Side(style="thin")
GRID = Border(THIN, THIN, THIN, THIN)


def codes() -> list:
    all_codes = [code(n + 1) for n in range(len(ROWS))]
    all_codes[TWICE] = all_codes[11]
    all_codes[MISTYPED] = wrong(all_codes[MISTYPED])
    all_codes[UNCODED] = None
    return all_codes


def merged(sheet, area: str, text: str, bold=False) -> None:
    sheet.merge_cells(area)
    cell = sheet[area.split(":")[0]]
    cell.value, cell.alignment, cell.font = text, Alignment("center", "center", wrap_text=True), Font(bold=bold)


def header(sheet) -> None:
    width = len(HEADER)
    last = chr(64 + width)
    merged(sheet, f"A1:{last}1", "示例数据：2025年园区科技型企业基本情况表（虚构）", bold=True)
    sheet["A2"] = "填报单位：示例高新技术产业开发区管理委员会"
    sheet[f"{chr(64 + width - 1)}2"] = "单位：万元"
    column = 1
    while column <= width:
        group, sub = HEADER[column - 1]
        letter = chr(64 + column)
        if sub is None:
            merged(sheet, f"{letter}3:{letter}4", group, bold=True)
            column += 1
            continue
        end = column
        while end < width and HEADER[end][0] == "" and HEADER[end][1]:
            end += 1
        merged(sheet, f"{letter}3:{chr(64 + end)}3", group, bold=True)
        for at in range(column, end + 1):
            sheet.cell(4, at, HEADER[at - 1][1]).font = Font(bold=True)
        column = end + 1


def body(sheet) -> int:
    for number, (row, subject) in enumerate(zip(ROWS, codes()), start=1):
        at = 4 + number
        for column, value in enumerate([number, row[0], subject, *row[1:]], start=1):
            cell = sheet.cell(at, column, "=#REF!" if value == "#REF" else value)
            cell.border = GRID
            if isinstance(value, date):
                cell.number_format = "yyyy-mm-dd"
            elif isinstance(value, str):
                cell.number_format = "@" if value != "#REF" else "General"
    return 4 + len(ROWS)


def foot(sheet, last: int) -> None:
    for at in range(last + 1, last + 4):  # rows left blank for more, formatted beforehand
        for column in range(1, len(HEADER) + 1):
            sheet.cell(at, column).border = GRID
    at = last + 4
    sheet.cell(at, 1, "合计").font = Font(bold=True)
    for letter in "EFHIJ":
        sheet[f"{letter}{at}"] = f"=SUM({letter}5:{letter}{last})"
    sheet.cell(at + 1, 1, "注：1. 本表企业和数据均为虚构，仅供演示。2. 金额为全年数，资产总额为年末数。")
    sheet.cell(at + 2, 1, "填表人：张某　　审核人：李某　　填表日期：2026年2月27日")


def make(path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.title = "企业情况表"
    header(sheet)
    foot(sheet, body(sheet))
    for column, width in zip("ABCDEFGHIJKLMN", (6, 34, 22, 12, 10, 10, 12, 12, 18, 12, 14, 14, 18, 26)):
        sheet.column_dimensions[column].width = width
    sheet.freeze_panes = "D5"
    notes = book.create_sheet("填报说明")
    notes["A1"] = "示例数据，虚构。金额单位为万元；没有数据的留空或填“—”。"
    book.save(path)


def main() -> None:
    soffice = shutil.which("soffice")
    if not soffice:
        make(OUT)
        print(f"{OUT}: by openpyxl alone, so formulas have no values; install LibreOffice and run again")
        return
    with tempfile.TemporaryDirectory() as folder:
        draft = Path(folder) / OUT.name
        make(draft)
        home = f"-env:UserInstallation=file://{folder}/profile"
        target = ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(HERE), str(draft)]
        done = subprocess.run([soffice, home, "--headless", *target], capture_output=True, text=True)
        if done.returncode != 0:
            raise SystemExit(done.stderr)
    print(f"{OUT}: {len(ROWS)} rows")


if __name__ == "__main__":
    main()
