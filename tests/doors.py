"""Reading the program for what it does to the world outside: one name for each sort of thing."""

from __future__ import annotations

import ast
import re
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class Door(StrEnum):
    """What a line of the program does."""

    READ = "opens a file to read it"
    WRITE = "writes, makes, moves or removes files"
    PROCESS = "starts or ends processes, or calls into the system's libraries"
    NETWORK = "could open a connection or a browser"
    CODE = "runs or loads what is not written in the program"
    TERMINAL = "writes to the terminal by itself"
    MARKUP = "lets Textual or rich read a text as markup"
    PAGE = "writes tags of HTML or XML"
    ENVIRONMENT = "reads the environment"


_OF_OS = {
    Door.WRITE: "chmod chown copy_file_range fchmod fchown fdopen ftruncate lchown link makedirs"
    " mkdir mkfifo mknod open remove removedirs removexattr rename renames replace rmdir"
    " sendfile setxattr symlink truncate unlink utime write writev pwrite dup2",
    Door.PROCESS: "abort fork forkpty kill killpg popen posix_spawn posix_spawnp startfile system",
    Door.ENVIRONMENT: "environ environb getenv getenvb putenv unsetenv",
}
_KNOWN = {
    **{f"os.{name}": door for door, names in _OF_OS.items() for name in names.split()},
    "shutil.which": Door.READ,
    "shutil.get_terminal_size": Door.ENVIRONMENT,
    "urllib.parse": None,
    "click.echo": Door.TERMINAL,
    "click.secho": Door.TERMINAL,
    "click.prompt": Door.TERMINAL,
    "click.confirm": Door.TERMINAL,
    "click.pause": Door.TERMINAL,
    "click.getchar": Door.TERMINAL,
    "click.echo_via_pager": Door.TERMINAL,
    "click.edit": Door.PROCESS,
    "click.launch": Door.NETWORK,
    "sys.stdout": Door.TERMINAL,
    "sys.stderr": Door.TERMINAL,
    "sys.__stdout__": Door.TERMINAL,
    "sys.__stderr__": Door.TERMINAL,
    "warnings.warn": Door.TERMINAL,
    "asyncio.open_connection": Door.NETWORK,
    "asyncio.start_server": Door.NETWORK,
    "asyncio.create_subprocess_exec": Door.PROCESS,
    "asyncio.create_subprocess_shell": Door.PROCESS,
    "importlib.import_module": Door.CODE,
    "io.open": Door.WRITE,
    "io.FileIO": Door.WRITE,
    "codecs.open": Door.WRITE,
}
"""What is done by its full name; None for what does nothing."""

_MODULES = {
    Door.WRITE: "shutil tempfile fcntl msvcrt mmap sqlite3 dbm",
    Door.PROCESS: "subprocess multiprocessing concurrent ctypes pty winreg",
    Door.NETWORK: "socket ssl http urllib ftplib smtplib imaplib poplib telnetlib xmlrpc webbrowser"
    " requests httpx aiohttp socketserver",
    Door.TERMINAL: "logging curses",
    Door.CODE: "pickle marshal shelve runpy code codeop yaml",
}
_BY_MODULE = {name: door for door, names in _MODULES.items() for name in names.split()}
_BUILTINS = {
    "print": Door.TERMINAL,
    "input": Door.TERMINAL,
    "eval": Door.CODE,
    "exec": Door.CODE,
    "compile": Door.CODE,
    "__import__": Door.CODE,
}
_METHODS = {
    "write_text": Door.WRITE,
    "write_bytes": Door.WRITE,
    "mkdir": Door.WRITE,
    "unlink": Door.WRITE,
    "rmdir": Door.WRITE,
    "touch": Door.WRITE,
    "symlink_to": Door.WRITE,
    "hardlink_to": Door.WRITE,
    "chmod": Door.WRITE,
    "rename": Door.WRITE,
    "from_markup": Door.MARKUP,
    "from_ansi": Door.MARKUP,
    "open_url": Door.NETWORK,
    "exec_module": Door.CODE,
}
"""What methods of these names do, whatever they belong to."""

_OWN = ("DISK", "around", "super()")
"""What has methods of such names without being a path: the one disk, the one output, click's."""

_READS_MARKUP = {"OptionList", "SelectionList", "notify"}
"""What reads the texts it is given as markup, unless it is told not to."""

_TITLES = {"border_title", "border_subtitle", "tooltip"}
"""Where Textual reads a text as markup, unless it is made a Content."""

_TAG = re.compile(r"<(?:/?[a-z][a-z0-9]*[ >]|\?xml|!doctype)", re.IGNORECASE)


def doors(source: str) -> Iterator[tuple[Door, int]]:
    """Yield what a module does to the world outside, with the lines where."""
    tree = ast.parse(source)
    names = dict(_imported(tree))
    passed_over = {id(part) for node in ast.walk(tree) for part in _doing_nothing(node)}
    for node in ast.walk(tree):
        if id(node) not in passed_over and isinstance(node, ast.expr | ast.stmt):
            for door in _of(node, names):
                yield door, node.lineno


def _doing_nothing(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what is there for types alone, and docstrings."""
    match node:
        case ast.If(test=ast.Name("TYPE_CHECKING")):
            yield from ast.walk(node)
        case ast.Expr(value=ast.Constant() as docstring):
            yield docstring


def _imported(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Yield the names that a module gives to what it imports, with their full names."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                whole = alias.name if alias.asname else alias.name.partition(".")[0]
                yield alias.asname or whole, whole
        elif isinstance(node, ast.ImportFrom) and not node.level:
            for alias in node.names:
                yield alias.asname or alias.name, f"{node.module}.{alias.name}"


def _of(node: ast.AST, names: dict[str, str]) -> Iterator[Door]:
    match node:
        case ast.Import(names=aliases):
            yield from filter(None, (_named(alias.name) for alias in aliases))
        case ast.ImportFrom(module=str(module), names=aliases):
            yield from filter(None, (_named(f"{module}.{alias.name}") for alias in aliases))
        case ast.Attribute():
            if door := _named(_full(node, names)):
                yield door
        case ast.Call():
            yield from _called(node, names)
        case ast.Assign(targets=[ast.Attribute(attr=attr)], value=value) if attr in _TITLES:
            if not _is_plain(value):
                yield Door.MARKUP
        case ast.Constant(value=str(text)) if re.search(_TAG, text):
            yield Door.PAGE


def _named(full: str) -> Door | None:
    if full in _KNOWN:
        return _KNOWN[full]
    if any(known.startswith(f"{full}.") for known in _KNOWN):
        # A module of which only some things do anything: they are looked at where they are used.
        return None
    module = full.partition(".")[0]
    if full.startswith(("os.exec", "os.spawn")):
        return Door.PROCESS
    return None if full.startswith("urllib.parse.") else _BY_MODULE.get(module)


def _full(node: ast.expr, names: dict[str, str]) -> str:
    if isinstance(node, ast.Name):
        return names.get(node.id, "")
    if isinstance(node, ast.Attribute):
        owner = _full(node.value, names)
        return f"{owner}.{node.attr}" if owner else ""
    return ""


def _called(node: ast.Call, names: dict[str, str]) -> Iterator[Door]:
    given = {keyword.arg: ast.unparse(keyword.value) for keyword in node.keywords}
    if given.get("markup") == "True" or given.get("shell") == "True":
        yield Door.MARKUP if "markup" in given else Door.PROCESS
    name = getattr(node.func, "attr", getattr(node.func, "id", ""))
    if name in _READS_MARKUP and (node.args or given) and given.get("markup") != "False":
        yield Door.MARKUP
    if isinstance(node.func, ast.Name):
        if name not in names and name in _BUILTINS:
            yield _BUILTINS[name]
        elif name == "open" and name not in names:
            yield _opened(node.args[1:], given)
    elif isinstance(node.func, ast.Attribute):
        owner = ast.unparse(node.func.value)
        if owner.endswith(_OWN) or ast.unparse(node.func) == "self.write_bytes":
            return
        if name in _METHODS:
            yield _METHODS[name]
        elif name == "replace" and len(node.args) == 1 and not node.keywords:
            yield Door.WRITE
        elif name in {"read_text", "read_bytes"} and not node.args:
            yield Door.READ
        elif (
            name == "open"
            and not _is_class(node.func.value)
            and _full(node.func, names) != "os.open"
        ):
            yield _opened(node.args, given)


def _is_class(owner: ast.expr) -> bool:
    return isinstance(owner, ast.Name) and owner.id[:1].isupper()


def _opened(rest: list[ast.expr], given: dict[str | None, str]) -> Door:
    mode = ast.unparse(rest[0]) if rest else given.get("mode", "'r'")
    return Door.READ if not set("wax+") & set(mode) and mode.startswith("'") else Door.WRITE


def _is_plain(value: ast.expr) -> bool:
    """Tell whether a title cannot hold other people's text: it is ours, or made a Content."""
    if isinstance(value, ast.Constant):
        return True
    return isinstance(value, ast.Call) and getattr(value.func, "id", "") == "Content"
