// Puts a button beside each address that copies it. Without this file an address is selected by a click.
const place = document.querySelector("[data-copy]");
if (place && navigator.clipboard) {
  const { copy, copied } = place.dataset;
  const told = document.createElement("p");
  told.className = "unseen";
  told.setAttribute("role", "status");
  place.append(told);
  for (const address of place.querySelectorAll(".address")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button copy";
    button.textContent = copy;
    button.setAttribute("aria-label", `${copy} ${address.textContent}`);
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(address.textContent);
      button.textContent = told.textContent = copied;
      setTimeout(() => { button.textContent = copy; told.textContent = ""; }, 3000);
    });
    address.after(button);
  }
}
