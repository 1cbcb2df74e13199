"""Contrast, widths, overlaps, dark colours and print, as the browser computes them."""

from pathlib import Path

from .configurations import crowded

# WCAG 2.2, success criteria 1.4.3 (text) and 1.4.11 (signs and edges of controls).
LEAST_TEXT = 4.5
LEAST_SIGN = 3.0
# For each text, its colour and what is behind it; the boxes of pictures are behind their text.
COLOURS = """
const parse = (text) => {
  const numbers = text.match(/[\\d.]+/g)?.map(Number) ?? [];
  return numbers.length < 3 ? null : { rgb: numbers.slice(0, 3), alpha: numbers[3] ?? 1 };
};
const behind = (element) => {
  const box = element.closest(".picture g")?.querySelector(".box");
  if (box) return parse(getComputedStyle(box).fill).rgb;
  for (let at = element; at; at = at.parentElement) {
    const colour = parse(getComputedStyle(at).backgroundColor);
    if (colour && colour.alpha > 0) return colour.rgb;
  }
  return [255, 255, 255];
};
const found = [];
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const element = walker.currentNode.parentElement;
  if (!walker.currentNode.data.trim() || element.closest("script, style, title, desc, option")) continue;
  if (!element.checkVisibility()) continue;
  const style = getComputedStyle(element);
  const isPicture = Boolean(element.closest(".picture"));
  found.push({
    text: walker.currentNode.data.trim().slice(0, 40), kind: "text",
    colour: parse(isPicture ? style.fill : style.color).rgb, behind: behind(element),
  });
}
for (const line of document.querySelectorAll(".line.used, .line.out, .line.added, .line.removed, .line.changed")) {
  const card = line.closest("section");
  found.push({
    text: line.getAttribute("class"), kind: "sign", colour: parse(getComputedStyle(line).stroke).rgb,
    behind: card ? behind(card) : [255, 255, 255],
  });
}
return found;
"""
# Parts that reach beyond the window, and labels of the picture that touch each other or leave their box.
PLACES = """
const beyond = [...document.querySelectorAll("body *")].filter((element) => {
  if (element.closest(".picture") || !element.checkVisibility()) return false;
  const box = element.getBoundingClientRect();
  return box.width > 0 && box.right > innerWidth + 1;
}).map((element) => element.outerHTML.slice(0, 80));
const boxes = [...document.querySelectorAll(".picture .box")].map((box) => {
  const { left, top, right, bottom } = box.getBoundingClientRect();
  const texts = [...box.closest("g").querySelectorAll(".label, .note")].map((text) => text.getBoundingClientRect());
  return { left, top, right, bottom, texts: texts.map(({ left, top, right, bottom }) => [left, top, right, bottom]) };
});
return { beyond, boxes, width: document.documentElement.scrollWidth, inner: innerWidth };
"""
STATES = "#down=agency-east,agency-west&busy=hospital-a"
WIDTHS = (1280, 700, 400)


def run(desk):
    """Pages of three sizes, at three widths, in light and dark colours, and on paper."""
    browser = desk.browser
    agency = Path("samples/agency.smtp.yaml").resolve()
    changes = desk.folder / "changes.html"
    sides = [Path("samples/agency.routing.json").resolve(), Path("samples/changes/agency.smtp.yaml").resolve()]
    changes.write_bytes(desk.run("diff", *sides, "--format", "html"))
    small = desk.page(Path("samples/first.smtp.yaml").resolve())
    large = desk.page(desk.configuration("crowded", crowded(60, 40)))
    pages = [("agency", desk.page(agency), ""), ("agency with losses", desk.page(agency), STATES)]
    pages += [("changes", changes, ""), ("small", small, ""), ("crowded", large, "#down=relay-3")]
    for name, page, states in pages:
        for scheme, media in (("light", ""), ("dark", ""), ("dark", "print")):
            browser.emulate(scheme, media)
            for width in WIDTHS if media == "" else (WIDTHS[0],):
                browser.resize(width, 900)
                browser.open(page, states)
                what = f"{name}, {scheme} {media}, {width} pixels"
                contrast(desk, what)
                places(desk, what)
                if media == "print":
                    paper(desk, what, name)
    browser.emulate()
    browser.resize(1280, 900)


def luminance(rgb):
    """The relative luminance of a colour (WCAG 2.2)."""
    parts = [value / 255 for value in rgb]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(desk, what):
    """Every text, and every line that means something, differs enough from what is behind it."""
    entries = desk.browser.script(COLOURS)
    desk.expect(len(entries) > 10, f"{what}: there is text")
    for entry in entries:
        light, dark = sorted((luminance(entry["colour"]), luminance(entry["behind"])), reverse=True)
        ratio = (light + 0.05) / (dark + 0.05)
        least = LEAST_TEXT if entry["kind"] == "text" else LEAST_SIGN
        desk.expect(ratio >= least, f"{what}: the contrast of {entry} is {ratio:.2f}")


def places(desk, what):
    """Nothing is wider than the window, boxes do not overlap, and text stays in its box."""
    found = desk.browser.script(PLACES)
    desk.expect(found["beyond"] == [] and found["width"] <= found["inner"], f"{what}: too wide: {found['beyond']}")
    boxes = found["boxes"]
    for place, box in enumerate(boxes):
        for other in boxes[place + 1 :]:
            apart = box["right"] <= other["left"] or other["right"] <= box["left"]
            apart = apart or box["bottom"] <= other["top"] or other["bottom"] <= box["top"]
            desk.expect(apart, f"{what}: boxes overlap: {box} {other}")
        (first, second) = box["texts"]
        desk.expect(first[3] <= second[1] + 4, f"{what}: lines overlap: {box}")
        for left, top, right, bottom in box["texts"]:
            inside = box["left"] < left and box["top"] < top and bottom < box["bottom"]
            # Without a script, a text that is too long is cut off at the edge.
            desk.expect(inside and (right < box["right"] or what.startswith("changes")), f"{what}: text outside: {box}")


def paper(desk, what, name):
    """On paper, the colours are light, controls are not there, and all groups of sites are."""
    background = desk.browser.script("return getComputedStyle(document.body).backgroundColor")
    desk.expect(background == "rgb(255, 255, 255)", f"{what}: the paper is {background}")
    if name != "changes":
        desk.expect(not desk.browser.find("#browser").is_displayed(), f"{what}: the controls are hidden")
        desk.expect(desk.browser.find("#groups").is_displayed(), f"{what}: the groups are shown")
    printed = desk.browser.command("Page.printToPDF")["data"]
    desk.expect(len(printed) > 10_000, f"{what}: it can be printed")
