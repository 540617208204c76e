// Without this script the page loses nothing but the button, and the contents stay open on narrow screens.
const contents = document.querySelector(".contents details");
if (contents && matchMedia("(max-width: 64rem)").matches) contents.open = false;
const button = document.querySelector(".print");
button.hidden = false;
button.addEventListener("click", () => print());
