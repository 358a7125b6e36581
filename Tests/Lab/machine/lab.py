#!/usr/bin/env python3
"""Boots a small virtual machine with this computer's own files, runs one command in it as root, gives its output and its
exit status.

The root is this computer's, read-only by 9p, under a layer of memory: what is built and installed here is there too, and
nothing done inside stays. The kernel is Debian's full one (the cloud kernel has no vivid), unpacked in a cache. There is no
systemd inside, only udev: a device gets its links, and a test starts within seconds also without KVM.

    lab.py [--limit SECONDS] [--usb] COMMAND [ARGUMENT...]

With --usb it has a USB controller, whose ports Tests/Lab/devices/ports.py plugs from inside. Exit status: that of the command; 124 when the limit has passed; 125 when the machine itself failed.
"""

import argparse
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "psc-kiosk-lab"
EARLY_MODULES = ["virtio_pci", "9pnet_virtio", "9p", "overlay"]


class LabError(Exception):
    pass


def run(*words, **more):
    done = subprocess.run(words, capture_output=True, text=True, **more)
    if done.returncode:
        raise LabError(f"{' '.join(map(str, words))}: {done.stderr.strip()[-500:]}")
    return done.stdout


def kernel():
    """Folder of the unpacked kernel package, and the kernel's version."""
    depends = run("apt-cache", "depends", "linux-image-amd64")
    names = [line.split()[-1] for line in depends.splitlines() if "Depends: linux-image-" in line]
    if not names:
        raise LabError("apt-cache knows no linux-image-amd64: apt-get update")
    version = names[0].removeprefix("linux-image-")
    folder = CACHE / version
    if not (folder / "boot" / f"vmlinuz-{version}").exists():
        with tempfile.TemporaryDirectory(dir=CACHE) as place:
            os.chmod(place, 0o755)
            run("apt-get", "download", "-q", names[0], cwd=place)
            package = next(Path(place).glob("*.deb"))
            run("dpkg", "-x", package, f"{place}/kernel")
            run("/usr/sbin/depmod", "-b", f"{place}/kernel", version)
            shutil.rmtree(folder, ignore_errors=True)
            os.rename(f"{place}/kernel", folder)
    return folder, version


def first_stage(folder, version, place):
    """The initial file system: busybox, the modules that the root needs, and `init`."""
    tree = Path(place) / "tree"
    for name in ["bin", "proc", "sys", "dev", "modules"]:
        (tree / name).mkdir(parents=True)
    shutil.copy("/bin/busybox", tree / "bin/busybox")
    shutil.copy(HERE / "init", tree / "init")
    shutil.copy(HERE / "guest", tree / "guest")
    order = []
    for module in EARLY_MODULES:
        lines = run("/usr/sbin/modprobe", "-d", folder, "-S", version, "--show-depends", module).splitlines()
        for file in [line.split()[1] for line in lines if line.startswith("insmod")]:
            if Path(file).name not in order:
                order.append(Path(file).name)
                shutil.copy(file, tree / "modules")
    (tree / "modules/order").write_text("\n".join(order) + "\n")
    names = "\n".join(str(path.relative_to(tree)) for path in [tree, *tree.rglob("*")])
    image = Path(place) / "first-stage"
    with image.open("wb") as target:
        subprocess.run(["cpio", "-o", "-H", "newc", "-R", "0:0", "--quiet"], input=names.encode(), stdout=target,
                       cwd=tree, check=True)
    return image


def share(name, path, mode):
    options = f"local,id={name},path={path},security_model=passthrough,multidevs=remap{mode}"
    return ["-fsdev", options, "-device", f"virtio-9p-pci,fsdev={name},mount_tag={name}"]


def usb(place):
    """A controller with free ports, and QEMU's own monitor as a serial port inside: QEMU is its own client."""
    path = f"path={place}/monitor"
    return ["-device", "qemu-xhci,id=usb", "-device", "virtio-serial-pci",
            "-chardev", f"socket,id=monitor,{path},server=on,wait=off", "-mon", "chardev=monitor,mode=control",
            "-chardev", f"socket,id=inside,{path}", "-device", "virtserialport,chardev=inside,name=lab.monitor"]


def machine(folder, version, image, job):
    # KVM is not asked for: where it is nested it may open and then not boot.
    return [
        "qemu-system-x86_64", "-accel", "tcg,thread=multi,tb-size=256", "-cpu", "qemu64", "-m", "1536", "-smp", "2",
        "-M", "q35,usb=off", "-nodefaults", "-display", "none", "-no-reboot", "-serial", f"file:{job}/console",
        "-object", "rng-random,id=random,filename=/dev/urandom", "-device", "virtio-rng-pci,rng=random",
        *share("root", "/", ",readonly=on"), *share("modules", folder / "lib/modules" / version, ",readonly=on"),
        *share("job", job, ""),
        "-kernel", folder / "boot" / f"vmlinuz-{version}", "-initrd", image,
        "-append", "console=ttyS0 quiet panic=-1 mitigations=off nokaslr no_timer_check tsc=nowatchdog",
    ]


def follow(process, job, limit):
    """Shows the output as it grows; the exit status once the machine has stopped."""
    shown = 0
    end = time.monotonic() + limit
    while True:
        # The status is the last thing that the machine writes.
        stopped = (job / "status").exists() or process.poll() is not None
        output = (job / "output").read_bytes()
        sys.stdout.buffer.write(output[shown:])
        sys.stdout.flush()
        shown = len(output)
        if stopped:
            break
        if time.monotonic() > end:
            process.kill()
            print(f"lab: time limit of {limit} s", file=sys.stderr)
            return 124
        time.sleep(0.2)
    status = job / "status"
    if not status.exists():
        print((job / "console").read_text(errors="replace")[-3000:], file=sys.stderr)
        raise LabError("the machine stopped without a status")
    return int(status.read_text())


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--limit", type=int, default=300)
    parser.add_argument("--usb", action="store_true")
    parser.add_argument("command", nargs=argparse.REMAINDER)
    wanted = parser.parse_args()
    CACHE.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="kiosk-lab-") as place:
        folder, version = kernel()
        job = Path(place) / "job"
        job.mkdir()
        (job / "output").touch()
        (job / "command").write_text(f"cd {shlex.quote(os.getcwd())}\nexec {shlex.join(wanted.command)}\n")
        words = machine(folder, version, first_stage(folder, version, place), job)
        # From the job's folder: names of files that are asked for inside are those of /run/lab.
        process = subprocess.Popen([*words, *(usb(place) if wanted.usb else [])], stdin=subprocess.DEVNULL, cwd=job)
        try:
            return follow(process, job, wanted.limit)
        finally:
            process.kill()
            process.wait()


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (LabError, OSError, subprocess.CalledProcessError) as problem:
        print(f"lab: {problem}", file=sys.stderr)
        sys.exit(125)
