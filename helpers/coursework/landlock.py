"""Shut a process in, for good: Linux's Landlock, which needs no rights and no installation.

From then on the process, and all it starts, can read only the folders named, write only to some of them, open no
connection to the network, and send no signal to a process outside. Numbers and structures: linux/landlock.h.
"""

import ctypes
import os
import struct

_CREATE, _ADD, _RESTRICT, _NO_NEW_PRIVILEGES = 444, 445, 446, 38
_EXECUTE, _WRITE, _READ_FILE, _READ_FOLDER = 1, 2, 4, 8
_READ = _EXECUTE | _READ_FILE | _READ_FOLDER
_FOR_FILES = _EXECUTE | _WRITE | _READ_FILE | 1 << 14 | 1 << 15  # what a rule on a single file may allow
_COUNT = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}  # how many rights of the file system each version knows
_CONNECT, _SCOPES = 2, 1 | 2  # TCP connections out; abstract sockets and signals


def version():
    """Return the version of Landlock that this system has, 0 if it has none."""
    try:
        return max(0, ctypes.CDLL(None, use_errno=True).syscall(_CREATE, None, 0, 1))
    except (AttributeError, OSError, TypeError):  # another system
        return 0


def shut_in(readable, writable):
    """Shut this process in and return True, or return False where the system has no Landlock."""
    known = version()
    if not known:
        return False
    system = ctypes.CDLL(None, use_errno=True)
    rights = (1 << _COUNT[min(known, 5)]) - 1
    attributes = struct.pack("QQQ", rights, _CONNECT if known >= 4 else 0, _SCOPES if known >= 6 else 0)
    attributes = attributes[: 8 if known < 4 else 16 if known < 6 else 24]
    rules = _done(system.syscall(_CREATE, attributes, len(attributes), 0))
    try:
        for paths, allowed in ((readable, _READ), (writable, rights & ~_EXECUTE)):
            for path in paths:
                _allow(system, rules, path, allowed)
        _done(system.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0))
        _done(system.syscall(_RESTRICT, rules, 0))
    finally:
        os.close(rules)
    return True


def _allow(system, rules, path, allowed):
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:  # not on this system
        return
    try:
        allowed &= -1 if os.path.isdir(path) else _FOR_FILES
        _done(system.syscall(_ADD, rules, 1, struct.pack("=Qi", allowed, place), 0))
    finally:
        os.close(place)


def _done(result):
    if result < 0:
        raise OSError(ctypes.get_errno(), "Landlock: " + os.strerror(ctypes.get_errno()))
    return result
