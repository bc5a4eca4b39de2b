// The page is complete without this: it adds a choice of theme, opens what an address leads to, and opens all for printing.
(() => {
  const button = document.querySelector(".theme");
  const choices = ["as the system", "light", "dark"];
  let chosen = 0;
  button.hidden = false;
  button.addEventListener("click", () => {
    chosen = (chosen + 1) % choices.length;
    if (chosen) document.documentElement.dataset.theme = choices[chosen];
    else delete document.documentElement.dataset.theme;
    button.textContent = `Theme: ${choices[chosen]}`;
  });
  const open = () => {
    let part = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!part) return;
    const target = part;
    for (; part; part = part.parentElement) if (part.tagName === "DETAILS") part.open = true;
    const own = target.querySelector(":scope > details[id^='why-']");
    if (own) own.open = true;
    target.scrollIntoView();
  };
  addEventListener("hashchange", open);
  open();
  const contents = document.querySelector(".contents details");
  const narrow = matchMedia("(max-width: 61.99rem)");
  const fold = () => { contents.open = !narrow.matches; };
  narrow.addEventListener("change", fold);
  fold();
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll("details:not([open])")];
    for (const part of closed) part.open = true;
  });
  addEventListener("afterprint", () => { for (const part of closed) part.open = false; });
})();
