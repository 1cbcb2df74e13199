"""The picture of a page in the documentation: it can be made, and the one in the repository shows the same.

Fonts differ between machines, so the pictures are compared at a thirtieth of their size.
"""

import io
from pathlib import Path

from PIL import Image, ImageChops, ImageStat

FILE = Path("docs/images/page.png")
SIZE = (1280, 820)
STATES = "#down=agency-east"
MOST_BYTES = 150_000
# The largest mean difference, of 255.
MOST = 12


def run(desk):
    """Takes the picture from the page of the agency; writes it, or compares it."""
    desk.browser.emulate()
    desk.browser.resize(*SIZE)
    # A copy has the same name on every machine.
    page = desk.folder / "picture.html"
    page.write_bytes(desk.run("page", "-", "--stdin-filename", "agency.smtp.yaml", text=agency()))
    desk.browser.open(page, STATES)
    taken = Image.open(io.BytesIO(desk.browser.screenshot())).convert("RGB")
    desk.browser.resize(1280, 900)
    if desk.is_recording:
        FILE.parent.mkdir(exist_ok=True)
        taken.quantize(128).save(FILE, optimize=True)
    committed = Image.open(FILE)
    desk.expect(taken.size == committed.size == SIZE, f"{FILE} has the size {committed.size}")
    desk.expect(FILE.stat().st_size < MOST_BYTES, f"{FILE} has {FILE.stat().st_size} bytes")
    small = [picture.convert("L").resize((SIZE[0] // 30, SIZE[1] // 30)) for picture in (taken, committed)]
    difference = ImageStat.Stat(ImageChops.difference(*small)).mean[0]
    desk.expect(
        difference < MOST, f"{FILE} differs by {difference:.1f} of 255; write it with .ci/pages PROGRAM --record"
    )


def agency():
    """The sample of which the picture is made."""
    return Path("samples/agency.smtp.yaml").read_bytes()
