// The theme switch without a page load. Without the script the form posts.
const YEAR = 31536000;

export function cookie(name, value, seconds = YEAR) {
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `${name}=${value}; Path=/; Max-Age=${seconds}; SameSite=Lax${secure}`;
}

export function startTheme() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-theme-form] button[name=theme]");
    if (!button) return;
    event.preventDefault();
    const chosen = button.value;
    if (chosen === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = chosen;
    cookie("theme", chosen === "system" ? "" : chosen, chosen === "system" ? 0 : YEAR);
    for (const other of document.querySelectorAll("[data-theme-form] button[name=theme]")) {
      other.setAttribute("aria-pressed", String(other.value === chosen));
    }
  });
}
