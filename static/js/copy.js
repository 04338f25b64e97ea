/* Lets a button copy what stands in a field: <button data-copy="id of the field" hidden>. Without JavaScript one marks
   the field and copies it oneself, so the button starts hidden. What happened is said beside it, also aloud. */
(function () {
  "use strict";
  const SAID = 4000;

  // The clipboard is only given to pages that are served safely; elsewhere the old way is tried.
  function copy(field) {
    if (navigator.clipboard) return navigator.clipboard.writeText(field.value);
    field.select();
    return document.execCommand("copy") ? Promise.resolve() : Promise.reject();
  }

  function start(button) {
    const field = document.getElementById(button.dataset.copy);
    const said = button.parentElement.querySelector("[data-copied]");
    let timer;
    button.hidden = false;
    button.addEventListener("click", function () {
      copy(field).then(
        () => (said.textContent = "Kopieret"),
        function () {
          field.select();
          said.textContent = "Det lykkedes ikke. Adressen er markeret, så du selv kan kopiere den.";
        },
      );
      clearTimeout(timer);
      timer = setTimeout(() => (said.textContent = ""), SAID);
    });
  }

  document.addEventListener("DOMContentLoaded", function () {
    document.querySelectorAll("[data-copy]").forEach(start);
  });
})();
