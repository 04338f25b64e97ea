/*
 * Saves a form field by field while it is filled in.
 *
 *   <form data-autosave="URL" data-revision="7"> … <p data-autosave-status aria-live="polite"></p> … </form>
 *
 * Each change is sent as POST field, value (once per chosen value) and revision. The revision is the nearest
 * data-revision on or around the field, or else the form's hidden field "revision". The answer's revision replaces it
 * there, on controls of the same name, and on every data-revision with the same data-question (a question can have
 * several fields). A field inside data-autosave-skip is left alone. Whatever goes wrong, the text stays on the page and
 * is sent again. Answers: 200 {saved_at, revision}, 409 {message, theirs[, revision]}, 422 {message},
 * 401 {message, login}.
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
      this.sending = false;

      form.addEventListener("input", (event) => this.changed(event.target, isTyped(event.target) ? TYPING_PAUSE : 0));
      form.addEventListener("change", (event) => this.changed(event.target, 0));
      form.addEventListener("focusout", (event) => this.timers.has(event.target.name) && this.changed(event.target, 0));
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
        const control = this.form.elements[name];
        this.pending.set(name, control instanceof RadioNodeList ? control[0] : control);
      }
      this.timers.clear();
      this.send();
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
      if (answer.ok && isJson) return this.saved(control, sent, await answer.json());
      if (isTyped(control)) control.dataset.autosaved = sent[0];
      if (isJson) return this.refused(name, control, await answer.json());
      // A redirect to the sign-in page, an expired form, or a page that is no longer ours.
      this.again(name, control);
      this.stuck.add(name);
      this.refusal = "Måske er du blevet logget ud. Teksten står her stadig. Log ind i et nyt vindue, og gem så siden her.";
      this.say(`Vi kunne ikke gemme. ${this.refusal}`, "failed");
    }

    saved(control, sent, data) {
      this.keepRevision(control, data.revision);
      if (isTyped(control)) control.dataset.autosaved = sent[0];
      this.showTheirs(control, null);
      const waits = [...this.pending.keys()].some((name) => !this.stuck.has(name)) || this.timers.size > 0;
      if (waits) return;
      if (this.stuck.size === 0) this.say(`Gemt kl. ${data.saved_at}`, "saved");
      else this.say(`Gemt kl. ${data.saved_at}. Men et andet svar er ikke gemt: ${this.refusal}`, "failed");
    }

    refused(name, control, data) {
      this.keepRevision(control, data.revision);
      this.stuck.add(name);
      this.again(name, control);
      this.showTheirs(control, data.theirs);
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

    // What a colleague wrote meanwhile stands under the field, so that both texts can be read and put together.
    showTheirs(control, theirs) {
      const group = control.closest(".form-group");
      if (!group) return;
      const old = group.querySelector("[data-autosave-theirs]");
      if (old) old.remove();
      if (theirs === null || theirs === undefined) return;
      const box = document.createElement("div");
      box.className = "autosave-theirs";
      box.dataset.autosaveTheirs = "";
      const heading = document.createElement("p");
      heading.className = "autosave-theirs__heading";
      heading.textContent = "Din kollegas tekst";
      const text = document.createElement("p");
      text.textContent = Array.isArray(theirs) ? theirs.join(", ") : String(theirs);
      box.append(heading, text);
      group.append(box);
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
