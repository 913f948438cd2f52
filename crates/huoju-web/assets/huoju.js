// The little that is nicer with scripts; every page works without. ES2019, since kernels of 2020 are in use.
(function () {
  "use strict";
  var open = "details.hj-f[open]";
  function close(except) {
    document.querySelectorAll(open).forEach(function (figure) {
      if (figure !== except && !figure.contains(except)) figure.removeAttribute("open");
    });
  }
  // One lineage at a time; a click beside it or Escape closes it and gives the focus back to its digit.
  document.addEventListener("click", function (event) {
    close(event.target.closest("details.hj-f"));
  });
  document.addEventListener("keydown", function (event) {
    var figure = event.key === "Escape" && document.querySelector(open);
    if (figure) {
      figure.removeAttribute("open");
      figure.querySelector("summary").focus();
    }
  });
  // A form is sent once, however often its button is pressed.
  document.addEventListener("submit", function (event) {
    if (event.target.dataset.sent) event.preventDefault();
    event.target.dataset.sent = "1";
  });
  window.addEventListener("pageshow", function () {
    document.querySelectorAll("form[data-sent]").forEach(function (form) {
      delete form.dataset.sent;
    });
  });
  document.addEventListener("click", function (event) {
    if (event.target.closest("[data-print]")) window.print();
  });
})();
