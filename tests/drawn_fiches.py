"""Drafts and files drawn by hypothesis: any value, and layouts people and tools write."""

import datetime

from hypothesis import strategies as st

from iafiche.model.catalogue import CATALOGUE, FieldSpec
from iafiche.model.draft import VERSION_KEY, Draft
from iafiche.model.values import Foreign, PathOfKeys, Value
from iafiche.store.encoding import encode_inline, encode_key
from iafiche.store.reading import read_bytes

_ODD_TEXT = st.text(alphabet="\"'\\\r\n\t\x00\x1b\x7f\x85\u2028\ufeff #[]{}=,.éx😀", max_size=12)
TEXTS = st.text(max_size=20) | _ODD_TEXT
_FILLED_TEXTS = TEXTS.filter(bool)
_OFFSETS = st.integers(-23 * 60, 23 * 60).map(
    lambda minutes: datetime.timezone(datetime.timedelta(minutes=minutes))
)
_ATOMS = (
    st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats()
    | st.dates()
    | st.times()
    | st.datetimes(timezones=st.none() | _OFFSETS)
    | TEXTS
)
RAW_VALUES = st.recursive(
    _ATOMS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=5,
)
_SECTIONS = [section.key for section in CATALOGUE.sections]


def values_of(spec: FieldSpec) -> st.SearchStrategy[Value]:
    """Draw what a draft can hold for one field: right, wrong, or of another type."""
    own: st.SearchStrategy[Value] = (
        st.lists(TEXTS, min_size=1, max_size=5).map(tuple)
        if spec.kind.many
        else _FILLED_TEXTS | st.just(spec.field.example)
    )
    foreign = RAW_VALUES.filter(lambda raw: isinstance(spec.kind.read(raw), Foreign)).map(Foreign)
    return st.one_of(own, own, own, foreign)


@st.composite
def unknown_contents(draw: st.DrawFn) -> dict[PathOfKeys, object]:
    """Draw what the model does not know: sections, keys at the root, keys of sections."""
    unknown: dict[PathOfKeys, object] = {}
    for name in draw(st.lists(TEXTS, max_size=2)):
        if name not in _SECTIONS and name != VERSION_KEY:
            unknown[(name,)] = draw(RAW_VALUES)
    for key in draw(st.lists(TEXTS | st.sampled_from([*_FIELDS]), max_size=2)):
        section = draw(st.sampled_from(_SECTIONS))
        if not CATALOGUE.has_path((section, key)):
            unknown[(section, key)] = draw(RAW_VALUES)
    return unknown


_FIELDS = {spec.key: spec for spec in CATALOGUE.fields}


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    """Draw a draft that a file can hold."""
    specs = draw(st.lists(st.sampled_from(CATALOGUE.fields), unique=True, max_size=8))
    values = {spec.key: draw(values_of(spec)) for spec in specs}
    return Draft(values, draw(unknown_contents()))


_COMMENTS = st.sampled_from(["", "", " # note", "# [general]", '  # x = "y" é'])
_NOTES = st.sampled_from(["", "", "", "# une note\n", "\n", '# "\n# [data]\n', "\n# partie\n\n"])
_SPACES = st.sampled_from(["", " ", "  ", "\t"])
_PLAIN = st.text(alphabet="abc é#[]=,.😀", max_size=8)


@st.composite
def _written_text(draw: st.DrawFn) -> str:
    text = draw(_PLAIN)
    quoted = draw(_PLAIN)
    return draw(
        st.sampled_from(
            [
                encode_inline(text),
                f"'{text}'",
                f'"""\n{text}\n"{quoted}."" \\"\n"""',
                f'"""{text}\\\n   {quoted}"""""',
                f"'''\n{text}\n''{quoted}.'''''",
            ]
        )
    )


ITEMS_OWN = "# x, ]"
"""The comment that each item of a drawn list may have behind it."""


@st.composite
def written_arrays(draw: st.DrawFn) -> str:
    """Draw a list of texts as people write one, on one line or several."""
    items = draw(st.lists(_PLAIN.map(encode_inline) | _PLAIN.map(lambda t: f"'{t}'"), max_size=4))
    shape = draw(st.integers(0, 3))
    if shape == 0 or not items:
        return f"[{', '.join(items)}]"
    if shape == 1:
        return "[\n" + "".join(f"  {item}, {ITEMS_OWN}\n" for item in items) + "]"
    if shape == 2:
        return "[ # début\n" + " ,\n\t".join(items) + "\n# fin\n ]"
    return f"[{items[0]}" + "".join(f"\n, {item}" for item in items[1:]) + " ]"


_WRITTEN_OTHERS = st.sampled_from(
    (
        *("3", "1_000", "-2.50", "0xFF", "nan", "true", '""', "[]"),
        *("2024-03-01", "1979-05-27 07:32:00Z", "07:32:00"),
        *("[1, 'a']", "{ a = 1, 'b.c' = [2] }", '[ { a = "]" }, {} ]'),
    )
)


@st.composite
def _written_pair(draw: st.DrawFn, path: PathOfKeys, *, on_one_line: bool = False) -> str:
    many = path[-1] in CATALOGUE and CATALOGUE[path[-1]].kind.many
    own = written_arrays() if many else _written_text()
    value = draw(own | own | _WRITTEN_OTHERS)
    if on_one_line and "\n" in value:
        value = encode_inline(draw(_PLAIN))
    quoted = draw(st.booleans()) and len(path) == 1
    key = f'"{path[0]}"' if quoted else encode_key(path)
    return f"{key}{draw(_SPACES)}={draw(_SPACES)}{value}"


@st.composite
def _written_section(draw: st.DrawFn, section: str, keys: list[str]) -> str:
    lines = [f"{draw(st.sampled_from(['', '  ']))}[{draw(_SPACES)}{section} ]{draw(_COMMENTS)}\n"]
    for key in keys:
        lines.append(draw(_NOTES))
        lines.append(f"{draw(_SPACES)}{draw(_written_pair((key,)))}{draw(_COMMENTS)}\n")
    if draw(st.booleans()):
        lines.append(f"{draw(_NOTES)}perso.'a b' = 1\nperso.c = '''x\n[y]'''\n")
    if draw(st.booleans()):
        lines.append(f"{draw(_NOTES)}[{section}.sous]\nx = 1 # un\n[{section}.sous.z]\n")
    if draw(st.booleans()):
        lines.append(f"[[{section}.suite]]\ncoll_nom = 1\n[[{section}.suite]]\n")
    return "".join(lines) + draw(_NOTES)


@st.composite
def odd_files(draw: st.DrawFn) -> str:
    """Draw a valid file with comments, unknown content and every way of writing a section."""
    root = [draw(_NOTES), draw(st.sampled_from(["", f"{VERSION_KEY} = 1 # format\n"]))]
    tables: list[str] = []
    for section in draw(st.permutations(_SECTIONS)):
        specs = CATALOGUE.of_section(section)
        drawn = draw(st.lists(st.sampled_from(specs), unique=True, max_size=5))
        keys = [spec.key for spec in drawn]
        way = draw(st.sampled_from(["table", "table", "table", "none", "dotted", "inline", "sub"]))
        if way == "table":
            tables.append(draw(_written_section(section, keys)))
        elif way == "dotted":
            for key in keys:
                pair = draw(_written_pair((section, key)))
                root.append(f"{draw(_NOTES)}{pair}{draw(_COMMENTS)}\n")
        elif way == "inline":
            pairs = [draw(_written_pair((key,), on_one_line=True)) for key in keys]
            root.append(f"{section} = {{ {', '.join(pairs)} }}{draw(_COMMENTS)}\n")
        elif way == "sub":
            tables.append(f"{draw(_NOTES)}[{section}.{specs[0].key}]\nx = 1\n[{section}.sous]\n")
    if draw(st.booleans()):
        tables.insert(0, "[[perso]]\ndate = 1\n[[perso]]\n[perso.general]\ndate = 2\n")
    text = "".join((*root, *tables))
    if draw(st.booleans()):
        text = text.replace("\n", "\r\n")
    if draw(st.booleans()):
        text = text.rstrip("\r\n")
    return draw(st.sampled_from(["", "\ufeff"])) + text


def draft_of(text: str) -> Draft:
    """Return what a readable file holds."""
    reading = read_bytes(text.encode())
    assert reading.readable, reading.findings
    return reading.draft


def lines(text: str) -> list[str]:
    """Return the lines of a text, without the signs that end or precede them."""
    bare = text.removeprefix("\ufeff").removesuffix("\n")
    return [line.removesuffix("\r") for line in bare.split("\n")]
