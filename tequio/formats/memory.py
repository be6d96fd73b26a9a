"""Resident memory of another process, for systems where a limit cannot be set on it."""

from __future__ import annotations

import contextlib
import ctypes
import subprocess
import sys
from pathlib import Path


def resident_bytes(pid: int) -> int:
    """Bytes of memory the process holds now; 0 once it has ended or where the system does not say."""
    if sys.platform == "win32":
        return _windows(pid)
    try:
        pages = Path(f"/proc/{pid}/statm").read_text().split()[1]
    except (OSError, IndexError):
        return _unix(pid)
    return int(pages) * _page()


def _page() -> int:
    import resource

    return resource.getpagesize()


def _unix(pid: int) -> int:
    with contextlib.suppress(OSError, ValueError, subprocess.SubprocessError):
        shown = subprocess.run(
            ["ps", "-o", "rss=", "-p", str(pid)], capture_output=True, text=True, timeout=2, check=False
        )
        return int(shown.stdout.strip() or 0) * 1024
    return 0


class _Counters(ctypes.Structure):
    """PROCESS_MEMORY_COUNTERS of psapi.h."""

    _fields_ = [
        ("cb", ctypes.c_uint32),
        ("page_faults", ctypes.c_uint32),
        ("peak_working_set", ctypes.c_size_t),
        ("working_set", ctypes.c_size_t),
        ("quota_peak_paged", ctypes.c_size_t),
        ("quota_paged", ctypes.c_size_t),
        ("quota_peak_nonpaged", ctypes.c_size_t),
        ("quota_nonpaged", ctypes.c_size_t),
        ("pagefile", ctypes.c_size_t),
        ("peak_pagefile", ctypes.c_size_t),
    ]


def _windows(pid: int) -> int:
    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - absent on other systems, also for the type checker
    kernel.OpenProcess.restype = ctypes.c_void_p
    handle = kernel.OpenProcess(0x1000 | 0x0010, False, pid)
    if not handle:
        return 0
    counters = _Counters(cb=ctypes.sizeof(_Counters))
    try:
        found = kernel.K32GetProcessMemoryInfo(ctypes.c_void_p(handle), ctypes.byref(counters), counters.cb)
        return int(counters.working_set) if found else 0
    finally:
        kernel.CloseHandle(ctypes.c_void_p(handle))
