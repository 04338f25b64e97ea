/* Starts the design system's scripts, here and in whatever htmx puts on the page. */
(function () {
  "use strict";

  function start() {
    DKFDS.init();
    const summary = document.querySelector("[data-module='error-summary']");
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    // An alert that is there from the start is not read aloud by every screen reader; focus makes sure. Who comes by a
    // link to one field is taken there.
    if (target) target.focus();
    else if (summary) summary.focus();
  }

  // Only the parts that a fragment of ours can hold: init() for the whole page must not run twice.
  function startFragment(event) {
    const scope = event.detail.elt;
    scope.querySelectorAll(".accordion").forEach((list) => new DKFDS.Accordion(list).init());
    scope.querySelectorAll(".js-dropdown").forEach((button) => new DKFDS.Dropdown(button).init());
  }

  // What a person asks to print is said by a button that works only with JavaScript, so it starts hidden.
  function printButtons() {
    document.querySelectorAll("[data-print]").forEach((button) => {
      button.hidden = false;
      button.addEventListener("click", () => window.print());
    });
  }

  // What the door (door.js) keeps on this device of an event's guests goes when one signs out, and when the day is over.
  // What was not sent is kept: there is no other record of it.
  function forgetGuests() {
    localStorage.removeItem("door-day");
    indexedDB.deleteDatabase("door-guests");
    if (window.caches) caches.delete("door");
    if (!navigator.serviceWorker) return;
    navigator.serviceWorker.getRegistrations().then((found) => found.forEach((each) => each.unregister()));
  }

  function watchTheDoor() {
    let day;
    try {
      day = localStorage.getItem("door-day");
    } catch {
      return; // a browser that keeps nothing
    }
    if (day && day < new Date().toLocaleDateString("sv-SE")) forgetGuests();
    document.querySelectorAll("form[action$='/log-ud/']").forEach((form) =>
      form.addEventListener("submit", (event) => {
        if (!event.defaultPrevented && localStorage.getItem("door-day")) forgetGuests();
      })
    );
  }

  document.addEventListener("DOMContentLoaded", function () {
    start();
    printButtons();
    watchTheDoor();
    document.body.addEventListener("htmx:afterSwap", startFragment);
  });
})();
