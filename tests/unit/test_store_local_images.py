"""A logo's file is told by what it holds, not by its name."""

import os
from pathlib import Path

import pytest

from iafiche.check.context import ImageState
from iafiche.store.local_images import image_at

IMAGES = {
    "png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    "jpeg": b"\xff\xd8\xff\xe0\0\x10JFIF",
    "gif": b"GIF89a\x01\0\x01\0",
    "webp": b"RIFF\x24\0\0\0WEBPVP8 ",
    "bmp": b"BM\x46\0\0\0\0\0\0\0\x36\0\0\0",
    "ico": b"\0\0\x01\0\x01\0\x10\x10",
    "tiff, little-endian": b"II*\0\x08\0\0\0",
    "tiff, big-endian": b"MM\0*\0\0\0\x08",
    "avif": b"\0\0\0\x1cftypavif\0\0\0\0mif1",
    "avif among others": b"\0\0\0\x1cftypmif1\0\0\0\0miafavif",
    "svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "svg with a preamble": b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- a > b -->\n<svg:svg/>",
    "svg with a document type": b"<?xml version='1.0'?><!DOCTYPE svg PUBLIC '' [<!ENTITY a ''>]>",
}
OTHERS = {
    "nothing": b"",
    "text": "Le logo est à demander au service communication.".encode(),
    "pdf": b"%PDF-1.7",
    "a web page that holds a drawing": b"<html><body><svg></svg></body></html>",
    "video": b"\0\0\0\x20ftypisom\0\0\x02\0isomiso2mp41",
    "sound": b"RIFF\x24\0\0\0WAVEfmt ",
    "letters like a bitmap's": b"BM est un sigle.",
}


@pytest.mark.parametrize("name", IMAGES)
def test_an_image_is_known_by_its_first_bytes(tmp_path: Path, name: str) -> None:
    (tmp_path / "logo").write_bytes(IMAGES[name] + b"\0" * 9000)

    assert image_at(tmp_path)("logo") is ImageState.IMAGE


@pytest.mark.parametrize("name", OTHERS)
def test_anything_else_is_no_image_whatever_its_name(tmp_path: Path, name: str) -> None:
    (tmp_path / "logo.png").write_bytes(OTHERS[name])

    assert image_at(tmp_path)("logo.png") is ImageState.OTHER


@pytest.mark.parametrize("written", ["rien.png", "logo.png/rien", "a\0.png", "images\\rien.png"])
def test_what_is_not_there_is_missing(tmp_path: Path, written: str) -> None:
    (tmp_path / "logo.png").write_bytes(IMAGES["png"])

    assert image_at(tmp_path)(written) is ImageState.MISSING


def test_a_folder_is_no_image(tmp_path: Path) -> None:
    assert image_at(tmp_path)(".") is ImageState.OTHER


@pytest.mark.parametrize(
    "written", ["images/mon logo.png", "./images/mon logo.png", "images/mon%20logo.png"]
)
def test_a_path_is_taken_from_the_folder_of_the_fiche(tmp_path: Path, written: str) -> None:
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "mon logo.png").write_bytes(IMAGES["png"])

    assert image_at(tmp_path)(written) is ImageState.IMAGE
    assert image_at(tmp_path / "ailleurs")(str(tmp_path / written)) is ImageState.IMAGE


@pytest.mark.skipif(os.name == "nt", reason="the path as its own system writes it")
def test_a_path_written_on_windows_is_found_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "logo.png").write_bytes(IMAGES["png"])

    assert image_at(tmp_path)("images\\logo.png") is ImageState.IMAGE


@pytest.mark.parametrize("lead", ["//", "\\\\", "/\\", "%2F%2F", "\\\\?\\UNC\\"])
def test_a_path_on_another_machine_is_not_looked_at(tmp_path: Path, lead: str) -> None:
    path = tmp_path / "logo.png"
    path.write_bytes(IMAGES["png"])

    assert image_at(tmp_path)(f"{lead}{path.as_posix()}") is ImageState.UNKNOWN


def test_a_file_that_may_not_be_read_is_not_judged(plain_users_folder: Path) -> None:
    path = plain_users_folder / "logo.png"
    path.write_bytes(IMAGES["png"])
    path.chmod(0)

    assert image_at(plain_users_folder)("logo.png") is ImageState.UNKNOWN
