"""Build a package's wheel with mypyc-compiled modules, or a pure one where there is no C compiler.

Why not hatch-mypyc alone: it stops a build that finds no compiler, leaves extension modules in `src/`, where they
shadow edited sources, renames `pyproject.toml` while it works, and compiles everything again each time. So this hook
takes hatch-mypyc's settings and its choice of files, and does the compiling itself: outside the tree, in a folder of
the user's cache named by the content of everything that goes in, so that the same sources are compiled once.

Each compiled package has a `hatch_build.py` that finds this file, here or in the source distribution, and is set up
under `[tool.hatch.build.targets.wheel.hooks.custom]`:

- `exclude`: patterns of modules that stay Python;
- `types-from`: distributions that mypy reads for their types, each with where its sources are in the workspace; where
  they are not, the distribution is installed for the build;
- `hot`: packages and modules that the time of a run goes into: they and mypyc's runtime library become one C file,
  compiled at -O2, so that list accesses and the calls between these modules are inlined (`multi_file` builds only);
- `hot-header`: a C header for them; a function that it, or one beside it, defines takes the place of the one of its
  name that mypyc has made, for callers from C and from Python. The modules of such functions are not in the one C file;
- `options`: what `mypycify` takes; others of hatch-mypyc's settings (`include`, `mypy-args`) work as they do there.

Imports among the modules of a package go through `light_imports.h`, which stands beside this file.

Environment: `PYSTON_BUILD_PURE=1` asks for the pure wheel; `PYSTON_BUILD_CACHE` names another cache folder.
"""

from __future__ import annotations

import concurrent.futures
import contextlib
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

# What compiling takes; a pure wheel or an editable install needs none of it.
COMPILING = ["hatch-mypyc==0.16.0", "mypy==2.4.1", "platformdirs==4.14.7", "setuptools==84.2.1"]
# What takes the place of a function of mypyc's runtime library.
LIGHT_IMPORTS = Path(__file__).with_name("light_imports.h")
# Of one package for one interpreter; older ones are removed when a new one is stored.
KEPT_BUILDS = 8
KEPT_PLACES = 2


class CompiledBuildHook(BuildHookInterface[Any]):
    """Hatchling's custom build hook of the compiled packages."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """What must be installed before `initialize`."""
        if why_pure():
            return []
        sources = self.config.get("types-from", {}).items()
        return COMPILING + [distribution for distribution, path in sources if not Path(self.root, path).is_dir()]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the compiled modules to a standard wheel; leave every other target and editable installs alone."""
        if self.target_name != "wheel" or version != "standard":
            return
        name = self.metadata.name
        if (reason := why_pure()) is not None:
            self.app.display_info(f"{name}: building the pure-Python wheel: {reason}")
            return
        from hatch_mypyc.plugin import MypycBuildHook  # not before: `dependencies` is asked without it

        settings = MypycBuildHook(
            self.root, self.config, self.build_config, self.metadata, self.directory, self.target_name, self.app
        )
        files = settings.normalized_included_files
        if not files:
            self.app.display_info(f"{name}: building the pure-Python wheel: it has no modules to compile")
            return
        folder = compiled_modules(
            name,
            Path(self.root),
            settings.package_source,
            files,
            settings.config_mypy_args,
            [path for part in self.config.get("types-from", {}).values() if (path := Path(self.root, part)).is_dir()],
            settings.config_options,
            self.config.get("hot", []),
            self.config.get("hot-header"),
        )
        for path in sorted(folder.rglob(f"*{extension_suffix()}")):
            build_data["force_include"][str(path)] = path.relative_to(folder).as_posix()
        build_data["infer_tag"] = True
        build_data["pure_python"] = False
        self.app.display_info(f"{name}: building the compiled wheel, {len(files)} modules with mypyc")


def why_pure() -> str | None:
    """The reason for a pure wheel, in words, or None when modules can be compiled."""
    if os.environ.get("PYSTON_BUILD_PURE", "") not in ("", "0"):
        return "PYSTON_BUILD_PURE is set"
    if sys.platform == "win32":
        return None  # setuptools finds MSVC by itself and says so when it is missing
    compiler = (os.environ.get("CC") or sysconfig.get_config_var("CC") or "cc").split()[0]
    if shutil.which(compiler) is None:
        return f"no C compiler found ({compiler})"
    if not Path(sysconfig.get_path("include"), "Python.h").is_file():
        return f"no Python.h for this interpreter ({sysconfig.get_path('include')})"
    return None


def extension_suffix() -> str:
    """What the file name of an extension module for this interpreter ends with."""
    return str(sysconfig.get_config_var("EXT_SUFFIX"))


def cache_folder() -> Path:
    """Where compiled modules are kept for this user."""
    import platformdirs

    return Path(os.environ.get("PYSTON_BUILD_CACHE") or platformdirs.user_cache_path("pyston-build", appauthor=False))


def compiled_modules(
    name: str,
    root: Path,
    source: str,
    files: list[str],
    mypy_args: list[str],
    read_only: list[Path],
    options: dict[str, Any],
    hot: list[str],
    hot_header: str | None,
) -> Path:
    """The folder with the extension modules of one package, compiled now or taken from the cache.

    Args:
        name: the distribution.
        root: the package's folder.
        source: the folder under `root` that import names start from, such as `src`.
        files: what to compile, relative to `root`.
        mypy_args: further arguments for mypy.
        read_only: folders with the sources of other packages that are only read for types.
        options: keyword arguments of `mypycify`.
        hot: packages and modules that are compiled together and for speed.
        hot_header: a C header for them, relative to `source`.
    """
    settings = settings_key([mypy_args, options, hot, hot_header])
    folder = cache_folder() / f"{name}-{sys.implementation.cache_tag}"
    stored = folder / content_key(settings, [root / source, *read_only], files)
    if stored.is_dir():
        os.utime(stored)
        return stored
    folder.mkdir(parents=True, exist_ok=True)
    with only_one_builder(folder / "lock"):
        # Copies are compiled, so that an edit meanwhile cannot end up under the name of what was there before it.
        work = folder / f"work-{settings[:16]}"
        copies = [work / "tree" / str(number) for number in range(len(read_only) + 1)]
        shutil.rmtree(work / "tree", ignore_errors=True)
        for original, copy in zip([root / source, *read_only], copies, strict=True):
            shutil.copytree(original, copy / source, ignore=shutil.ignore_patterns("__pycache__"))
        stored = folder / content_key(settings, [copy / source for copy in copies], files)
        if not stored.is_dir():  # another process may have built it while this one waited
            run_mypycify(name, source, files, mypy_args, copies, options, hot, hot_header, work)
            new = work / "new"
            shutil.rmtree(new, ignore_errors=True)
            shutil.copytree(work / "lib", new)
            new.rename(stored)
        os.utime(work)
        forget_old_builds(folder)
    return stored


def settings_key(settings: list[Any]) -> str:
    """A name for everything but the sources that a build's result depends on."""
    from mypy.version import __version__ as mypy_version

    environment = [os.environ.get(variable) for variable in ("CC", "CFLAGS", "CPPFLAGS", "LDFLAGS")]
    facts = [mypy_version, sys.version, extension_suffix(), environment, settings]
    own = Path(__file__).read_bytes() + LIGHT_IMPORTS.read_bytes()
    return hashlib.sha256(json.dumps(facts).encode() + own).hexdigest()


def content_key(settings: str, folders: list[Path], files: list[str]) -> str:
    """A name for a build's result, which changes whenever anything changes that the result depends on."""
    digest = hashlib.sha256(json.dumps([settings, sorted(files)]).encode())
    for folder in folders:
        for path in sorted(path for path in folder.rglob("*") if path.suffix in (".py", ".pyi", ".c", ".h")):
            content = path.read_bytes()
            digest.update(f"{path.relative_to(folder).as_posix()}\0{len(content)}\0".encode())
            digest.update(content)
    return digest.hexdigest()[:32]


@contextlib.contextmanager
def only_one_builder(lock: Path) -> Iterator[None]:
    """Hold a lock between processes, where the platform has one; without, builds must not be started side by side."""
    with lock.open("w") as file:
        try:
            import fcntl
        except ImportError:
            yield
            return
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def forget_old_builds(folder: Path) -> None:
    """Remove all but the builds, and the places of work, that were used last."""
    folders = [path for path in folder.iterdir() if path.is_dir()]
    places = [path for path in folders if path.name.startswith("work")]
    for kind, keep in ((places, KEPT_PLACES), ([path for path in folders if path not in places], KEPT_BUILDS)):
        for path in sorted(kind, key=lambda path: path.stat().st_mtime)[:-keep]:
            shutil.rmtree(path, ignore_errors=True)


def run_mypycify(
    name: str,
    source: str,
    files: list[str],
    mypy_args: list[str],
    copies: list[Path],
    options: dict[str, Any],
    hot: list[str],
    hot_header: str | None,
    work: Path,
) -> None:
    """Compile in a process of its own, since mypyc and setuptools change their process's state.

    `work` keeps mypy's cache, the generated C and the objects between builds; its `lib` gets the extension modules.
    The first of the `copies` is compiled, the others are read for types.
    """
    request = {
        "source": source,
        "paths": ["--config-file=", *mypy_args, f"--cache-dir={work / 'mypy'}", *files],
        "options": {**options, "target_dir": str(work / "c")},
        "hot": hot,
        "hot_header": hot_header and f"{source}/{hot_header}",
        "objects": str(work / "objects"),
        "lib": str(work / "lib"),
    }
    request_file = work / "request.json"
    request_file.write_text(json.dumps(request), encoding="utf-8")
    shutil.rmtree(work / "lib", ignore_errors=True)
    environment = {**os.environ, "MYPYPATH": os.pathsep.join(str(copy / source) for copy in copies)}
    process = subprocess.run(
        [sys.executable, str(Path(__file__).resolve()), str(request_file)],
        cwd=copies[0],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if process.returncode:
        raise RuntimeError(f"mypyc could not compile {name}:\n{process.stdout}")


def with_light_imports(sources: list[str], folder: Path) -> list[str]:
    """The C files of one extension module, with `LIGHT_IMPORTS` behind the one of mypyc's that imports modules.

    Args:
        sources: the C files; a build in which mypyc has put them all into one is left as it is.
        folder: where the new file goes.
    """
    found = [path for path in sources if Path(path).name == "misc_ops.c"]
    if not found:
        return sources
    lines = ["#define CPyImport_ImportNative CPyImport_ImportNativeLocked"]
    for path in (Path(found[0]), LIGHT_IMPORTS):
        lines.append(f'#include "{path.resolve()}"  // {digest_with_headers(str(path))}')
    lines.insert(2, "#undef CPyImport_ImportNative")
    combined = folder / "light_misc_ops.c"
    combined.write_text("\n".join([*lines, ""]), encoding="utf-8")
    return [str(combined) if path == found[0] else path for path in sources]


#: For the one C file of the hot modules. Accesses to lists are calls unless gcc is told that it may inline what large.
HOT_ARGUMENTS = ["-O2"]
HOT_ARGUMENTS_OF_GCC = ["--param", "max-inline-insns-auto=60", "--param", "inline-unit-growth=200"]


def joined_hot(sources: list[str], hot: list[str], header: str | None, folder: Path) -> tuple[Path | None, list[str]]:
    """Put the C files of hot modules and of mypyc's runtime library together.

    Args:
        sources: the C files of one extension module.
        hot: packages and modules.
        header: included between mypyc's runtime library and the modules, if there is one; those beside it may be, too.
        folder: where the joined file goes.

    Returns:
        The joined file, if there is anything hot, and the other C files.
    """
    prefixes = tuple([f"__native_{name.replace('.', '___')}" for name in hot])
    chosen = [path for path in sources if Path(path).stem.startswith(prefixes)] if hot else []
    if not chosen:
        return None, sources
    replaced = without_replaced(sources, header, folder)
    chosen = [path for path in chosen if path not in replaced]
    runtime = [path for path in sources if not Path(path).name.startswith("__native")]
    joined = folder / "hot.c"
    text = ""
    for path in [*runtime, *([header] if header else []), *chosen]:
        # the digest stands for the content wherever a build looks whether this file has changed
        text += f'#include "{Path(path).resolve()}"  // {digest_with_headers(path)}\n'
    joined.write_text(text, encoding="utf-8")
    return joined, [replaced.get(path, path) for path in sources if path not in runtime and path not in chosen]


#: The definition of a function in a header of ours, and in a C file of mypyc's.
OWN_DEFINITION = re.compile(r"^(CPyDef_\w+)\(", re.MULTILINE)
MADE_DEFINITION = re.compile(r"^\w.*?(CPyDef_\w+)\(.*\) \{$", re.MULTILINE)


def without_replaced(sources: list[str], header: str | None, folder: Path) -> dict[str, str]:
    """C files in place of those that define functions which the header defines: there, these are weak symbols.

    Args:
        sources: the C files of one extension module.
        header: the header; those beside it count.
        folder: where the new files go.

    Raises:
        ValueError: the header replaces a function that there is not.
    """
    wanted: set[str] = set()
    for path in headers_beside(header) if header else []:
        wanted.update(OWN_DEFINITION.findall(Path(path).read_text(encoding="utf-8")))
    replaced: dict[str, str] = {}
    for source in sources if wanted else []:
        found = sorted(wanted.intersection(MADE_DEFINITION.findall(Path(source).read_text(encoding="utf-8"))))
        if found:
            wanted.difference_update(found)
            text = "".join(f"#pragma weak {name}\n" for name in found)
            text += f'#include "{Path(source).resolve()}"  // {digest_with_headers(source)}\n'
            replaced[source] = str(folder / f"weak_{Path(source).name}")
            Path(replaced[source]).write_text(text, encoding="utf-8")
    if wanted:
        raise ValueError(f"{header} defines what no module has: {', '.join(sorted(wanted))}")
    return replaced


def headers_beside(path: str) -> list[str]:
    """The C headers in a file's folder, which it may include."""
    return sorted(str(header) for header in Path(path).parent.glob("*.h"))


def digest_with_headers(path: str) -> str:
    """A digest of a C file of mypyc's, or of a header of ours and those beside it."""
    digest = hashlib.sha256(Path(path).read_bytes())
    if path.endswith(".h"):
        for header in headers_beside(path):
            digest.update(Path(header).read_bytes())
    return digest.hexdigest()


def is_gcc(compiler: list[str]) -> bool:
    """Whether a C compiler is GCC, not one that is called so."""
    version = subprocess.run([*compiler, "--version"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
    return b"Free Software Foundation" in version.stdout


def compile_request(request: dict[str, Any]) -> None:
    """The child process: generate C with mypyc and compile it with setuptools."""
    import setuptools  # before mypyc, which adapts to what has been imported
    from mypyc.build import mypycify
    from setuptools.command.build_ext import build_ext

    modules = mypycify(request["paths"], **request["options"])

    class ParallelBuild(build_ext):  # type: ignore[misc]  # setuptools is not typed
        """One C file on each processor at a time, and none whose object is already there."""

        def build_extensions(self) -> None:
            compile_some = self.compiler.compile
            if self.compiler.compiler_type == "unix":
                # What is not exported needs no look-up by name: loading takes half as long, and calls go direct.
                for extension in self.extensions:
                    extension.extra_compile_args = [*extension.extra_compile_args, "-fvisibility=hidden"]

            def compile_one(source: str, output_dir: str, headers: bytes, options: dict[str, Any]) -> str:
                [output] = self.compiler.object_filenames([source], output_dir=output_dir)
                made_from = Path(f"{output}.key")
                key = hashlib.sha256(Path(source).read_bytes() + headers + repr(options).encode()).hexdigest()
                if not (Path(output).exists() and made_from.exists() and made_from.read_text("utf-8") == key):
                    compile_some([source], output_dir=output_dir, **options)
                    made_from.write_text(key, "utf-8")
                return str(output)

            def compile_all(
                sources: list[str], output_dir: str = "", depends: Iterable[str] = (), **options: Any
            ) -> list[str]:
                # mypyc names every generated header that the sources include, directly or not.
                headers = b"".join(Path(path).read_bytes() for path in sorted(depends))
                digest = hashlib.sha256(headers).digest()
                made = Path(request["options"]["target_dir"])
                sources = with_light_imports(sources, made)
                joined, others = joined_hot(sources, request["hot"], request["hot_header"], made)
                with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
                    jobs = [(source, options) for source in others]
                    if joined is not None:
                        # it takes longest, so it comes first
                        more = HOT_ARGUMENTS + (HOT_ARGUMENTS_OF_GCC if is_gcc(self.compiler.compiler[:1]) else [])
                        postargs = [*(options.get("extra_postargs") or []), *more]
                        jobs.insert(0, (str(joined), {**options, "extra_postargs": postargs}))
                    return list(pool.map(lambda job: compile_one(job[0], output_dir, digest, job[1]), jobs))

            self.compiler.compile = compile_all
            super().build_extensions()

    setuptools.setup(
        name="compiled",
        packages=[],
        py_modules=[],
        package_dir={"": request["source"]},
        ext_modules=modules,
        cmdclass={"build_ext": ParallelBuild},
        script_args=["build_ext", f"--build-temp={request['objects']}", f"--build-lib={request['lib']}"],
    )


if __name__ == "__main__":
    compile_request(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
