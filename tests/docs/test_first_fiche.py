"""The README's five minutes can be lived through, with the very keys that it names."""

import asyncio
import re
from pathlib import Path

from iafiche.model.catalogue import CATALOGUE
from tests.docs.keys import in_words
from tests.docs.pages import README, chapter
from tests.fiches import on_disk
from tests.tui.person import USUAL, Person, editor


class Reader:
    """Someone who does what the README says."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.pressed: set[str] = set()

    async def press(self, *keys: str) -> None:
        for key in keys:
            self.pressed.add(in_words(key))
            await self.person.press(key)

    async def go_to(self, field: str, key: str) -> None:
        """Press a key until a field is the one being filled."""
        for _ in CATALOGUE.fields:
            if self.person.field == field:
                return
            await self.press(key)
        raise AssertionError(f"{key} does not lead to {field}")


async def five_minutes(path: Path) -> set[str]:
    """Live through the chapter, one paragraph after the other; return the keys pressed."""
    async with editor(path, size=USUAL) as person:
        reader = Reader(person)

        await person.type("Ville de Belrive")
        await reader.press("tab", "shift+tab")
        assert person.field == "coll_nom"

        await reader.go_to("coll_type", "tab")
        await reader.press("enter")
        await person.type("dépar")
        await reader.press("enter")
        assert person.value("coll_type") == "Département"
        await reader.press("enter", "escape")
        assert person.value("coll_type") == "Département"
        await reader.go_to("audience_service", "tab")
        await reader.press("enter", "space", "enter")
        assert person.value("audience_service")

        await person.go_to("partenaires")
        await person.type("Université de Belrive")
        await reader.press("enter")
        await person.type("Rives")
        await reader.press("enter", "backspace")
        assert "Rives" in person.reads
        await reader.press("enter")
        assert person.value("partenaires") == ("Université de Belrive", "Rives")

        await reader.press("f3")
        await person.sees("Nom de l'algorithme")
        await reader.press("f2")
        assert person.field == "partenaires"

        await person.go_to("projet_date")
        await person.type("mars 2024")
        await person.go_to("coll_siret")
        assert person.value("projet_date") == "03/2024"
        await person.type("2199001500014")
        await person.go_to("coll_nom")
        await reader.go_to("coll_siret", "f8")
        await reader.press("f4")
        assert person.value("coll_siret") == "02199001500014"
        await reader.press("ctrl+z")
        assert person.value("coll_siret") == "2199001500014"

        await reader.press("ctrl+s")
        assert on_disk(path).text("coll_nom") == "Ville de Belrive"
        await reader.press("ctrl+q")
        await person.until_closed()
        return reader.pressed


def test_the_first_fiche_is_made_with_the_keys_that_the_readme_names(tmp_path: Path) -> None:
    pressed = asyncio.run(five_minutes(tmp_path / "tri-du-courrier.fiche.toml"))
    told = chapter(README, "Cinq minutes pour une première fiche")
    assert pressed == set(re.findall(r"<kbd>([^<]+)</kbd>", told))
