// Makes the page answer questions: servers can be set busy or down, and the list of sites can be searched.
// Text is only ever set as text, never as markup.
"use strict";

(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const STATES = ["idle", "busy", "down"];
  const PRIORITIES = ["High", "Normal", "Low"];
  const ORIGINS = ["default server of this site", "default server of global", "listed by this site", "listed by global"];
  const PAGE_LENGTH = 50;
  const MOST_CHIPS = 8;

  const byID = (id) => document.getElementById(id);
  const number = (value) => value.toLocaleString("en");
  const plural = (count, one, several) => `${number(count)} ${count === 1 ? one : several}`;

  /** An element with properties, a class and children; children that are strings become text. */
  function make(name, properties, ...children) {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  }

  // The routing. A site is a number; sites with the same chain have numbers in a row, and group 0 is mail of no site.

  /** The links of a chain that begins at a node, as numbers of links. */
  function linksFrom(node) {
    const links = [];
    for (let at = node; at > 0; at = data.nodes[2 * at - 1]) links.push(data.nodes[2 * at - 2]);
    return links;
  }

  const serverOf = (link) => data.links[4 * link];

  /** Why a link is in a chain, as on the command line: `High (listed by this site)`. */
  function reasonOf(link) {
    const reason = data.links[4 * link + 1];
    return `${PRIORITIES[reason % PRIORITIES.length]} (${ORIGINS[Math.floor(reason / PRIORITIES.length)]})`;
  }

  /** The file and the line of a link; empty for a routing table. */
  function placeOf(link) {
    const file = data.links[4 * link + 2];
    return file < 0 ? "" : `${data.files[file]}:${data.links[4 * link + 3]}`;
  }

  const groupOf = new Int32Array(data.names.length);
  const firstSite = [];
  {
    let site = 0;
    data.groups.forEach((count, group) => {
      firstSite.push(site);
      groupOf.fill(group, site, site + count);
      site += count;
    });
  }
  // All chains in one array, because there may be 100,000: those of group g are from starts[g] to starts[g + 1].
  const starts = new Int32Array(data.groups.length + 1);
  const chains = [];
  firstSite.forEach((site, group) => {
    for (let node = data.heads[site]; node > 0; node = data.nodes[2 * node - 1]) {
      chains.push(serverOf(data.nodes[2 * node - 2]));
    }
    starts[group + 1] = chains.length;
  });

  const states = new Uint8Array(data.servers.length);
  const senders = new Int32Array(data.groups.length);
  const WAITS = -1;
  const NEVER = -2;

  /** The server that sends the mail of each group: the first idle one of its chain. */
  function evaluate() {
    for (let group = 0; group < senders.length; group += 1) {
      let at = starts[group];
      const end = starts[group + 1];
      if (at === end) {
        senders[group] = NEVER;
        continue;
      }
      while (at < end && states[chains[at]] !== 0) at += 1;
      senders[group] = at < end ? chains[at] : WAITS;
    }
  }

  /** What happens to mail of a group, with the name of the outcome. */
  function outcomeOf(group) {
    const sender = senders[group];
    if (sender >= 0) return { name: "Available", text: `via ${data.servers[sender]}`, waits: false };
    return sender === WAITS
      ? { name: "TemporarilyUnavailable", text: "waits: all servers are busy or down", waits: true }
      : { name: "PermanentlyUnavailable", text: "waits for ever: no server", waits: true };
  }

  // The picture.

  const picture = document.querySelector(".picture");
  const boxes = [...picture.querySelectorAll(".group")].map((box) => ({
    box,
    group: Number(box.dataset.group),
    label: box.querySelector(".label"),
    note: box.querySelector(".note"),
  }));
  const lines = [...picture.querySelectorAll(".line")].map((line) => ({
    line,
    group: Number(line.dataset.group),
    server: Number(line.dataset.server),
  }));
  const servers = [...picture.querySelectorAll(".server")].map((box) => ({
    box,
    server: Number(box.dataset.server),
    loss: box.querySelector("title").textContent,
  }));
  const buttons = [...document.querySelectorAll("button.set")];

  function showPicture() {
    for (const { box, group, note } of boxes) {
      const outcome = outcomeOf(group);
      rewrite(note, outcome.text);
      box.classList.toggle("waits", outcome.waits);
      box.dataset.outcome = outcome.name;
    }
    for (const { line, group, server } of lines) {
      line.classList.toggle("used", senders[group] === server);
      line.classList.toggle("out", states[server] !== 0);
    }
    for (const { box, server } of servers) {
      const state = STATES[states[server]];
      box.classList.remove(...STATES);
      box.classList.add(state);
      box.querySelector(".state").textContent = state;
      fit(box.querySelector(".note"));
      showState(box, server);
    }
    for (const button of buttons) {
      const server = Number(button.dataset.server);
      button.className = `set ${STATES[states[server]]}`;
      button.textContent = STATES[states[server]];
      showState(button, server);
    }
  }

  /** Says the state of a server to those who cannot see it. */
  function showState(element, server) {
    element.setAttribute("aria-pressed", ["false", "mixed", "true"][states[server]]);
    element.setAttribute("aria-label", `${data.servers[server]}: ${STATES[states[server]]}`);
  }

  /** Cuts a line of a box that is longer than the box; the whole text is kept for the next time. */
  function fit(text) {
    const end = text.lastChild;
    const whole = text.dataset.whole ?? end.data;
    end.data = whole;
    text.dataset.whole = whole;
    const box = text.closest("g").querySelector(".box");
    const room = box.getBoundingClientRect().width - Number(text.getAttribute("x")) - 10;
    if (room <= 0 || text.getComputedTextLength() <= room) return;
    let [fits, tooLong] = [0, whole.length];
    while (tooLong - fits > 1) {
      const length = (fits + tooLong) >> 1;
      end.data = `${whole.slice(0, length)}…`;
      if (text.getComputedTextLength() <= room) fits = length;
      else tooLong = length;
    }
    end.data = `${whole.slice(0, fits)}…`;
  }

  /** Replaces a line of a box. */
  function rewrite(text, whole) {
    text.lastChild.data = whole;
    text.dataset.whole = whole;
    fit(text);
  }

  /** Emphasises what belongs to a server or a group, and says what the loss of a server does. */
  function select(kind, value, explanation) {
    picture.classList.add("selecting");
    const near = { group: new Set(), server: new Set() };
    near[kind].add(value);
    for (const entry of lines) {
      const isNear = entry[kind] === value;
      entry.line.classList.toggle("near", isNear);
      if (!isNear) continue;
      near.group.add(entry.group);
      near.server.add(entry.server);
    }
    for (const { box, group } of boxes) box.classList.toggle("near", near.group.has(group));
    for (const { box, server } of servers) box.classList.toggle("near", near.server.has(server));
    byID("explanation").textContent = explanation;
  }

  function deselect() {
    picture.classList.remove("selecting");
    byID("explanation").textContent = "Point at a server to see what happens without it. Select it to make it busy, then down.";
  }

  /** The sentence of the program, as a sentence of its own. */
  const sentence = (text) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

  for (const { box, server, loss } of servers) {
    box.setAttribute("role", "button");
    box.setAttribute("tabindex", "0");
    box.setAttribute("aria-describedby", "explanation");
    box.addEventListener("click", () => cycle(server));
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      cycle(server);
    });
    for (const type of ["pointerenter", "focus"]) {
      box.addEventListener(type, () => select("server", server, sentence(loss)));
    }
    for (const type of ["pointerleave", "blur"]) box.addEventListener(type, deselect);
  }
  for (const { box, group } of boxes) {
    const description = box.querySelector("title").textContent;
    box.addEventListener("pointerenter", () => select("group", group, sentence(description)));
    box.addEventListener("pointerleave", deselect);
  }
  for (const button of buttons) button.addEventListener("click", () => cycle(Number(button.dataset.server)));

  function fitLabels() {
    for (const text of picture.querySelectorAll(".label, .note")) fit(text);
  }

  // Changes.

  function cycle(server) {
    states[server] = (states[server] + 1) % STATES.length;
    update();
  }

  function update() {
    evaluate();
    showPicture();
    showSituation();
    list.show();
    const out = [2, 1].map((state) => data.servers.filter((_, server) => states[server] === state));
    const parts = [["down", out[0]], ["busy", out[1]]].filter(([, ids]) => ids.length > 0);
    const hash = parts.map(([name, ids]) => `${name}=${ids.map(encodeURIComponent).join(",")}`).join("&");
    if (location.hash.slice(1) === hash) return;
    try {
      history.replaceState(null, "", hash ? `#${hash}` : "#");
    } catch {
      // A page in a frame may not change its address; everything else works.
    }
  }

  /** `12 sites and global`, as in the sentences of the program. */
  function counted(sites, hasGlobal) {
    const parts = sites > 0 || !hasGlobal ? [plural(sites, "site", "sites")] : [];
    return [...parts, ...(hasGlobal ? ["global"] : [])].join(" and ");
  }

  function showSituation() {
    const waiting = { sites: 0, global: false };
    const moved = { sites: 0, global: false };
    senders.forEach((sender, group) => {
      const total = sender < 0 ? waiting : sender !== chains[starts[group]] ? moved : null;
      if (!total) return;
      if (group === 0) total.global = true;
      else total.sites += data.groups[group];
    });
    const out = [2, 1].flatMap((state) => {
      const ids = data.servers.filter((_, server) => states[server] === state);
      const shown = ids.slice(0, 4).join(", ");
      const rest = ids.length > 4 ? ` and ${ids.length - 4} more` : "";
      return ids.length > 0 ? [`${STATES[state]}: ${shown}${rest}`] : [];
    });
    const isNothing = (total) => total.sites === 0 && !total.global;
    const effects = [
      isNothing(waiting) ? "No mail waits" : `Mail of ${counted(waiting.sites, waiting.global)} waits`,
      ...(isNothing(moved) ? [] : [`mail of ${counted(moved.sites, moved.global)} has moved`]),
    ];
    const situation = out.length > 0 ? `${sentence(out.join("; "))}` : "All servers are idle.";
    byID("situation").textContent = `${situation} ${effects.join("; ")}.`;
    byID("reset").disabled = out.length === 0;
  }

  byID("reset").addEventListener("click", () => {
    states.fill(0);
    update();
  });

  /** Sets the servers that the address names: `#down=a,b&busy=c`. */
  function readAddress() {
    states.fill(0);
    const numbers = new Map(data.servers.map((id, server) => [id, server]));
    for (const part of location.hash.slice(1).split("&")) {
      const [name, ids] = part.split("=", 2);
      const state = STATES.indexOf(name);
      if (state < 1 || !ids) continue;
      for (const id of ids.split(",")) {
        try {
          const server = numbers.get(decodeURIComponent(id));
          if (server !== undefined) states[server] = state;
        } catch {
          // Somebody edited the address.
        }
      }
    }
    update();
  }

  // The list of sites.

  const list = (() => {
    const browser = byID("browser");
    const search = make("input", { type: "search", id: "search", autocomplete: "off", spellcheck: false });
    const server = make("select", { id: "server" }, make("option", { value: "" }, "any server"));
    server.append(...data.servers.map((id, at) => make("option", { value: String(at) }, id)));
    const outcome = make("select", { id: "outcome" });
    outcome.append(
      make("option", { value: "" }, "any outcome"),
      make("option", { value: "sent" }, "is sent"),
      make("option", { value: "waits" }, "waits"),
    );
    const change = make("button", { type: "button", id: "change", hidden: true });
    const body = make("tbody");
    const count = make("p", { id: "count" });
    count.setAttribute("role", "status");
    const previous = make("button", { type: "button", id: "previous" }, "Previous");
    const next = make("button", { type: "button", id: "next" }, "Next");
    const lowered = data.names.map((name) => name.toLowerCase());

    const order = { key: "", isDescending: false };
    const heads = [["site", "Site"], ["servers", "Servers, in order"], ["outcome", "Mail"]].map(([key, title]) => {
      const button = make("button", { type: "button" }, title);
      const head = make("th", { scope: "col" }, button);
      button.addEventListener("click", () => {
        order.isDescending = order.key === key && !order.isDescending;
        order.key = key;
        for (const other of heads) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", order.isDescending ? "descending" : "ascending");
        page = 0;
        show();
      });
      return head;
    });

    let page = 0;
    let found = [];

    const chainOf = (group) => chains.slice(starts[group], starts[group + 1]);

    function matches(site, text, wanted) {
      const group = groupOf[site];
      if (text && !lowered[site].includes(text)) return false;
      if (outcome.value && (senders[group] >= 0) !== (outcome.value === "sent")) return false;
      if (wanted < 0) return true;
      for (let at = starts[group]; at < starts[group + 1]; at += 1) if (chains[at] === wanted) return true;
      return false;
    }

    /** What sites are sorted by; equal ones keep their order. */
    function keyOf(site) {
      const group = groupOf[site];
      if (order.key === "site") return lowered[site];
      if (order.key === "outcome") return outcomeOf(group).text;
      return chainOf(group).map((at) => data.servers[at]).join(" ");
    }

    function find() {
      const text = search.value.trim().toLowerCase();
      const wanted = server.value === "" ? -1 : Number(server.value);
      found = [];
      for (let site = 0; site < data.names.length; site += 1) if (matches(site, text, wanted)) found.push(site);
      if (!order.key) return;
      const keys = new Map(found.map((site) => [site, keyOf(site)]));
      const sign = order.isDescending ? -1 : 1;
      found.sort((left, right) => {
        const [a, b] = [keys.get(left), keys.get(right)];
        return a === b ? left - right : a < b ? -sign : sign;
      });
    }

    function chip(at, sender) {
      const role = states[at] !== 0 ? STATES[states[at]] : at === sender ? "used" : "";
      return make("span", { className: `chip ${role}`, title: data.details[at] }, data.servers[at]);
    }

    /** A row, whose reasons are only made if somebody opens them. */
    function row(site) {
      const group = groupOf[site];
      const links = linksFrom(data.heads[site]);
      const summary = make("summary");
      links.slice(0, MOST_CHIPS).forEach((link, place) => {
        summary.append(...(place > 0 ? [" → "] : []), chip(serverOf(link), senders[group]));
      });
      if (links.length > MOST_CHIPS) summary.append(` and ${links.length - MOST_CHIPS} more`);
      const details = make("details", {}, summary);
      details.addEventListener("toggle", () => {
        if (!details.open || details.children.length > 1) return;
        const steps = links.map((link) => make(
          "li", {}, make("b", {}, data.servers[serverOf(link)]), ` ${reasonOf(link)}, ${data.details[serverOf(link)]} `,
          make("span", { className: "place" }, placeOf(link)),
        ));
        details.append(make("ol", { className: "steps" }, ...steps));
      });
      const result = outcomeOf(group);
      const cell = make("td", { className: result.waits ? "outcome waits" : "outcome" }, result.text);
      cell.dataset.outcome = result.name;
      const head = make("th", { scope: "row" }, data.names[site]);
      const element = make("tr", {}, head, make("td", {}, links.length > 0 ? details : "no server"), cell);
      element.dataset.site = data.names[site];
      return element;
    }

    function show() {
      find();
      const last = Math.max(0, Math.ceil(found.length / PAGE_LENGTH) - 1);
      page = Math.min(page, last);
      const [start, end] = [page * PAGE_LENGTH, Math.min((page + 1) * PAGE_LENGTH, found.length)];
      body.replaceChildren(...found.slice(start, end).map(row));
      count.textContent = found.length === 0
        ? "Nothing found."
        : `${number(start + 1)}–${number(end)} of ${number(found.length)}`;
      for (const button of [previous, next]) button.hidden = last === 0;
      previous.disabled = page === 0;
      next.disabled = page === last;
      change.hidden = server.value === "";
      if (change.hidden) return;
      const at = Number(server.value);
      change.className = `set ${STATES[states[at]]}`;
      change.textContent = STATES[states[at]];
      showState(change, at);
    }

    function again() {
      page = 0;
      show();
    }

    search.addEventListener("input", again);
    server.addEventListener("change", again);
    outcome.addEventListener("change", again);
    change.addEventListener("click", () => cycle(Number(server.value)));
    previous.addEventListener("click", () => {
      page -= 1;
      show();
    });
    next.addEventListener("click", () => {
      page += 1;
      show();
    });
    browser.append(
      make(
        "div", { className: "filters" }, make("label", {}, "Search", search), make("label", {}, "Uses", server), change,
        make("label", {}, "Mail", outcome),
      ),
      make("table", {}, make("thead", {}, make("tr", {}, ...heads)), body),
      make("div", { className: "pager" }, count, previous, next),
    );
    return { show };
  })();

  for (const element of document.querySelectorAll(".controls, #browser, .set")) {
    element.hidden = false;
  }
  byID("groups").hidden = true;
  deselect();
  readAddress();
  fitLabels();
  addEventListener("hashchange", readAddress);
  addEventListener("resize", fitLabels);
})();
