// Says so when a passkey does not work: allauth's own script tells only the browser's console.
const show = (name) => {
  for (const line of document.querySelectorAll(`[data-${name}]`)) line.hidden = false;
};

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  show("passkey-failed");
});

// A number is no name that a passkey can belong to, and without https only localhost is safe.
const numbered = /^[\d.]+$|^\[/.test(location.hostname);
if (!window.PublicKeyCredential || numbered) {
  show("passkey-nowhere");
  for (const button of document.querySelectorAll("[data-passkey]")) button.disabled = true;
}
