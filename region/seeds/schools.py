"""Areas, schools and their programmes."""

from app.db import transaction
from region.models import Area, Institution, Programme
from region.seeds import sheets

REGION = "Economie071"
MUNICIPALITIES = {
    "Leiden": "0546",
    "Leiderdorp": "0547",
    "Oegstgeest": "0579",
    "Voorschoten": "0626",
    "Zoeterwoude": "0638",
    "Katwijk": "0537",
}
MBO, INSTRUMENTS, HBO, WO = (
    "mboRijnland",
    "Leidse instrumentmakers School",
    "Hogeschool Leiden",
    "Universiteit Leiden",
)
CODES = {HBO: "21RI", WO: "21PB"}  # of the other two no current code is certain
HOSTS = {MBO: "mborijnland", INSTRUMENTS: "lis", HBO: "hsleiden", WO: "universiteitleiden"}

# What the list of programmes calls a sector, and the street of the square it belongs to.
SECTOR_OF = {
    "Zorg/Welzijn": "zorg",
    "Zorg": "zorg",
    "Welzijn": "zorg",
    "Gezondheidszorg": "zorg",
    "Gedrag": "zorg",
    "Techniek": "techniek",
    "Metaal en elektro": "techniek",
    "Service": "techniek",
    "Logistiek": "techniek",
    "Handel": "gastvrij",
    "Horeca": "gastvrij",
    "Bio science": "bio",
    "Natuur": "bio",
    "ICT": "ict",
    "Administratief": "overheid",
    "Openbaar bestuur": "overheid",
    "Juridisch": "overheid",
    "Onderwijs": "overheid",
    "Economie": "overheid",
    "Geesteswetenschappen": "overheid",
}


def plant_schools() -> None:
    """Areas within areas, four schools, and every programme at the school where it fits."""
    with transaction() as work:
        region = Area(name=REGION)
        towns = {name: Area(name=name, code=code, parent=region) for name, code in MUNICIPALITIES.items()}
        work.add_all([region, *towns.values()])
        work.flush()
        leiden = towns["Leiden"].id
        schools = {name: Institution(name=name, code=CODES.get(name), area_id=leiden) for name in HOSTS}
        work.add_all(schools.values())
        work.flush()
        work.add_all(
            Programme(
                institution_id=schools[_school_for(row)].id,
                name=row["name"],
                level=row["level"],
                code=row["code"],
                sector=SECTOR_OF[row["sector"]],
            )
            for row in sheets.rows("programmes")
        )


def _school_for(row: dict[str, str]) -> str:
    if row["level"] in ("hbo", "wo"):
        return HBO if row["level"] == "hbo" else WO
    return INSTRUMENTS if "instrumentmaker" in row["name"].lower() else MBO
