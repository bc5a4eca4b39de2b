"""A small invented index: six places, four indicators in two halves, as two plain tables."""

from __future__ import annotations

from pathlib import Path

DATA = """code,name,Coast,Patrols,Courts,Fees,Area
AA,Aland,10,5,0.2,30,2
BB,Beland,20,1,0.9,10,4
CC,Celand,35,9,0.5,25,1
DD,Deland,5,3,0.4,NA,3
EE,Eeland,60,7,0.8,5,5
FF,Feland,15,2,0.1,40,2
"""
META = """iCode,iName,Level,Parent,Weight,Direction,Type,Denominator
Coast,Coastline,1,Reach,1,1,Indicator,Area
Patrols,Patrols,1,Reach,2,1,Indicator,NA
Courts,Courts,1,Rule,1,1,Indicator,NA
Fees,Fees,1,Rule,1,-1,Indicator,NA
Reach,Reach,2,Index,1,1,Aggregate,NA
Rule,Rule,2,Index,1,1,Aggregate,NA
Index,Readiness,3,NA,NA,1,Aggregate,NA
Area,Area,NA,NA,NA,NA,Denominator,NA
"""


def write_index(folder: Path, *, data: str = DATA, meta: str = META) -> tuple[Path, Path]:
    """Write both tables and say where they are."""
    paths = folder / "data.csv", folder / "meta.csv"
    for path, text in zip(paths, (data, meta), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths
