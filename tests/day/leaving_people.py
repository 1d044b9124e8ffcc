"""Four invented clients of one day, and what is known of them before they come into the room."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kapdesk.domain.alerts import NewAlert, Severity
from kapdesk.domain.clients import Client, Reach
from kapdesk.domain.doses import Escort
from kapdesk.services import alerts, clients, crisis, escorts, sessions, settings
from kapdesk.services.record import Record


@dataclass(frozen=True, slots=True)
class Guest:
    """One client with words that nobody else says, so that a word on the wrong page is seen."""

    family: str
    given: str
    born: date
    escort: Escort
    drug: str
    route: str
    amount: str
    lot: str
    allergy: str
    journey: str
    told: str
    emergency: str = ""

    @property
    def name(self) -> str:
        """Return the name as every page says it."""
        return f"{self.family.upper()}, {self.given}"

    @property
    def private(self) -> tuple[str, ...]:
        """Return what has no business on any page that is taken home."""
        return (self.drug, self.lot, self.allergy, self.journey, self.told, f"{self.amount} mg")

    @property
    def own(self) -> tuple[str, ...]:
        """Return what may stand on pages of this client only."""
        return (self.family, self.family.upper(), self.lot, self.allergy, self.journey, self.told,
                self.escort.name, self.emergency or self.family)  # fmt: skip


PLAIN = Guest(
    "Okonjo", "Marit", date(1979, 4, 2), Escort("Piet Okonjo", "husband", "555 0161", adult=True),
    "racemic ketamine", "IM", "41", "AA-1101", "penicillin brings out hives", "a green staircase hums",
    "the moss kept my name", "Hilde Brandt",
)  # fmt: skip
ATTEMPT = Guest(
    "Szabo", "Lorcan", date(1991, 9, 17), Escort("Nuala Szabo", "sister", "555 0162", adult=True),
    "racemic ketamine", "IM", "52", "BB-2202", "walnuts close the throat", "lanterns under the ice",
    "I carried the anvil uphill", "Father Dunstan",
)  # fmt: skip
ACUTE = Guest(
    "Ferreira", "Ines", date(1984, 12, 30), Escort("Tomas Ferreira", "brother", "555 0163", adult=True),
    "racemic ketamine", "IM", "63", "CC-3303", "iodine burns the skin", "an owl sorts letters",
    "nobody opens the last drawer", "Aunt Graca",
)  # fmt: skip
AGAINST = Guest(
    "Whitlock", "Jonah", date(1968, 6, 11), Escort("Delia Marsh", "friend", "555 0164", adult=True),
    "esketamine", "esketamine", "56", "DD-4404", "plasters leave welts", "the tide counts backwards",
    "enough clocks for one day", "Percy Whitlock",
)  # fmt: skip
EVERYBODY = (PLAIN, ATTEMPT, ACUTE, AGAINST)


def open_the_clinic(record: Record, folder: Path) -> None:
    """Write down what a clinic has long before the day: its address, and two numbers somebody has tried."""
    settings.put(record, "backup_folder", str(folder / "backups"))
    settings.put(record, "clinic.address", "4 Alder Court, Riverton")
    crisis.edit(record, crisis.CLINIC_DAY, label="The clinic", number="555 0100", when="9 to 5")
    crisis.confirm(record, crisis.CLINIC_DAY, "555 0100")
    crisis.add(record, "Emergency", "912")
    crisis.confirm(record, crisis.on_list(record)[-1].id, "912")
    crisis.add(record, "Untried night line", "555 0999")


def expect(record: Record, guest: Guest) -> None:
    """Write a client down and plan the day; from then on only keys are pressed."""
    blank = clients.blank(record)
    reach = Reach(
        phone="555 0142", emergency_name=guest.emergency, emergency_relation="godparent",
        emergency_phone="555 0188",
    )  # fmt: skip
    clients.add(record, Client(blank.id, blank.code, guest.family, guest.given, born=guest.born, reach=reach))
    alerts.write(record, blank.id, NewAlert("allergy", Severity.CAUTION, guest.allergy))
    session = sessions.plan(record, blank.id, planned_for=record.now()).item
    assert session is not None
    escorts.write(record, session, guest.escort)
