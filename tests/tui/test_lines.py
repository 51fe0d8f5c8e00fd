"""Lines that are drawn again are painted again only where they are others."""

from collections import Counter

from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.content import Content
from textual.style import Style

from iafiche.tui.widgets.lines import Lines

painted: Counter[str] = Counter()
_PLAIN = Style.null()


class _Counting(Content):
    def render_segments(self, base_style: Style = _PLAIN, end: str = "") -> list[Segment]:
        painted[self.plain] += 1
        return super().render_segments(base_style, end)


class _List(Lines):
    def __init__(self) -> None:
        super().__init__("list")
        self.rows = [_Counting(name) for name in "abc"]

    def draw(self, width: int, height: int) -> list[Content]:  # noqa: ARG002
        return list(self.rows)


class _App(App[None]):
    def compose(self) -> ComposeResult:
        yield _List()


def _shown(app: App[None]) -> list[str]:
    return [strip.text.strip() for strip in app.screen._compositor.render_strips()[:3]]


async def test_a_line_that_stays_is_painted_once_until_it_looks_otherwise() -> None:
    painted.clear()
    async with _App().run_test(size=(20, 6)) as pilot:
        shown = pilot.app.query_one(_List)
        before = Counter(painted)
        assert set(before) == set("abc")
        shown.rows[1] = _Counting("B")
        shown.redraw(layout=False)
        await pilot.pause()
        assert painted - before == Counter("B")
        assert _shown(pilot.app) == ["a", "B", "c"]
        pilot.app.theme = "textual-light"
        await pilot.pause()
        assert all(painted[name] > before[name] for name in "ac")
        await pilot.resize_terminal(12, 6)
        await pilot.pause()
        assert _shown(pilot.app) == ["a", "B", "c"]


async def test_a_line_shown_twice_is_painted_once() -> None:
    painted.clear()
    async with _App().run_test(size=(20, 6)) as pilot:
        shown = pilot.app.query_one(_List)
        twice = _Counting("d")
        shown.rows = [twice, twice]
        shown.redraw(layout=False)
        await pilot.pause()
        assert painted["d"] == 1
        assert _shown(pilot.app)[:2] == ["d", "d"]
