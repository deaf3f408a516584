"use strict";
// What textual.js leaves out. Once the page is loaded, textual.js connects to the address that is
// set here; it has the host, path and scheme with which the page itself was reached.

const terminal = document.getElementById("terminal");
const address = new URL("ws", location.href);
address.protocol = location.protocol === "https:" ? "wss:" : "ws:";
terminal.dataset.sessionWebsocketUrl = address.href;

// Textual's terminal takes no key until it is clicked. It gets the focus with the first frame
// (textual.js marks the body then); the link back gets it when the dashboard was left.
function focusOnce(mark, selector) {
  const observer = new MutationObserver(() => {
    if (document.body.classList.contains(mark)) {
      observer.disconnect();
      document.querySelector(selector).focus();
    }
  });
  observer.observe(document.body, { attributes: true, attributeFilter: ["class"] });
}
focusOnce("-first-byte", ".xterm-helper-textarea");
focusOnce("-closed", ".closed-dialog a");

// A click beside the terminal, such as below its last line, does not take the focus away.
document.addEventListener("mousedown", (event) => {
  if (!terminal.contains(event.target) && event.target.tagName !== "A") event.preventDefault();
});
