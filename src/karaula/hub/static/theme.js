// The choice of light or dark, kept in this browser. Without this file the system's choice holds.
(function () {
  "use strict";
  var root = document.documentElement;
  var kept = null;
  try { kept = localStorage.getItem("theme"); } catch (error) { kept = null; }
  function set(choice) {
    if (choice === "light" || choice === "dark") { root.dataset.theme = choice; }
    else { delete root.dataset.theme; choice = "auto"; }
    document.querySelectorAll("[data-set-theme]").forEach(function (button) {
      button.setAttribute("aria-pressed", String(button.dataset.setTheme === choice));
    });
    return choice;
  }
  set(kept);
  document.addEventListener("DOMContentLoaded", function () {
    var group = document.querySelector(".theme");
    if (!group) { return; }
    group.hidden = false;
    set(kept);
    group.addEventListener("click", function (event) {
      var button = event.target.closest("[data-set-theme]");
      if (!button) { return; }
      kept = set(button.dataset.setTheme);
      try { localStorage.setItem("theme", kept); } catch (error) { /* nothing is kept */ }
    });
  });
})();
