#!/usr/bin/env python3
"""Stands in the place of bubblewrap: runs it, and writes down what the one process it shuts in has used, and may use.

Usage is what the kernel charged when it ended. The kernel keeps no peak of address space, which is what the limit of memory is of: it is
looked at every two milliseconds, and does not shrink before the end.
"""
import ctypes, json, os, resource, sys, time

SUBREAPER = 36  # prctl.h: a sandbox ends before what it has shut in is waited for; such orphans come here


def peak(parent):
    most = 0
    try:
        children = open(f"/proc/{parent}/task/{parent}/children").read().split()
        for child in children:
            most = max(most, peak(child))
        if parent != os.getpid():
            for line in open(f"/proc/{parent}/status"):
                if line.startswith("VmPeak:"):
                    most = max(most, int(line.split()[1]) * 1024)
    except (OSError, ValueError):
        pass
    return most


ctypes.CDLL(None).prctl(SUBREAPER, 1, 0, 0, 0)
began = time.monotonic()
child = os.posix_spawnp("bwrap", ["bwrap", *sys.argv[1:]], os.environ)
processor, resident, space, code = 0.0, 0, 0, 0
while True:
    try:
        ended, status, used = os.wait4(-1, os.WNOHANG)
    except ChildProcessError:
        break
    if ended == 0:
        space = max(space, peak(os.getpid()))
        time.sleep(0.002)
        continue
    processor += used.ru_utime + used.ru_stime
    resident = max(resident, used.ru_maxrss * 1024)
    if ended == child:
        code = os.waitstatus_to_exitcode(status)

command = sys.argv[sys.argv.index("--") + 1 :]
line = {
    "tool": os.path.basename(command[0]), "wall": time.monotonic() - began, "processor": processor, "resident": resident, "space": space,
    "mostProcessor": resource.getrlimit(resource.RLIMIT_CPU)[0], "mostSpace": resource.getrlimit(resource.RLIMIT_AS)[0], "code": code,
}
with open(os.environ["MEASURED"], "a") as file:
    file.write(json.dumps(line) + "\n")
sys.exit(code if code >= 0 else 128 - code)
