"""Generated unit records for the statistics bench: offences with 12 columns, 900 national codes, six years.

An incident has one to three offences that stand together, as police records do; persons come back over the years.
"""

from pathlib import Path

import duckdb

from cjin.statistics.rules.classification import iccs
from cjin.statistics.rules.correspondence import Correspondence, Link

CODES = 900
MAPPING = """
source: generated-police
unit: offence
columns:
  incident: incident
  person: person
  offence: {column: code, scheme: national}
  event_date: event_date
  record_date: record_date
  area: area
  sex: {column: sex, codes: {m: M, f: F}}
  age: age
  citizenship: citizenship
  attempted: attempted
  weapon: weapon
  relationship: relationship
"""
TABLES = """
id: bench
tables:
  - {id: t01, unit: offence, categories: all}
  - {id: t02, unit: offence, categories: level-2, dimensions: [sex]}
  - {id: t03, unit: offence, categories: level-2, dimensions: [age]}
  - {id: t04, unit: offence, categories: level-1, dimensions: [sex, age]}
  - {id: t05, unit: offence, categories: level-2, dimensions: [area]}
  - {id: t06, unit: offence, categories: level-1, dimensions: [citizenship, sex]}
  - {id: t07, unit: offence, categories: level-2, dimensions: [weapon]}
  - {id: t08, unit: offence, categories: level-2, dimensions: [relationship]}
  - {id: t09, unit: offence, categories: level-2, dimensions: [attempted]}
  - {id: t10, unit: offence, categories: level-1, period: month}
  - {id: t11, unit: offence, categories: ["0101"], dimensions: [sex, age]}
  - {id: t12, unit: offence, categories: ["0101"], dimensions: [weapon, sex]}
  - {id: t13, unit: offence, categories: ["0101", "0201", "0301"], dimensions: [relationship, sex]}
  - {id: t14, unit: offence, dimensions: [area]}
  - {id: t15, unit: offence, categories: level-1, dimensions: [area], where: {attempted: [COM]}}
  - {id: t16, unit: offence, categories: level-3}
"""


def correspondence() -> Correspondence:
    """Every national code has one category, the leaves of the classification over and over."""
    leaves = iccs().leaves()
    return Correspondence.of("national", [Link(f"{n:04d}", "", leaves[n % len(leaves)]) for n in range(CODES)])


def generate(rows: int, target: Path) -> None:
    """Writes so many rows as CSV."""
    people = max(1, rows // 2)
    day = f"DATE '2018-01-01' + (i * 2191 // {rows})::INTEGER"
    query = f"""
        SELECT i * 10 // 13 + 1 AS incident, hash(i * 7) % {people} + 1 AS person,
          printf('%04d', (sqrt((hash(i * 3) % 1000003) / 1000003.0) * {CODES - 1})::INTEGER) AS code,
          {day} AS event_date, least(DATE '2023-12-31', {day} + (hash(i * 11) % 30)::INTEGER) AS record_date,
          'D' || (hash(i * 13) % 25) AS area, ['m', 'f', ''][(hash(i * 17) % 3)::INTEGER + 1] AS sex,
          (hash(i * 19) % 90)::INTEGER AS age, ['NAT', 'FOR', ''][(hash(i * 7) % 3)::INTEGER + 1] AS citizenship,
          ['ATT', 'COM'][(hash(i * 29) % 2)::INTEGER + 1] AS attempted,
          ['FIREARM', 'SHARP', 'OTHER', 'NONE'][(hash(i * 31) % 4)::INTEGER + 1] AS weapon,
          ['PARTNER', 'FAMILY', 'KNOWN', 'STRANGER'][(hash(i * 37) % 4)::INTEGER + 1] AS relationship
        FROM range({rows}) AS made(i)"""
    with duckdb.connect(config={"threads": 1, "memory_limit": "1GB"}) as connection:
        connection.execute(f"COPY ({query}) TO '{target}' (FORMAT csv, HEADER)")
