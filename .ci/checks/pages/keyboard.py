"""Everything can be done with the keyboard, and is announced."""

from pathlib import Path

from selenium.webdriver.common.keys import Keys

FOCUSED = """
const element = document.activeElement;
const style = getComputedStyle(element);
const box = element.querySelector?.(".box");
return {
  tag: element.tagName, id: element.id, server: element.dataset?.id ?? "", name: element.getAttribute("aria-label"),
  hasRing: style.outlineStyle !== "none" || Boolean(box && getComputedStyle(box).strokeWidth === "4px"),
};
"""


def run(desk):
    """Walks through the page of the agency with the Tab key, and changes servers with Enter and the space bar."""
    browser = desk.browser
    browser.open(desk.page(Path("samples/agency.smtp.yaml").resolve()))
    servers, others = [], set()
    for _ in range(120):
        browser.driver.switch_to.active_element.send_keys(Keys.TAB)
        focused = browser.script(FOCUSED)
        if focused["tag"] == "BODY":
            break
        desk.expect(focused["hasRing"], f"the focus is visible: {focused}")
        if focused["server"]:
            servers.append(focused["server"])
            desk.expect(focused["name"] == f"{focused['server']}: idle", f"a server has a name: {focused}")
            explanation = browser.find("#explanation").text
            desk.expect(explanation.startswith(f"Without {focused['server']},"), f"it is explained: {explanation}")
        else:
            others.add(focused["id"])
    desk.expect(set(servers) == set(browser.read()["servers"]) and len(servers) == 7, f"all servers: {servers}")
    desk.expect({"search", "server", "outcome"} <= others, f"all controls: {others}")
    east = browser.find('.server[data-id="agency-east"]')
    for key, state, pressed in (
        (Keys.ENTER, "busy", "mixed"),
        (Keys.SPACE, "down", "true"),
        (Keys.ENTER, "idle", "false"),
    ):
        before = browser.script("arguments[0].scrollIntoView({block: 'center'}); return scrollY", east)
        east.send_keys(key)
        shown = browser.read()["servers"]["agency-east"][1:]
        desk.expect(shown == [pressed, state], f"the keyboard sets {state}: {shown}")
        desk.expect(browser.script("return scrollY") == before, "the space bar does not scroll")
    east.send_keys(Keys.SPACE)
    browser.find('.server[data-id="agency-west"]').send_keys(Keys.SPACE)
    situation = browser.find("#situation")
    desk.expect(situation.get_attribute("role") == "status", "changes are announced")
    said = situation.text
    expected = "Busy: agency-east, agency-west. Mail of 6 sites and global waits; mail of 3 sites has moved."
    desk.expect(said == expected, f"the announcement is {said}")
    desk.expect(browser.messages() == [], "the console says nothing")
