// Nothing is redrawn under a press. A click that begins on one element and ends on another is none: so what comes
// between the press and the release of a pointer, or of the space bar, is drawn when the click has got through.
let isDown = false;
let waiting = [];
let ending = 0;

export function afterPress(draw) {
  if (isDown) waiting.push(draw);
  else draw();
}

const begin = () => { clearTimeout(ending); isDown = true; };
// The click comes in the same task as the release, so a new task is late enough.
const end = () => {
  clearTimeout(ending);
  ending = setTimeout(() => {
    isDown = false;
    const drawn = waiting;
    waiting = [];
    for (const draw of drawn) draw();
  });
};

document.addEventListener("pointerdown", event => { if (event.isPrimary && event.button === 0) begin(); }, true);
document.addEventListener("keydown", event => { if (event.key === " ") begin(); }, true);
document.addEventListener("keyup", event => { if (event.key === " ") end(); }, true);
for (const name of ["pointerup", "pointercancel", "contextmenu"]) document.addEventListener(name, end, true);
addEventListener("blur", end);
