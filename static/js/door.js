/*
 * The door of an event on its day, with and without network. Without this script each press is a plain POST.
 *
 * All guests are kept on the device for the day (IndexedDB "door-guests"; app.js throws them away). A press is put in a
 * queue that outlives the page ("door-queue"), drawn at once and sent at once, or as soon as there is network again; the
 * server takes each by its key, so that what is sent twice is done once. Answers: 200 {entries, present, …},
 * 400 {message}, 401 {message, login}, 403 where the page's secret is old: then the list brings a new one.
 */
(function () {
  "use strict";
  const SHOWN = 50;
  const BATCH = 50;
  const PATIENCE = 10000;
  const LOOK_EVERY = 30000; // for what other devices did
  const LONGEST_PAUSE = 60000;
  const SAME_CODE = 3000; // a code that is held before the camera is read once
  const TWICE = 700; // a button that is pressed twice in a hurry is pressed once: under it comes the one that undoes
  const STATES = { 401: "signed out", 403: "refused" };
  const SOMEBODY = "Gæsten";
  const NOT_HERE = "Koden hører ikke til en tilmelding til dette arrangement. Find gæsten på navnet.";

  const BY_NAME = new Intl.Collator("da");
  // In Denmark, wherever the device thinks it is, and as the page writes it without scripts.
  const clock = (moment) =>
    moment.toLocaleTimeString("sv-SE", { timeZone: "Europe/Copenhagen", hour: "2-digit", minute: "2-digit" }).replace(":", ".");
  const dayOf = (moment) => moment.toLocaleDateString("sv-SE");
  const entries = (number) => (number === 1 ? "1 indtjekning" : `${number} indtjekninger`);

  // --- What is kept on the device ---

  function open(name, store, keyPath) {
    return new Promise((resolve, reject) => {
      const opening = indexedDB.open(name, 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore(store, { keyPath });
      opening.onerror = () => reject(opening.error);
      opening.onsuccess = () => {
        // Whoever throws it away need not wait for this page.
        opening.result.onversionchange = () => opening.result.close();
        resolve(opening.result);
      };
    });
  }

  async function ask(database, store, mode, what) {
    const opened = await open(...database);
    try {
      return await new Promise((resolve, reject) => {
        const transaction = opened.transaction(store, mode);
        const request = what(transaction.objectStore(store));
        transaction.oncomplete = () => resolve(request && request.result);
        transaction.onerror = transaction.onabort = () => reject(transaction.error);
      });
    } finally {
      opened.close();
    }
  }

  const GUESTS = ["door-guests", "lists", "slug"];
  const QUEUE = ["door-queue", "entries", "key"];
  const kept = {
    list: (slug) => ask(GUESTS, "lists", "readonly", (store) => store.get(slug)),
    keepList: (list) => ask(GUESTS, "lists", "readwrite", (store) => store.put(list)),
    queue: () => ask(QUEUE, "entries", "readonly", (store) => store.getAll()),
    add: (entry) => ask(QUEUE, "entries", "readwrite", (store) => store.put(entry)),
    change: (changed) => ask(QUEUE, "entries", "readwrite", (store) => void changed.forEach((each) => store.put(each))),
    remove: (keys) => ask(QUEUE, "entries", "readwrite", (store) => void keys.forEach((key) => store.delete(key))),
  };

  // --- Sending ---

  class Sender {
    constructor(root, slug) {
      this.root = root;
      this.slug = slug;
      this.queue = [];
      this.failures = 0;
      this.state = "";
      this.status = root.querySelector("[data-door-status]");
      this.button = root.querySelector("[data-door-send]");
      this.login = root.querySelector("[data-door-login]");
      this.answered = () => {};
      this.renew = async () => {};
      this.csrf = document.querySelector("[name=csrfmiddlewaretoken]").value;

      this.button.addEventListener("click", () => this.send(true));
      window.addEventListener("online", () => this.send(true));
      window.addEventListener("offline", () => this.say("offline"));
      document.addEventListener("visibilitychange", () => document.hidden || this.send(true));
      document.addEventListener("submit", (event) => this.leaving(event), true);
      setInterval(() => document.hidden || this.failures || this.send(true), LOOK_EVERY);
    }

    async read() {
      const all = await kept.queue();
      this.queue = all.filter((each) => each.slug === this.slug).sort((one, other) => one.at.localeCompare(other.at));
    }

    async add(entry) {
      const whole = { ...entry, slug: this.slug, at: new Date().toISOString(), is_fact: !navigator.onLine };
      this.queue.push(whole);
      await kept.add(whole);
      this.send();
      return whole;
    }

    // One at a time, here and in other windows. `look` asks also where there is nothing to send.
    async send(look = false) {
      if (this.sending) {
        this.again = true;
        return;
      }
      this.sending = true;
      clearTimeout(this.timer);
      try {
        const once = () => this.sendAll(look);
        if (navigator.locks) await navigator.locks.request(`door-${this.slug}`, once);
        else await once();
      } finally {
        this.sending = false;
      }
      if (this.again) {
        this.again = false;
        this.send();
      }
    }

    async sendAll(look) {
      await this.read();
      let renewed = false;
      while (this.queue.length || look) {
        look = false;
        const batch = this.queue.slice(0, BATCH);
        let answer;
        try {
          answer = await this.post(batch);
        } catch {
          return this.failed(batch, "offline");
        }
        if (answer.status === 403 && !renewed) {
          renewed = true;
          look = true;
          try {
            await this.renew();
          } catch (problem) {
            return this.failed(batch, STATES[problem.status] || "offline");
          }
          continue;
        }
        if (!answer.ok) return this.failed(batch, answer.status < 500 ? STATES[answer.status] || "refused" : "offline");
        const told = await answer.json();
        await kept.remove(told.entries.map((each) => each.key));
        const sent = new Map(batch.map((each) => [each.key, each]));
        await this.read();
        this.failures = 0;
        await this.answered(told, sent);
        this.say("sent", told.time);
      }
    }

    post(batch) {
      const giveUp = new AbortController();
      const timer = setTimeout(() => giveUp.abort(), PATIENCE);
      return fetch(this.root.dataset.send, {
        method: "POST",
        credentials: "same-origin",
        redirect: "error",
        signal: giveUp.signal,
        headers: { "Content-Type": "application/json", "X-CSRFToken": this.csrf, Accept: "application/json" },
        body: JSON.stringify({ sent_at: new Date().toISOString(), entries: batch }),
      }).finally(() => clearTimeout(timer));
    }

    // The guests are inside: what was not sent is a fact from now on, and is sent again after a while.
    async failed(batch, state) {
      const facts = batch.map((each) => ({ ...each, is_fact: true }));
      if (facts.length) await kept.change(facts);
      await this.read();
      this.failures += 1;
      this.say(state);
      const pause = Math.min(1000 * 2 ** this.failures, LONGEST_PAUSE);
      this.timer = setTimeout(() => this.send(true), pause);
    }

    say(state, time) {
      if (time) this.time = time;
      this.state = state;
      const number = this.queue.length;
      const waiting = `${entries(number)} venter.`;
      const text = {
        offline: number ? `Uden net. ${waiting}` : "Uden net. Du kan blive ved med at tjekke ind.",
        "signed out": number ? `Log ind igen for at sende ${entries(number)}.` : "Du er logget ud. Log ind igen.",
        refused: `Vi kunne ikke sende. ${waiting} Genindlæs siden, eller sig det til en leder.`,
        sent: this.time ? `Alt er sendt kl. ${this.time}` : "",
      }[state];
      if (this.status.textContent !== text) this.status.textContent = text;
      this.status.dataset.state = state;
      this.button.hidden = !number || state === "signed out";
      this.login.hidden = state !== "signed out";
      this.button.parentElement.hidden = this.button.hidden && this.login.hidden;
    }

    // Whoever signs out is told once that something is not sent; it is kept, and sent by whoever signs in here next.
    leaving(event) {
      if (!event.target.action.endsWith("/log-ud/") || !this.queue.length || this.warned) return;
      this.warned = true;
      event.preventDefault();
      this.status.textContent = `${entries(this.queue.length)} er ikke sendt. Send, før du logger ud.`;
      this.status.scrollIntoView();
    }
  }

  function answerLine(isGood, text) {
    const line = document.createElement("p");
    line.className = isGood ? "door-answer__line door-answer__line--good" : "door-answer__line door-answer__line--bad";
    line.textContent = text;
    return line;
  }

  // What was refused is not sent again, so each of them is told of.
  function sayRefused(root, told, sent, nameOf) {
    const lines = told.entries
      .filter((each) => each.message)
      .map((each) => {
        const entry = sent.get(each.key);
        return answerLine(false, `${entry.name || nameOf(entry.registration)}: ${each.message}`);
      });
    if (lines.length) root.querySelector("[data-door-answer]").replaceChildren(...lines);
  }

  // --- The list ---

  class Door {
    constructor(root) {
      this.root = root;
      this.guests = [];
      this.present = {};
      this.words = "";
      this.find = (name) => root.querySelector(`[data-door-${name}]`);
      this.sender = new Sender(root, root.dataset.door);
      this.sender.answered = (told, sent) => this.answered(told, sent);
      this.sender.renew = () => this.refresh();
    }

    async start() {
      await this.sender.read();
      const known = await kept.list(this.root.dataset.door);
      if (known) this.take(known);
      try {
        await this.refresh();
        this.sender.send(true);
      } catch (problem) {
        if (!known) return; // the page works as it came
        this.sender.failed([], STATES[problem.status] || "offline");
      }
      this.takeOver();
      this.keepPage();
    }

    async refresh() {
      const answer = await fetch(this.root.dataset.list, { credentials: "same-origin", redirect: "error" });
      if (!answer.ok) throw Object.assign(new Error("No list"), { status: answer.status });
      const told = await answer.json();
      this.sender.csrf = told.csrf;
      localStorage.setItem("door-day", this.root.dataset.day);
      this.take(told);
      await this.keep();
    }

    take({ guests, present, seated, is_too_full }) {
      Object.assign(this, { guests, present, seated, isTooFull: is_too_full });
      this.draw();
    }

    keep() {
      const { guests, present, seated, isTooFull } = this;
      return kept.keepList({ slug: this.root.dataset.door, guests, present, seated, is_too_full: isTooFull });
    }

    async answered(told, sent) {
      sayRefused(this.root, told, sent, (id) => this.nameOf(id));
      if (told.present === undefined) return;
      Object.assign(this, { present: told.present, seated: told.seated, isTooFull: told.is_too_full });
      const known = new Set(this.guests.map((each) => each.id));
      const isNew = Object.keys(told.present).some((id) => !known.has(id));
      if (isNew) await this.refresh().catch(() => {});
      await this.keep();
      this.draw();
    }

    nameOf(id) {
      const found = this.everybody().find((each) => each.id === id);
      return found ? found.name : SOMEBODY;
    }

    // With those who came without being registered and are not sent yet
    everybody() {
      const walkIns = this.sender.queue.filter((each) => each.kind === "walk_in");
      return [
        ...this.guests,
        ...walkIns.map((each) => ({
          id: each.key,
          name: each.name,
          workplace: each.workplace,
          municipality: each.place,
          status: "seated",
          status_word: "",
          workshops: [],
        })),
      ].sort((one, other) => BY_NAME.compare(one.name, other.name));
    }

    // When each who is there came, with what is not sent yet
    came() {
      const came = new Map(Object.entries(this.present).map(([id, at]) => [id, new Date(at)]));
      for (const entry of this.sender.queue) {
        const id = entry.registration || entry.key;
        if (entry.kind === "undo") came.delete(id);
        else if (!came.has(id)) came.set(id, new Date(entry.at));
      }
      return came;
    }

    draw() {
      const came = this.came();
      const words = this.words.toLocaleLowerCase("da").split(/\s+/).filter(Boolean);
      const has = (guest) => {
        const text = `${guest.name} ${guest.workplace} ${guest.municipality}`.toLocaleLowerCase("da");
        return words.every((word) => text.includes(word));
      };
      const isShown = (guest) => (words.length ? has(guest) : guest.status !== "cancelled" || came.has(guest.id));
      const found = this.everybody().filter(isShown);
      const list = this.find("guests");
      const focused = list.contains(document.activeElement) && document.activeElement.closest("li").dataset.id;
      list.replaceChildren(...found.slice(0, SHOWN).map((guest) => this.row(guest, came.get(guest.id))));
      if (focused) {
        const row = list.querySelector(`[data-id="${focused}"]`);
        const button = row && row.querySelector("button:not([hidden])");
        if (button) button.focus();
      }
      this.find("none").hidden = found.length > 0;
      const more = found.length > SHOWN ? `Viser ${SHOWN} af ${found.length}. Søg for at finde flere.` : "";
      this.find("shown").textContent = more || (words.length ? `${found.length} fundet.` : "");
      const seated = Math.max(this.seated || 0, came.size);
      this.find("count").textContent = `${came.size} af ${seated} er kommet`;
      this.find("full").hidden = !this.isTooFull;
    }

    row(guest, at) {
      const row = this.find("template").content.firstElementChild.cloneNode(true);
      const part = (name) => row.querySelector(name);
      row.dataset.id = guest.id;
      row.classList.toggle("door-guest--in", Boolean(at));
      part(".door-guest__name").textContent = guest.name;
      part("[data-more]").textContent = [guest.workplace, guest.municipality].filter(Boolean).join(", ");
      guest.workshops.forEach((each) => {
        const line = document.createElement("span");
        line.className = "door-guest__more";
        line.textContent = each;
        part("[data-status]").before(line);
      });
      part("[data-status]").textContent = at ? "" : guest.status_word;
      part("[data-status]").hidden = Boolean(at) || !guest.status_word;
      part("[data-came]").hidden = part("[data-undo]").hidden = !at;
      part("[data-in]").hidden = Boolean(at);
      if (at) part("[data-at]").textContent = `Kom kl. ${clock(at)}`;
      part("[data-in] .sr-only").textContent = part("[data-undo] .sr-only").textContent = ` ${guest.name}`;
      part("[data-in]").addEventListener("click", () => this.press("in", guest));
      part("[data-undo]").addEventListener("click", () => this.press("undo", guest));
      return row;
    }

    answer(isGood, text) {
      this.find("answer").replaceChildren(answerLine(isGood, text));
    }

    async press(kind, guest) {
      const isHurry = this.pressed === guest.id && Date.now() - this.pressedAt < TWICE;
      if (isHurry) return;
      this.pressed = guest.id;
      this.pressedAt = Date.now();
      const said = kind === "in" ? `${guest.name} er tjekket ind.` : `${guest.name} er ikke længere tjekket ind.`;
      this.answer(true, said);
      await this.sender.add({ key: crypto.randomUUID(), kind, registration: guest.id });
      this.draw();
    }

    read(code) {
      const id = code.trim().toLowerCase().replace(/^praksis:/, "");
      const guest = this.guests.find((each) => each.id === id);
      const at = guest && this.came().get(id);
      if (!guest) this.answer(false, NOT_HERE);
      else if (at) this.answer(false, `${guest.name} er allerede tjekket ind kl. ${clock(at)}.`);
      else this.press("in", guest);
    }

    takeOver() {
      const search = this.find("search");
      const field = search.elements.q;
      field.addEventListener("input", () => {
        this.words = field.value;
        this.draw();
      });
      search.addEventListener("submit", (event) => event.preventDefault());
      this.words = field.value;
      this.find("pages").hidden = true;
      this.find("kept").hidden = false;
      this.find("form").addEventListener("submit", (event) => event.preventDefault());
      this.find("code").addEventListener("submit", (event) => {
        event.preventDefault();
        const code = event.target.elements.code;
        if (code.value.trim()) this.read(code.value);
        code.value = "";
        code.focus();
      });
      this.find("walk-in").addEventListener("submit", (event) => this.walkIn(event));
      if (navigator.mediaDevices && navigator.mediaDevices.getUserMedia) new Camera(this);
      this.draw();
    }

    // What is missing is said by the page that the server makes; without network the browser says it.
    async walkIn(event) {
      const form = event.target;
      const missing = ["name", "municipality", "role"].some((name) => !form.elements[name].value.trim());
      if (missing && this.sender.state !== "offline") return;
      event.preventDefault();
      if (missing) {
        this.answer(false, "Skriv navnet, og vælg kommune og hvad gæsten arbejder som.");
        return;
      }
      const value = (name) => form.elements[name].value.trim();
      const chosen = form.elements.municipality.selectedOptions[0];
      const entry = {
        key: crypto.randomUUID(),
        kind: "walk_in",
        name: value("name"),
        workplace: value("workplace"),
        municipality: value("municipality"),
        role: value("role"),
        place: value("municipality") === "ingen" ? "" : chosen.text,
      };
      form.reset();
      this.answer(true, `${entry.name} er tjekket ind uden tilmelding.`);
      await this.sender.add(entry);
      this.draw();
      this.find("answer").scrollIntoView({ block: "center" });
    }

    async keepPage() {
      if (!navigator.serviceWorker) return;
      const files = [...document.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src]")];
      const uses = [...document.querySelectorAll("svg use")].map((each) => each.href.baseVal.split("#")[0]);
      const keep = new Set([
        location.pathname,
        this.root.dataset.scanner,
        ...files.map((each) => each.href || each.src),
        ...uses.filter(Boolean),
      ]);
      await navigator.serviceWorker.register(this.root.dataset.worker, { scope: location.pathname });
      const registration = await navigator.serviceWorker.ready;
      navigator.serviceWorker.addEventListener("message", () => (this.root.dataset.ready = "true"));
      registration.active.postMessage({ keep: [...keep] });
    }
  }

  // --- The camera ---

  class Camera {
    constructor(door) {
      this.door = door;
      this.video = door.find("video");
      this.scan = door.find("scan");
      this.stop = door.find("stop");
      door.find("camera").hidden = false;
      this.scan.addEventListener("click", () => this.begin());
      this.stop.addEventListener("click", () => this.end());
    }

    async detector() {
      const native = window.BarcodeDetector;
      const knows = native && (await native.getSupportedFormats()).includes("qr_code");
      const Detector = knows ? native : (await import(this.door.root.dataset.scanner)).BarcodeDetector;
      return new Detector({ formats: ["qr_code"] });
    }

    async begin() {
      try {
        const [detector, stream] = await Promise.all([
          this.detector(),
          navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } }),
        ]);
        this.stream = stream;
        this.video.srcObject = stream;
        this.show(true);
        await this.video.play();
        this.look(detector);
      } catch {
        this.end();
        this.door.answer(false, "Kameraet kan ikke bruges. Giv browseren lov til det, eller find gæsten på navnet.");
      }
    }

    async look(detector) {
      if (!this.stream) return;
      const found = await detector.detect(this.video).catch(() => []);
      if (found.length) this.seen(found[0].rawValue);
      setTimeout(() => this.look(detector), 150);
    }

    seen(code) {
      const isSame = code === this.last && Date.now() - this.at < SAME_CODE;
      this.last = code;
      this.at = Date.now();
      if (!isSame) this.door.read(code);
    }

    end() {
      if (this.stream) this.stream.getTracks().forEach((track) => track.stop());
      this.stream = null;
      this.show(false);
    }

    show(isOn) {
      this.video.hidden = this.stop.hidden = !isOn;
      this.scan.hidden = isOn;
    }
  }

  document.addEventListener("DOMContentLoaded", async function () {
    const root = document.querySelector("[data-door]");
    if (!root || !window.indexedDB) return;
    const door = root.dataset.day === dayOf(new Date()) ? new Door(root) : null;
    if (door) return door.start();
    // The day is over: what was not sent is still sent. The names are gone from the device.
    const sender = new Sender(root, root.dataset.door);
    sender.answered = (told, sent) => sayRefused(root, told, sent, () => SOMEBODY);
    await sender.read();
    if (sender.queue.length) sender.send();
  });
})();
