"""A page of 100,000 sites with as many chains opens fast, and stays small."""

import random
import time

SITES = 100_000
SERVERS = 300
MOST_BYTES = 25_000_000
# From the request to the answer to a click, in seconds.
LONGEST = 3.0


def run(desk):
    """The size of the page, the time until a click is answered, and until a search is."""
    rng = random.Random(1)
    servers = [f"relay-{number:03}" for number in range(SERVERS)]
    lines = ["version: 1", "servers:"]
    lines += [f"  {server}: {{ serverName: {server}.example.com }}" for server in servers]
    lines += ["global:", f"  servers: [{servers[0]}, {servers[1]}]", "sites:"]
    lines += [f"  site-{number:05}: {{ servers: [{', '.join(rng.sample(servers, 4))}] }}" for number in range(SITES)]
    file = desk.configuration("large", "\n".join(lines) + "\n")
    start = time.monotonic()
    page = desk.page(file)
    made = time.monotonic() - start
    length = page.stat().st_size
    desk.expect(length < MOST_BYTES, f"a page of {SITES} sites has {length} bytes")
    start = time.monotonic()
    desk.browser.open(page)
    desk.browser.find(".server").click()
    said = desk.browser.find("#situation").text
    opened = time.monotonic() - start
    desk.expect("Busy: relay-" in said, f"the click was answered: {said}")
    desk.expect(opened < LONGEST, f"a page of {SITES} sites took {opened:.1f} s until a click was answered")
    start = time.monotonic()
    desk.browser.find("#search").send_keys("site-99")
    found = desk.browser.find("#count").text
    searched = time.monotonic() - start
    desk.expect(found == "1–50 of 1,000", f"the search found {found}")
    desk.expect(searched < LONGEST, f"the search took {searched:.1f} s")
    shown = len(desk.browser.find_all(".group")), len(desk.browser.find_all(".server"))
    desk.expect(shown == (40, 40), f"the picture shows {shown}")
    print(f"size: {length / 1e6:.1f} MB made in {made:.1f} s, opened in {opened:.1f} s, searched in {searched:.1f} s")
