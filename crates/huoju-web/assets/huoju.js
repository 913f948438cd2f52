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
    var form = event.target;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "1";
    // Where the answer is a file the page stays, and may be asked for another.
    if (/\/export$/.test(form.action)) {
      setTimeout(function () {
        delete form.dataset.sent;
      }, 5000);
    }
  });
  window.addEventListener("pageshow", function () {
    document.querySelectorAll("form[data-sent]").forEach(function (form) {
      delete form.dataset.sent;
    });
  });
  // 推演: a slider and its field say the same, and the result follows them; the last answer asked for is the one shown.
  var asking = false;
  var again = null;
  function live(form) {
    if (asking) {
      again = form;
      return;
    }
    asking = true;
    var asked = new URLSearchParams();
    new FormData(form).forEach(function (value, name) {
      if (value !== "") asked.append(name, value);
    });
    var address = form.action + "?" + asked;
    fetch(address)
      .then(function (answer) {
        return answer.text();
      })
      .then(function (text) {
        var page = new DOMParser().parseFromString(text, "text/html");
        [form.dataset.live, "whatif-total"].forEach(function (id) {
          var now = document.getElementById(id);
          var then = page.getElementById(id);
          if (now && then) now.innerHTML = then.innerHTML;
        });
        history.replaceState(null, "", address);
      })
      .catch(function () {})
      .then(function () {
        asking = false;
        var next = again;
        again = null;
        if (next) live(next);
      });
  }
  document.addEventListener("input", function (event) {
    var input = event.target;
    var form = input.form;
    if (!form || !form.dataset.live) return;
    var field = input.dataset.of && document.getElementById(input.dataset.of);
    var slider = input.dataset.of ? input : form.querySelector('[data-of="' + input.name + '"]');
    if (field) field.value = input.value;
    else if (slider) slider.value = input.value;
    if (slider) slider.classList.toggle("chg", slider.value !== slider.dataset.now);
    live(form);
  });
  document.addEventListener("click", function (event) {
    if (event.target.closest("[data-print]")) window.print();
  });
})();
