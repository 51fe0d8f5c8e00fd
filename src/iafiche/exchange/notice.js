"use strict";
// Narrows the list of fiches to what is searched for and chosen. Without it, all of them show.
const form = document.querySelector("form");
const search = form.querySelector("input");
const choices = [...form.querySelectorAll("select")];
const items = [...document.querySelectorAll("[data-fiche]")];
const count = document.querySelector("[role=status]");
const none = document.querySelector("[data-aucune]");

const fold = (text) =>
  text.toLowerCase().replace(/œ/g, "oe").replace(/æ/g, "ae")
    .normalize("NFKD").replace(/\p{M}/gu, "");
const words = (text) => fold(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
const holds = (item, choice) =>
  [...item.querySelectorAll(`[data-champ="${choice.dataset.filtre}"]`)]
    .some((mark) => [JSON.parse(mark.dataset.valeur)].flat().includes(choice.value));

function narrow() {
  const wanted = words(search.value);
  const chosen = choices.filter((choice) => choice.value);
  let shown = 0;
  for (const item of items) {
    item.hidden = !(
      wanted.every((word) => item.dataset.texte.includes(word)) &&
      chosen.every((choice) => holds(item, choice))
    );
    shown += item.hidden ? 0 : 1;
  }
  const all = shown === items.length;
  count.textContent = all ? count.dataset.toutes : `${shown} sur ${count.dataset.toutes}`;
  none.hidden = shown > 0;
}

form.addEventListener("input", narrow);
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("reset", () => setTimeout(narrow));
form.hidden = false;
narrow();
