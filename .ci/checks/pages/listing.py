"""The list of sites: search, filters, order and pages."""

import random

from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select

from .outcomes import larger

SITES = 130


def run(desk):
    """A list of several pages, against the routes of the program."""
    content = larger(random.Random(5))
    servers = sorted(content["servers"])
    content["sites"] = {
        f"{'Shop' if number % 3 else 'blog'}-{number}": {"servers": [servers[number % 5], servers[number % 3]]}
        for number in range(SITES)
    }
    file = desk.configuration("listing", content)
    routes = desk.routes(file, {})
    browser = desk.browser
    browser.open(desk.page(file))

    def names():
        return [row.get_attribute("data-site") for row in browser.find_all("#browser tbody tr")]

    def count():
        return browser.find("#count").text

    desk.expect(len(names()) == 50 and count() == f"1–50 of {SITES + 1}", f"the first page: {count()}")
    seen = set(names())
    for end in (100, SITES + 1):
        browser.find("#next").click()
        seen |= set(names())
        desk.expect(count().endswith(f"{end} of {SITES + 1}"), f"a later page: {count()}")
    desk.expect(seen == set(routes), "the pages have every site once")
    desk.expect(not browser.find("#next").is_enabled(), "there is no page after the last one")

    browser.find("#search").send_keys("sHOP-1")
    expected = [site for site in routes if "shop-1" in site.lower()]
    desk.expect(count() == f"1–{len(expected)} of {len(expected)}", f"search: {count()} of {len(expected)}")
    desk.expect(sorted(names()) == sorted(expected), "search finds names without case")
    heading = browser.find("#browser thead button")
    for direction, is_reversed in (("ascending", False), ("descending", True)):
        heading.click()
        order = sorted(expected, key=str.lower, reverse=is_reversed)
        desk.expect(names() == order, f"{direction}: {names()}")
        head = browser.find("#browser thead th")
        desk.expect(head.get_attribute("aria-sort") == direction, f"the heading says {direction}")
    browser.find("#search").send_keys(Keys.CONTROL, "a", Keys.BACKSPACE)

    server = servers[1]
    Select(browser.find("#server")).select_by_visible_text(server)
    using = {site for site, route in routes.items() if server in [step["server"] for step in route["steps"]]}
    desk.expect(count().endswith(f" of {len(using)}"), f"sites that use {server}: {count()}, not {len(using)}")
    desk.expect(set(names()) <= using, "only sites that use the server are listed")
    Select(browser.find("#server")).select_by_visible_text(servers[0])
    for _ in range(2):
        browser.find("#change").click()
    Select(browser.find("#server")).select_by_index(0)
    Select(browser.find("#outcome")).select_by_value("waits")
    waiting = {site for site, route in desk.routes(file, {servers[0]: "down"}).items() if not route["server"]}
    desk.expect(set(names()) == waiting, f"sites whose mail waits: {names()}, not {waiting}")
    browser.find("#search").send_keys("no such site")
    desk.expect(not names() and count() == "Nothing found.", f"nothing is found: {count()}")
    desk.expect(browser.messages() == [], "the console says nothing")
