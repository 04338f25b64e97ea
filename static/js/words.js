/* Keeps "Du har skrevet 120 af højst 350 ord" up to date. It counts and never cuts. */
(function () {
  "use strict";
  const PAUSE = 1500;

  function count(text) {
    const words = text.trim().match(/\S+/g);
    return words ? words.length : 0;
  }

  function watch(counter) {
    const control = document.getElementById(counter.dataset.wordsOf);
    if (!control || counter.dataset.watched) return;
    counter.dataset.watched = "yes";
    const limit = Number(control.dataset.maxWords);
    const written = counter.querySelector("[data-words-written]");
    const over = counter.querySelector("[data-words-over]");
    const spoken = counter.parentElement.querySelector("[data-words-spoken]");
    let timer;

    control.addEventListener("input", function () {
      const words = count(control.value);
      written.textContent = words;
      over.textContent = words > limit ? ". Kort teksten af, før I sender" : "";
      counter.classList.toggle("word-counter--over", words > limit);
      // Spoken only when the writer rests, and only when it matters.
      clearTimeout(timer);
      timer = setTimeout(function () {
        spoken.textContent = words > limit * 0.9 ? `Du har skrevet ${words} af højst ${limit} ord.` : "";
      }, PAUSE);
    });
  }

  function start(scope) {
    scope.querySelectorAll("[data-words-of]").forEach(watch);
  }

  document.addEventListener("DOMContentLoaded", function () {
    start(document);
    document.body.addEventListener("htmx:afterSwap", (event) => start(event.detail.elt));
  });
})();
