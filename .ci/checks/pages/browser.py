"""Headless Chromium, and what is asked of it."""

import base64
import json
import shutil

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By

OPTIONS = [
    "--headless=new",
    # Chromium refuses to run as root otherwise, as in a container.
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--hide-scrollbars",
    "--force-device-scale-factor=1",
    "--disable-background-networking",
]
# Where an outcome is: in a row of the list, in the picture, and in the colours of the lines.
READ = """
return {
  rows: Object.fromEntries([...document.querySelectorAll("#browser tbody tr")].map((row) => {
    const cell = row.querySelector(".outcome");
    const used = [...row.querySelectorAll(".chip.used")].map((chip) => chip.textContent);
    return [row.dataset.site, [cell.dataset.outcome, cell.textContent, used]];
  })),
  groups: [...document.querySelectorAll(".group")].map((group) => {
    const lines = [...document.querySelectorAll(`.line[data-group="${group.dataset.group}"]`)];
    const used = lines.filter((line) => line.classList.contains("used")).map((line) => line.dataset.server);
    return [group.querySelector("title").textContent, group.dataset.outcome, used];
  }),
  servers: Object.fromEntries([...document.querySelectorAll(".server")].map((server) => {
    const state = server.querySelector(".state").textContent;
    return [server.dataset.id, [server.dataset.server, server.getAttribute("aria-pressed"), state]];
  })),
  situation: document.getElementById("situation").textContent,
};
"""


class Browser:
    """One window, whose size, colours and medium can be changed."""

    def __init__(self):
        """Starts Chromium; its log and its requests are recorded."""
        options = webdriver.ChromeOptions()
        options.binary_location = shutil.which("chromium")
        for option in OPTIONS:
            options.add_argument(option)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        self.driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
        self.resize(1280, 900)

    def __enter__(self):
        """The browser itself."""
        return self

    def __exit__(self, *_):
        """Ends Chromium."""
        self.driver.quit()

    def resize(self, width, height):
        """Sets the size of the window, in CSS pixels."""
        self.command(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False
        )

    def emulate(self, scheme="light", media=""):
        """Sets the preferred colours, and the medium: `print`, or a screen if it is empty."""
        self.command(
            "Emulation.setEmulatedMedia", media=media, features=[{"name": "prefers-color-scheme", "value": scheme}]
        )

    def allow_scripts(self, allowed):
        """Allows or forbids the scripts of pages that are opened later."""
        self.command("Emulation.setScriptExecutionDisabled", value=not allowed)

    def command(self, name, **arguments):
        """A command of the DevTools protocol."""
        return self.driver.execute_cdp_cmd(name, arguments)

    def open(self, file, hash_part=""):
        """Opens a file, also if it is open already."""
        self.driver.get("about:blank")
        self.messages()
        self.requests()
        self.driver.get(file.resolve().as_uri() + hash_part)

    def messages(self):
        """What the console says since the last question."""
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def requests(self):
        """The addresses requested since the last question."""
        events = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        return [event["params"]["request"]["url"] for event in events if event["method"] == "Network.requestWillBeSent"]

    def script(self, text, *arguments):
        """The result of a script."""
        return self.driver.execute_script(text, *arguments)

    def find(self, selector):
        """The first element of a CSS selector."""
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def find_all(self, selector):
        """All elements of a CSS selector."""
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def read(self):
        """What the page says at the moment."""
        return self.script(READ)

    def screenshot(self, whole=False):
        """A picture of the window, or of the whole page, as PNG."""
        arguments = {"format": "png"}
        if whole:
            size = self.command("Page.getLayoutMetrics")["cssContentSize"]
            clip = {"x": 0, "y": 0, "width": size["width"], "height": min(size["height"], 8000), "scale": 1}
            arguments |= {"clip": clip, "captureBeyondViewport": True}
        return base64.b64decode(self.command("Page.captureScreenshot", **arguments)["data"])
