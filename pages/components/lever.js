// A lever: a slider that shows what it does while it moves, and tells the page where it comes to rest.

const REST = 150; // milliseconds
const PATIENCE = 5000;

export default function ({ data, parentElement, setStateValue }) {
  const part = (name) => parentElement.querySelector(name);
  const input = part("input");
  const show = () => {
    const size = Number(input.value).toLocaleString(data.language, {
      minimumFractionDigits: data.decimals,
      maximumFractionDigits: data.decimals,
    });
    part(".size").textContent = size;
    input.setAttribute("aria-valuetext", `${size} ${data.unit}`);
  };
  const rest = () => {
    if (!input.hasAttribute("data-moving")) return;
    clearTimeout(input.timer);
    input.removeAttribute("data-moving");
    input.turn = Date.now();
    setStateValue("rested", { size: input.valueAsNumber, turn: input.turn });
  };
  part(".name").textContent = data.label;
  part("label").title = data.about;
  input.setAttribute("aria-description", data.about);
  Object.assign(input, { min: data.low, max: data.high, step: data.step });
  input.oninput = () => {
    show();
    levers().moved.set(data.lever, input.valueAsNumber);
    ask(data.preview);
    input.setAttribute("data-moving", "");
    clearTimeout(input.timer);
    input.timer = setTimeout(rest, REST);
  };
  input.onpointerup = input.onblur = rest;
  // What the page says of an earlier rest comes too late once the lever has moved on.
  const late = input.turn && data.turn && data.turn !== input.turn;
  if (!late && !input.hasAttribute("data-moving")) {
    input.value = data.value;
    levers().moved.delete(data.lever);
    show();
  }
  return () => {
    clearTimeout(input.timer);
    levers().moved.delete(data.lever);
  };
}

// What the levers and the chart that answers to them share in the window: which levers have moved since
// the page last followed, and how to show what the server says of them.
function levers() {
  window.levers ??= {};
  window.levers.moved ??= new Map();
  return window.levers;
}

// One question at a time, always for how the levers stand now.
async function ask(address) {
  const state = levers();
  state.again = true;
  if (state.asking) return;
  state.asking = true;
  try {
    while (state.again && state.moved.size) {
      state.again = false;
      const answer = await fetch(`${address}?${new URLSearchParams([...state.moved])}`, {
        signal: AbortSignal.timeout(PATIENCE),
      });
      if (!answer.ok) break;
      const shown = await answer.text();
      if (state.moved.size) state.show?.(shown);
    }
  } catch (error) {
    console.warn(error); // the page itself follows as soon as the lever rests
  } finally {
    state.asking = false;
  }
}
