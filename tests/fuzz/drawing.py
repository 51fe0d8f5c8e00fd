"""Drawing inputs near to sound ones, where no coverage leads the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

_BYTES = (0, 1, 9, 10, 13, 32, 34, 39, 44, 59, 91, 92, 123, 127, 128, 194, 237, 239, 254, 255)
_NUMBERS = (b"0", b"-1", b"1e400", b"99999999999999999999", b"4294967296", b"2147483648", b"0.1")


class Drawing:
    """Draws inputs: parts of sound ones cut, doubled, crossed, and spoiled here and there."""

    def __init__(self, rng: random.Random, sound: Sequence[bytes], words: Sequence[bytes]) -> None:
        self._rng = rng
        self._sound = list(sound) or [b""]
        self._words = (*words, *_NUMBERS)

    def draw(self) -> bytes:
        """Return one input."""
        rng = self._rng
        if rng.random() < 0.02:
            return rng.randbytes(rng.randrange(200))
        data = bytearray(rng.choice(self._sound))
        for _ in range(rng.choice((0, 1, 1, 2, 3, 5, 9))):
            self._spoil(data)
        return bytes(data)

    def _spoil(self, data: bytearray) -> None:
        rng = self._rng
        at = rng.randrange(len(data) + 1)
        length = rng.choice((1, 1, 2, 4, 16, 64))
        match rng.randrange(8):
            case 0:
                data[at : at + 1] = bytes((rng.choice(_BYTES),))
            case 1:
                data[at : at + 1] = rng.randbytes(1)
            case 2:
                del data[at : at + length]
            case 3:
                data[at:at] = data[at : at + length] * rng.choice((1, 1, 2, 40))
            case 4:
                other = rng.choice(self._sound)
                begin = rng.randrange(len(other) + 1)
                data[at : at + rng.choice((0, length))] = other[begin : begin + 4 * length]
            case 5:
                del data[at:]
            case _:
                word = rng.choice(self._words)
                data[at : at + rng.choice((0, 0, len(word)))] = word
