"""What a page says for any states of the servers is what `smtpconf route` says."""

import itertools
import random

from ..impact_model import random_configuration

STATES = ["idle", "busy", "down"]
PRESSED = {"idle": "false", "busy": "mixed", "down": "true"}
# The number of random configurations, and of random states for each.
CONFIGURATIONS = 12
TRIES = 3


def run(desk):
    """All states of a few servers, then random states of random configurations, set by clicks."""
    desk.browser.emulate()
    all_states(desk)
    for seed in range(CONFIGURATIONS):
        rng = random.Random(seed)
        content = random_configuration(rng) if seed % 2 else larger(rng)
        file = desk.configuration(f"random-{seed}", content)
        if seed % 4 == 0:
            table = desk.folder / f"random-{seed}.json"
            desk.run("build", file, "--allow", "site-without-servers,site-servers-all-disabled", "-o", table)
            file = table
        desk.browser.open(desk.page(file))
        states = dict.fromkeys(desk.browser.read()["servers"], "idle")
        compare(desk, file, states)
        reasons(desk, file)
        for _ in range(TRIES):
            for server in rng.sample(sorted(states), min(len(states), rng.randint(1, 4))):
                for _ in range(rng.randint(1, 2)):
                    click(desk, states, server, rng.random() < 0.3)
            compare(desk, file, states)
        again(desk, file, states)
        if set(states.values()) != {"idle"}:
            desk.browser.find("#reset").click()
        compare(desk, file, dict.fromkeys(states, "idle"))


def all_states(desk):
    """Every combination of the states of three servers, one click after the other."""
    file = desk.configuration(
        "three",
        {
            "version": 1,
            "servers": {
                "a": {"serverName": "a.example.com"},
                "b": {"serverName": "b.example.com", "priority": "High"},
                "c": {"serverName": "c.example.com", "priority": "Low"},
                "off": {"serverName": "off.example.com", "enabled": False},
            },
            "global": {"defaultServer": "a"},
            "sites": {
                "inherits": None,
                "two": {"servers": ["b", "off"]},
                "three": {"defaultServer": "c", "servers": ["b"]},
                "own": {"defaultServer": None, "servers": ["c", "a"]},
            },
        },
    )
    desk.browser.open(desk.page(file))
    states = dict.fromkeys("abc", "idle")
    for a, b, c in itertools.product(STATES, repeat=3):
        for server, state in zip("abc", (a, b, c), strict=True):
            while states[server] != state:
                click(desk, states, server)
        compare(desk, file, states)


def larger(rng):
    """More servers and sites, which are shown on one page of the list."""
    servers = [f"relay-{number}" for number in range(rng.randint(8, 14))]
    return {
        "version": 1,
        "servers": {
            server: {"serverName": f"{server}.example.com", "priority": rng.choice(["High", "Normal", "Low"])}
            for server in servers
        },
        "global": {"servers": rng.sample(servers, rng.randint(0, 2))},
        "sites": {
            f"site-{number}": {"servers": rng.sample(servers, rng.randint(1, 4))}
            if rng.random() < 0.7
            else {"defaultServer": rng.choice(servers)}
            for number in range(rng.randint(10, 40))
        },
    }


def click(desk, states, server, by_button=False):
    """Selects a server once, in the picture or in the list of losses."""
    if by_button:
        number = desk.browser.find(f'.server[data-id="{server}"]').get_attribute("data-server")
        desk.browser.script("for (const part of document.querySelectorAll('details')) part.open = true")
        desk.browser.find(f'#losses button[data-server="{number}"]').click()
    else:
        desk.browser.find(f'.server[data-id="{server}"]').click()
    states[server] = STATES[(STATES.index(states[server]) + 1) % 3]


def compare(desk, file, states):
    """The list, the picture and the sentence above it against the program."""
    said, expected = desk.browser.read(), desk.routes(file, states)
    what = f"{file.name} with {states}"
    for server, (_, pressed, shown) in said["servers"].items():
        desk.expect((pressed, shown) == (PRESSED[states[server]], states[server]), f"{what}: {server} is {shown}")
    desk.expect(said["rows"].keys() == expected.keys(), f"{what}: {said['rows'].keys()}")
    numbers = {server: number for server, (number, *_) in said["servers"].items()}
    for site, route in expected.items():
        outcome, text, used = said["rows"][site]
        sender = [route["server"]] if route["server"] else []
        desk.expect((outcome, used) == (route["outcome"], sender), f"{what}: {site} {outcome} {used}, not {route}")
        desk.expect(text == f"via {route['server']}" or not sender and text.startswith("waits"), f"{what}: {text}")
    for description, outcome, used in said["groups"]:
        site = description.partition(":")[0].partition(",")[0]
        route = expected[site]
        sender = [numbers[route["server"]]] if route["server"] else []
        desk.expect((outcome, used) == (route["outcome"], sender), f"{what}: {description} {outcome} {used}")
    waiting = [site for site, route in expected.items() if not route["server"] and site != "(global)"]
    count = f"{len(waiting)} site{'s' if len(waiting) != 1 else ''}"
    is_global = not expected["(global)"]["server"]
    shown = [*([count] if waiting else []), *(["global"] if is_global else [])]
    sentence = f"Mail of {' and '.join(shown)} waits" if shown else "No mail waits"
    desk.expect(sentence in said["situation"], f"{what}: {said['situation']} instead of {sentence}")


def reasons(desk, file):
    """The steps of every site, with reasons and places, as `route` gives them."""
    desk.browser.script("for (const part of document.querySelectorAll('#browser details')) part.open = true")
    origins = {
        "siteDefault": "default server of this site",
        "globalDefault": "default server of global",
        "site": "listed by this site",
        "global": "listed by global",
    }
    # The steps are made when the event of the opening arrives.
    shown = desk.browser.driver.execute_async_script("""
        const done = arguments[0];
        setTimeout(() => done(Object.fromEntries([...document.querySelectorAll("#browser tbody tr")].map((row) => [
          row.dataset.site,
          [...row.querySelectorAll(".steps li")].map((step) => [
            step.querySelector("b").textContent, step.textContent, step.querySelector(".place").textContent,
          ]),
        ]))), 50);
    """)
    for site, route in desk.routes(file, {}).items():
        steps = [step for step in route["steps"] if step["decision"] != "disabled"]
        desk.expect([name for name, *_ in shown[site]] == [step["server"] for step in steps], f"{file.name}: {site}")
        for step, (_, text, place) in zip(steps, shown[site], strict=False):
            reason = f"{step['priority']} ({origins[step['via']]})"
            where = f"{step['place']['file']}:{step['place']['line']}" if "place" in step else ""
            desk.expect(reason in text and place == where, f"{file.name}: {site}: {text}, not {reason} {where}")


def again(desk, file, states):
    """The address of the page holds the states: opened again, it says the same."""
    address = desk.browser.driver.current_url
    desk.browser.driver.get("about:blank")
    desk.browser.driver.get(address)
    compare(desk, file, states)
