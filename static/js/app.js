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

  document.addEventListener("DOMContentLoaded", function () {
    start();
    printButtons();
    document.body.addEventListener("htmx:afterSwap", startFragment);
  });
})();
