"""docs/architecture.md claims the packages, files and dependencies that there are."""

import ast
import re
import tomllib
from importlib.metadata import packages_distributions

from tests.conftest import ROOT
from tests.docs.pages import chapter, first_cells, text_of

PAGE = ROOT / "docs" / "architecture.md"
PACKAGE = ROOT / "src" / "iafiche"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRA = PROJECT["optional-dependencies"]["tableur"]
DEVELOPMENT = [
    requirement
    for requirement in PROJECT["optional-dependencies"]["dev"]
    if not requirement.startswith(f"{PROJECT['name']}[")
]
COMES_WITH = {"pydantic-core": "pydantic", "rich": "textual"}
"""Packages whose types stand in the interface of one of our dependencies, which brings them."""


def names(requirements: list[str]) -> list[str]:
    return [re.split(r"[^\w.-]", requirement)[0] for requirement in requirements]


def imported() -> set[str]:
    """Return the distributions that the program's modules import from."""
    providers = packages_distributions()
    found: set[str] = set()
    for file in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                modules = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                modules = [node.module or ""]
            else:
                continue
            for module in modules:
                found.update(providers.get(module.partition(".")[0], ()))
    plain = {re.sub(r"[-_.]+", "-", name).lower() for name in found} - {"iafiche"}
    return {COMES_WITH.get(name, name) for name in plain}


def test_the_page_gives_its_word_on_each_dependency_and_on_no_other() -> None:
    others, _, development = chapter(PAGE, "Dépendances").partition("Pour développer")
    runtime, _, extra = others.partition("Pour les classeurs")
    assert first_cells(runtime) == names(PROJECT["dependencies"])
    assert first_cells(extra) == names(EXTRA)
    assert first_cells(development) == names(DEVELOPMENT)


def test_the_program_imports_from_all_its_dependencies_and_from_no_other_package() -> None:
    assert imported() == {name.lower() for name in names([*PROJECT["dependencies"], *EXTRA])}


def test_each_dependency_has_a_lower_bound() -> None:
    for requirement in (*PROJECT["dependencies"], *EXTRA, *DEVELOPMENT):
        assert ">=" in requirement, requirement


def test_the_page_shows_every_package_of_the_house() -> None:
    packages = {f"{file.parent.name}/" for file in PACKAGE.glob("*/__init__.py")}
    assert set(first_cells(chapter(PAGE, "La maison"))) == packages


def test_the_files_that_the_page_names_exist() -> None:
    named = re.findall(r"`([\w./]+\.(?:py|toml|md)|[\w./]+/)`", text_of(PAGE))
    assert len(named) > 20
    for name in named:
        assert (PACKAGE / name).exists() or (ROOT / name).exists(), name
