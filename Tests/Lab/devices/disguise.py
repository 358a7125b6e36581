"""A stick that is a keyboard as well: one USB device of two interfaces, made of the kernel's own gadgets (usb_f_mass_storage and
usb_f_hid over dummy_hcd). The kernel's usb-storage and usbhid meet it as they meet any such device.
"""

import os
import subprocess
from pathlib import Path

CONFIGURATION = Path("/sys/kernel/config")
GADGET = CONFIGURATION / "usb_gadget/lab_disguise"
DISK, KEYBOARD = GADGET / "functions/mass_storage.0", GADGET / "functions/hid.0"
# Eight bits for modifiers, a byte that is kept, six keys (HID 1.11, B.1).
REPORTS = bytes.fromhex("05010906a101050719e029e71500250175019508810295017508810195067508150025650507190029658100c0")


class Disguise:
    """`medium` is the path of the stick's bytes."""

    def __init__(self, medium):
        self.medium = medium

    def plug(self, keyboard):
        for module in (["dummy_hcd", "is_high_speed=1"], ["libcomposite"], ["usb_f_mass_storage"], ["usb_f_hid"], ["usbhid"],
                       ["hid_generic"]):
            subprocess.run(["modprobe", *module], check=True)
        if not os.path.ismount(CONFIGURATION):
            subprocess.run(["mount", "-t", "configfs", "none", str(CONFIGURATION)], check=True)
        functions = [DISK, KEYBOARD] if keyboard else [DISK]
        for folder in (GADGET, GADGET / "strings/0x409", GADGET / "configs/c.1", *functions):
            folder.mkdir(exist_ok=True)
        texts = {"idVendor": "0x1209", "idProduct": "0x0d02", "strings/0x409/manufacturer": "Lab",
                 "strings/0x409/product": "Lab Stick", "strings/0x409/serialnumber": "LAB0002"}
        for file, text in texts.items():
            (GADGET / file).write_text(text)
        (DISK / "lun.0/removable").write_text("1")
        (DISK / "lun.0/file").write_text(self.medium)
        if keyboard:
            for file, number in {"protocol": "1", "subclass": "1", "report_length": "8"}.items():
                (KEYBOARD / file).write_text(number)
            (KEYBOARD / "report_desc").write_bytes(REPORTS)
        for function in functions:
            (GADGET / "configs/c.1" / function.name).symlink_to(function)
        (GADGET / "UDC").write_text(os.listdir("/sys/class/udc")[0])

    def unplug(self):
        (GADGET / "UDC").write_text("\n")
        for link in (GADGET / "configs/c.1").iterdir():
            if link.is_symlink():
                link.unlink()
        functions = [one for one in (DISK, KEYBOARD) if one.exists()]
        for folder in (GADGET / "configs/c.1", *functions, GADGET / "strings/0x409", GADGET):
            folder.rmdir()
