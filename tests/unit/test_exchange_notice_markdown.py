"""The notices in Markdown, as a reader of CommonMark shows them."""

import json
import re
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from iafiche.exchange.markdown import plain
from iafiche.exchange.notice import Entry
from iafiche.exchange.notice_folder import ALL_FICHES, HEADING, INTERNAL, Leaf, leaves
from iafiche.exchange.notice_markdown import INDEX, write
from iafiche.exchange.profiles import NOTICE_MARKDOWN
from iafiche.model.catalogue import CATALOGUE
from iafiche.model.draft import Draft
from iafiche.model.field import Access
from tests.fiches import complete_draft
from tests.unit.exchange_drafts import any_value, drafts
from tests.unit.web_page import as_shown

READER = MarkdownIt("commonmark").enable("table")
RESTRICTED = [spec for spec in CATALOGUE.fields if spec.field.access is Access.RESTRICTED]
HOSTILE = st.text(
    st.sampled_from("\\`*_{}[]<>()&|~$#+-=.!:\"'/ \t\n\r\x00\x0b\u2028\ud8001aé"), max_size=16
) | st.sampled_from(
    (
        "<script>alert(1)</script>",
        "-->",
        "<!-- iafiche\n{}\n-->",
        "[a](javascript:alert(1))",
        "![x](https://x.fr/p.png)",
        "&lt;b&gt;",
        "# titre\n- puce\n1. un\n2) deux\n===\n---\n***\n    code\n\tcode",
        "```\ncode\n```",
        "| a | b |\n| - | - |",
        "a\n:-:",
        "[^1]: note\n[lien]: https://x.fr",
        "{{ site }} {% raw %}",
    )
)

hostile_drafts = st.lists(
    drafts(lambda spec: any_value(spec, surrogates=True))
    | drafts(lambda spec: st.lists(HOSTILE).map(tuple) if spec.kind.many else HOSTILE),
    min_size=1,
    max_size=2,
)


def text_of(token: Token) -> str:
    """Return the text of an inline token as it is read; breaks are line feeds."""
    parts = {"softbreak": "\n", "hardbreak": "\n"}
    return "".join(parts.get(one.type, one.content) for one in token.children or ())


def inline(tokens: list[Token]) -> Iterator[Token]:
    return (token for token in tokens if token.type == "inline")


def as_seen(text: str) -> str:
    """Return a line as pages show it: single spaces, and a sign for what cannot be shown."""
    return " ".join(as_shown(text).split())


def expected_texts(leaf: Leaf) -> Iterator[str]:
    """Yield the texts of a page's blocks, in order."""
    yield as_seen(leaf.title)
    if leaf.notice.holder:
        yield as_seen(leaf.notice.holder)
    yield INTERNAL
    for part in leaf.notice.parts:
        yield part.label
        for entry in part.entries:
            yield from entry_texts(entry)
    yield ALL_FICHES


def entry_texts(entry: Entry) -> Iterator[str]:
    label = f"{entry.spec.field.label}\N{NO-BREAK SPACE}:"
    if entry.spec.kind.many or entry.spec.kind.multiline:
        yield label
        for text in entry.texts:
            yield "\n".join(as_seen(line) for line in text.splitlines())
    else:
        yield f"{label} {as_seen(entry.texts[0])}"


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(hostile_drafts)
def test_a_page_reads_as_the_notice_whatever_a_fiche_says(fiches: list[Draft]) -> None:
    files = write(fiches, complete=True)
    for leaf in leaves(NOTICE_MARKDOWN, fiches, complete=True):
        tokens = READER.parse(files[leaf.path(".md")].decode("utf-8"))
        assert [same(text_of(one)) for one in inline(tokens)] == [
            same(text) for text in expected_texts(leaf)
        ]
        *others, comment = [one for one in tokens if one.type == "html_block"]
        assert not others
        assert comment is tokens[-1]
        children = [one for token in inline(tokens) for one in token.children or ()]
        assert {one.type for one in tokens} <= {
            *("heading_open", "heading_close", "paragraph_open", "paragraph_close", "inline"),
            *("bullet_list_open", "bullet_list_close", "list_item_open", "list_item_close"),
            "html_block",
        }
        assert {one.type for one in children} <= {
            *("text", "text_special", "hardbreak", "strong_open", "strong_close"),
            *("link_open", "link_close"),
        }
        targets = [str(one.attrs["href"]) for one in children if one.type == "link_open"]
        assert all(re.match(rf"(?i:https?://)|\.\./{INDEX}$", target) for target in targets)


def same(text: str) -> list[str]:
    # What a reader does to a space at a line's end is its own affair.
    return [line.strip() for line in text.split("\n")]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(hostile_drafts)
def test_the_index_is_one_table_with_a_link_to_each_page(fiches: list[Draft]) -> None:
    files = write(fiches, complete=False)
    tokens = READER.parse(files[INDEX].decode("utf-8"))
    assert sum(one.type == "table_open" for one in tokens) == 1
    links = [
        str(child.attrs["href"])
        for token in inline(tokens)
        for child in token.children or ()
        if child.type == "link_open"
    ]
    assert links == [path for path in files if path != INDEX]
    rows = sum(one.type == "tr_open" for one in tokens)
    assert rows == len(fiches) + 1


@settings(max_examples=200)
@given(HOSTILE)
def test_any_text_shows_as_itself_in_a_line_of_its_own(text: str) -> None:
    line = " ".join(text.replace("\x00", "").replace("\ud800", "").split())
    tokens = READER.parse(plain(line))
    assert "".join(text_of(one) for one in inline(tokens)) == line
    assert {one.type for one in tokens} <= {"paragraph_open", "inline", "paragraph_close"}


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Aix-Marseille, 1.5 % (n° 2)", "Aix-Marseille, 1.5 % (n° 2)"),
        ("-4.5107", "-4.5107"),
        ("2024.", "2024\\."),
        ("- puce", "\\- puce"),
        ("C#", "C\\#"),
    ],
)
def test_only_the_signs_that_would_mean_something_get_a_backslash(text: str, written: str) -> None:
    assert plain(text) == written


def test_restricted_fields_show_only_when_asked_for_and_the_page_then_says_so() -> None:
    draft = complete_draft()
    public, complete = (
        b"".join(write([draft], complete=complete).values()).decode() for complete in (False, True)
    )
    for spec in RESTRICTED:
        assert spec.key not in public
        assert spec.key in complete or not draft.is_filled(spec.key)
    assert INTERNAL not in public
    assert complete.count(INTERNAL) == 2


def test_the_index_names_the_fiches_and_what_they_are() -> None:
    index = write([complete_draft(), Draft()], complete=False)[INDEX].decode()
    assert index.startswith(f"# {HEADING}\n\n2 fiches.\n\n| Projet | Porteur |")
    assert "| [Propreté des rives](fiches/proprete-des-rives-ville-de-belrive.md) | " in index
    assert "[Projet sans nom](fiches/fiche.md)" in index


def test_the_comment_at_the_end_holds_the_values_for_programs() -> None:
    draft = complete_draft(usage_description="a --> b")
    files = write([draft], complete=True)
    (page,) = (data.decode() for path, data in files.items() if path != INDEX)
    assert page.count("-->") == 1
    held = page[page.index("<!-- iafiche") :].removeprefix("<!-- iafiche").removesuffix("-->\n")
    values = {key: tuple(v) if isinstance(v, list) else v for key, v in json.loads(held).items()}
    assert values == draft.values
