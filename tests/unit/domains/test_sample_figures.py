"""The figures of the sample filings and of the contract's fees add up, so that answers about them can be checked."""

import pytest

from data.samples.build.__main__ import SAMPLES
from data.samples.build.source import Table, plain, read

REPORT = read(SAMPLES / "sources" / "finance" / "larkfield-annual-report-2025.md")
TABLES = [block for block in REPORT.blocks if isinstance(block, Table)]


def rows(title: str) -> dict[str, list[float]]:
    """The rows of the report's table whose header begins with `title`: label to figures by column."""
    (table,) = [table for table in TABLES if table.header[0].startswith(title)]
    return {plain(label): [figure(cell) for cell in rest] for label, *rest in table.rows}


def figure(cell: str) -> float:
    text = plain(cell).replace("$", "").replace(",", "").replace("n/m", "0").rstrip("%")
    if text == "-":
        return 0
    return -float(text.strip("()")) if text.startswith("(") else float(text)


def column(table: dict[str, list[float]], first: str, last: str, year: int) -> float:
    """The sum from the row `first` to the row `last`."""
    labels = list(table)
    return sum(table[label][year] for label in labels[labels.index(first) : labels.index(last) + 1])


@pytest.mark.parametrize("year", range(3))
def test_the_income_statement_adds_up(year: int) -> None:
    table = rows("(in thousands, except per share")
    income = {label: figures[year] for label, figures in table.items()}
    assert income["Total revenue"] == income["Revenue: products"] + income["Revenue: services"]
    assert income["Gross profit"] == income["Total revenue"] - income["Cost of products"] - income["Cost of services"]
    expenses = column(table, "Research and development", "Restructuring", year)
    assert income["Operating income"] == income["Gross profit"] - expenses
    before = income["Operating income"] + column(table, "Interest expense", "Other income (expense), net", year)
    assert income["Income before income taxes"] == before
    assert income["Net income"] == before - income["Income tax expense"]
    for kind in ("basic", "diluted"):
        shares = income[f"Weighted average shares, {kind}"]
        assert income[f"Earnings per share, {kind}"] == round(income["Net income"] / shares, 2)
    segments = rows("Operating income")
    assert income["Operating income"] == column(segments, "Flow", "Restructuring", year)


@pytest.mark.parametrize("year", range(2))
def test_the_balance_sheet_balances(year: int) -> None:
    table = rows("(in thousands, except par value)")
    for total, first, last in (
        ("Total current assets", "Cash and cash equivalents", "Prepaid expenses and other current assets"),
        ("Total assets", "Total current assets", "Other assets"),
        ("Total current liabilities", "Accounts payable", "Other accrued liabilities"),
        ("Total liabilities", "Total current liabilities", "Other liabilities"),
        ("Total liabilities and shareholders’ equity", "Total liabilities", "Accumulated other comprehensive loss"),
    ):
        assert column(table, first, last, year) == table[total][year], total
    assert table["Total assets"][year] == table["Total liabilities and shareholders’ equity"][year]


@pytest.mark.parametrize("year", range(3))
def test_the_cash_flow_reconciles(year: int) -> None:
    table = rows("(in thousands) Year ended")
    flow = {label: figures[year] for label, figures in table.items()}
    operating = column(table, "Net income", "Change in other assets and liabilities", year)
    assert flow["Net cash provided by operating activities"] == operating
    investing = column(table, "Purchases of property, plant and equipment", "Acquisition of Tarn Telemetry Ltd.", year)
    assert flow["Net cash used in investing activities"] == investing
    financing = column(table, "Repayments of long-term debt", "Proceeds from stock plans", year)
    assert flow["Net cash used in financing activities"] == financing
    change = operating + investing + financing + flow["Effect of exchange rates on cash"]
    assert flow["Net increase in cash and cash equivalents"] == change
    begin, end = (flow[f"Cash and cash equivalents, {when} of year"] for when in ("beginning", "end"))
    assert end == begin + change
    assert flow["Net income"] == rows("(in thousands, except per share")["Net income"][year]


def test_the_statements_agree_with_each_other() -> None:
    balance, flow = rows("(in thousands, except par value)"), rows("(in thousands) Year ended")
    assert flow["Cash and cash equivalents, end of year"][:2] == balance["Cash and cash equivalents"]
    (equity,) = [table for table in TABLES if "Common stock" in table.header]
    moves = [[figure(cell) for cell in row[1:]] for row in equity.rows]
    assert [sum(move) for move in zip(*moves[:-1], strict=True)] == moves[-1]
    assert all(sum(parts) == total for *parts, total in moves)
    assert moves[-1][-1] == balance["Total shareholders’ equity"][0]


NOTES = [
    table for table in TABLES if table.rows[-1][0].startswith("**") and "(in thousands" not in table.header[0][:13]
]


@pytest.mark.parametrize("table", NOTES, ids=[table.header[0] for table in NOTES])
def test_the_last_row_of_a_table_is_its_sum(table: Table) -> None:
    amounts = [
        number for number, head in enumerate(table.header) if number and "%" not in head and "Change" not in head
    ]
    *parts, total = [row for row in table.rows if not row[0].startswith("**") or row is table.rows[-1]]
    for number in amounts:
        assert sum(figure(row[number]) for row in parts) == figure(total[number])


@pytest.mark.parametrize(
    ("note", "label", "balance"),
    [
        ("December 31,", "Total inventories", "Inventories"),
        ("December 31,", "Property, plant and equipment, net", "Property, plant and equipment, net"),
    ],
)
def test_the_notes_agree_with_the_balance_sheet(note: str, label: str, balance: str) -> None:
    found = {plain(row[0]): row[1:] for table in TABLES if table.header[0] == note for row in table.rows}
    assert [figure(cell) for cell in found[label]] == rows("(in thousands, except par value)")[balance]


def test_the_quarters_add_up_to_the_report() -> None:
    quarters = read(SAMPLES / "sources" / "finance" / "larkfield-quarters.md")
    by_label = {
        plain(label): [figure(cell) for cell in rest]
        for block in quarters.blocks
        if isinstance(block, Table) and len(block.header) == 9
        for label, *rest in block.rows
    }
    years = rows("Revenue by segment") | {
        label: figures
        for label, figures in rows("(in thousands, except per share").items()
        if label in {"Gross profit", "Operating income"}
    }
    for label in ("Flow", "Sense", "Services", "Total revenue", "Gross profit", "Operating income"):
        assert [sum(by_label[label][4:]), sum(by_label[label][:4])] == years[label][:2], label


def test_fees_of_the_contract_add_up() -> None:
    contract = read(SAMPLES / "sources" / "legal" / "master-services-agreement.md")
    fees = next(block for block in contract.blocks if isinstance(block, Table))
    *modules, total = [figure(row[-1]) for row in fees.rows]
    assert sum(modules) == total
