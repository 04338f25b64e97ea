/*
 * Saves a form field by field while it is filled in.
 *
 *   <form data-autosave="URL" data-revision="7"> … <p data-autosave-status aria-live="polite"></p> … </form>
 *
 * Each change is sent as POST field, value (once per chosen value) and revision. The revision is the nearest
 * data-revision on or around the field, or else the form's hidden field "revision". The answer's revision replaces it
 * there, on controls of the same name, and on every data-revision with the same data-question (a question can have
 * several fields). A field inside data-autosave-skip is left alone. Whatever goes wrong, the text stays on the page and
 * is sent again. Answers: 200 {saved_at, revision[, note][, values]}, 409 {message, theirs[, revision][, note]},
 * 422 {message}, 401 {message, login}.
 *
 * A note is what the server wants to stand beside the field, as it draws it itself: both texts to choose from, or a
 * warning. A button data-autosave-choose="mine" in it saves one's own text again; "theirs" sends valg=kollegas with it,
 * so that it is kept in the history, and the answer's values take its place. Without this script they press the form.
 */
(function () {
  "use strict";
  const TYPING_PAUSE = 800;
  const RETRY_AFTER = 10000;
  const SECRET = new Set(["csrfmiddlewaretoken", "revision"]);

  function isTyped(control) {
    return control.tagName === "TEXTAREA" || (control.tagName === "INPUT" && !/^(radio|checkbox|file|hidden)$/.test(control.type));
  }

  function concerns(control) {
    return (
      control.name &&
      !SECRET.has(control.name) &&
      !/^(submit|button|file|hidden|password)$/.test(control.type) &&
      !control.closest("[data-autosave-skip]")
    );
  }

  class Autosave {
    constructor(form) {
      this.form = form;
      this.status = form.querySelector("[data-autosave-status]");
      this.pending = new Map(); // name → the control that was changed last
      this.timers = new Map();
      this.stuck = new Set(); // refused by the server: not sent again until it is changed
      this.unsure = new Map(); // name → what was sent last and not answered: perhaps it was saved, perhaps not
      this.giving = new Set(); // whose writer gives way to the colleague's text
      this.sending = false;

      form.addEventListener("click", (event) => this.choose(event));
      form.addEventListener("input", (event) => this.changed(event.target, isTyped(event.target) ? TYPING_PAUSE : 0));
      form.addEventListener("change", (event) => this.changed(event.target, 0));
      form.addEventListener("focusout", (event) => {
        // Who goes on to choose between two texts has not yet said that this one is to be saved.
        if (event.relatedTarget && event.relatedTarget.closest("[data-autosave-choose]")) return;
        if (this.timers.has(event.target.name)) this.changed(event.target, 0);
      });
      form.addEventListener("submit", () => (this.leaving = true));
      window.addEventListener("online", () => this.send());
      document.addEventListener("visibilitychange", () => this.flush());
      window.addEventListener("beforeunload", (event) => {
        if (this.unsaved && !this.leaving) event.preventDefault();
      });
    }

    get unsaved() {
      return this.pending.size > 0 || this.timers.size > 0 || this.sending;
    }

    changed(control, pause) {
      if (!concerns(control)) return;
      const name = control.name;
      const last = control.dataset.autosaved;
      // "change" follows "input" when a text field is left: the same text is not sent twice.
      if (isTyped(control) && last !== undefined && last === control.value && !this.timers.has(name)) return;
      clearTimeout(this.timers.get(name));
      this.stuck.delete(name);
      this.giving.delete(name);
      this.timers.set(
        name,
        setTimeout(() => {
          this.timers.delete(name);
          this.pending.set(name, control);
          this.send();
        }, pause)
      );
    }

    // Nothing waits for its pause when the page is being left.
    flush() {
      for (const [name, timer] of this.timers) {
        clearTimeout(timer);
        this.pending.set(name, this.controls(name)[0]);
      }
      this.timers.clear();
      this.send();
    }

    controls(name) {
      const found = this.form.elements[name];
      return found instanceof RadioNodeList ? [...found] : found ? [found] : [];
    }

    // One of the two texts is chosen, without leaving the page.
    choose(event) {
      const button = event.target.closest("[data-autosave-choose]");
      if (!button) return;
      const name = button.closest("[data-autosave-note]").dataset.autosaveNote;
      const [control] = this.controls(name);
      if (!control) return;
      event.preventDefault();
      clearTimeout(this.timers.get(name));
      this.timers.delete(name);
      this.stuck.delete(name);
      if (button.dataset.autosaveChoose === "theirs") this.giving.add(name);
      else this.giving.delete(name);
      this.pending.set(name, control);
      control.focus();
      this.send();
    }

    // What stands on the page from now on; counters and the like are told, but it is not sent once more.
    fill(name, values) {
      this.controls(name).forEach((control) => {
        if (/^(radio|checkbox)$/.test(control.type)) {
          control.checked = values.includes(control.value);
          return;
        }
        control.value = control.dataset.autosaved = values[0] || "";
        control.dispatchEvent(new Event("input", { bubbles: true }));
      });
    }

    values(name) {
      return new FormData(this.form).getAll(name);
    }

    revisionHolder(control) {
      return control.closest("[data-revision]") || this.form.elements["revision"];
    }

    revision(control) {
      const holder = this.revisionHolder(control);
      if (!holder) return "";
      return holder.dataset.revision !== undefined ? holder.dataset.revision : holder.value;
    }

    keepRevision(control, revision) {
      const holder = this.revisionHolder(control);
      if (!holder || revision === undefined) return;
      if (holder.dataset.revision === undefined) {
        holder.value = revision;
        return;
      }
      const question = holder.dataset.question;
      const alike = [...this.form.querySelectorAll("[data-revision]")].filter(
        (other) => (question && other.dataset.question === question) || (other.name && other.name === control.name)
      );
      for (const element of [holder, ...alike]) {
        element.dataset.revision = revision;
        // The same number for the plain POST of the whole page.
        const hidden = element.querySelector("[data-autosave-revision]");
        if (hidden) hidden.value = revision;
      }
    }

    // One at a time: each save needs the revision that the one before it gave.
    async send() {
      const next = [...this.pending].find(([name]) => !this.stuck.has(name));
      if (this.sending || !next) return;
      const [name, control] = next;
      const sent = (document.visibilityState === "visible" && this.unsure.get(name)) || this.values(name);
      this.pending.delete(name);
      this.sending = true;
      this.say("Gemmer …", "saving");
      try {
        await this.post(name, control, sent);
      } catch {
        // Sent once more before anything newer: else the server, had it saved it, would take it for a colleague's.
        this.unsure.set(name, sent);
        this.again(name, control);
        this.say("Vi kunne ikke gemme lige nu. Teksten står her stadig, og vi prøver igen om lidt.", "failed");
      } finally {
        this.sending = false;
      }
      if (!this.waiting) this.send();
    }

    async post(name, control, sent) {
      const body = new URLSearchParams({ field: name, revision: this.revision(control) });
      sent.forEach((value) => body.append("value", value));
      if (this.giving.has(name)) body.append("valg", "kollegas");
      const answer = await fetch(this.form.dataset.autosave, {
        method: "POST",
        body,
        credentials: "same-origin",
        keepalive: body.toString().length < 60000,
        headers: { "X-CSRFToken": this.form.elements["csrfmiddlewaretoken"].value, Accept: "application/json" },
      });
      const isJson = (answer.headers.get("Content-Type") || "").includes("application/json");
      if (answer.status >= 500) throw new Error(`status ${answer.status}`);
      clearTimeout(this.waiting); // the site answers again: whatever else waits is sent now
      this.waiting = null;
      const wasUnsure = this.unsure.delete(name);
      if (wasUnsure && String(this.values(name)) !== String(sent)) this.pending.set(name, control);
      if (answer.ok && isJson) return this.saved(name, control, sent, await answer.json());
      if (isTyped(control)) control.dataset.autosaved = sent[0];
      if (isJson) return this.refused(name, control, await answer.json());
      // A redirect to the sign-in page, an expired form, or a page that is no longer ours.
      this.again(name, control);
      this.stuck.add(name);
      this.refusal = "Måske er du blevet logget ud. Teksten står her stadig. Log ind i et nyt vindue, og gem så siden her.";
      this.say(`Vi kunne ikke gemme. ${this.refusal}`, "failed");
    }

    saved(name, control, sent, data) {
      this.keepRevision(control, data.revision);
      if (isTyped(control)) control.dataset.autosaved = sent[0];
      // Unless it was written on meanwhile
      if (this.giving.delete(name) && data.values) this.fill(name, data.values);
      this.showNote(name, control, data.note);
      const waits = [...this.pending.keys()].some((name) => !this.stuck.has(name)) || this.timers.size > 0;
      if (waits) return;
      const warned = data.note ? ". Der er en advarsel ved feltet" : "";
      if (this.stuck.size === 0) this.say(`Gemt kl. ${data.saved_at}${warned}`, "saved");
      else this.say(`Gemt kl. ${data.saved_at}. Men et andet svar er ikke gemt: ${this.refusal}`, "failed");
    }

    refused(name, control, data) {
      this.keepRevision(control, data.revision);
      this.stuck.add(name);
      this.again(name, control);
      this.giving.delete(name);
      this.showNote(name, control, data.note);
      this.refusal = data.message || "Svaret blev ikke gemt. Teksten står her stadig.";
      this.say(this.refusal, "failed", data.login);
    }

    // A newer change of the same field has its own place in the queue already.
    again(name, control) {
      if (!this.pending.has(name)) this.pending.set(name, control);
      if (this.stuck.has(name) || this.waiting) return;
      this.waiting = setTimeout(() => {
        this.waiting = null;
        this.send();
      }, RETRY_AFTER);
    }

    // What the server says beside the field stands under it; an earlier note of the field goes.
    showNote(name, control, note) {
      const old = this.form.querySelectorAll(`[data-autosave-note="${CSS.escape(name)}"]`);
      old.forEach((each) => each.remove());
      const group = control.closest(".form-group");
      if (note && group) group.insertAdjacentHTML("beforeend", note);
    }

    say(text, state, login) {
      if (!this.status) return;
      this.status.textContent = text;
      this.status.dataset.state = state;
      if (!login) return;
      const link = document.createElement("a");
      link.href = login;
      link.target = "_blank";
      link.textContent = "Log ind (åbner i et nyt vindue)";
      this.status.append(" ", link);
    }
  }

  document.addEventListener("DOMContentLoaded", function () {
    document.querySelectorAll("form[data-autosave]").forEach((form) => new Autosave(form));
  });
})();
