// The slider of a lever. While it moves it requests previews; when it rests it reports its size to the page.
// Sizes are base units (persons a year, growth rate); the label shows them in the unit of the language.

const REST = 150; // milliseconds without a move until the slider rests
const TIMEOUT = 5000; // milliseconds

export default function ({ data, parentElement, setStateValue }) {
  const element = (name) => parentElement.querySelector(name);
  const input = element("input");
  const show = () => {
    const size = (input.valueAsNumber / data.factor).toLocaleString(data.language, {
      minimumFractionDigits: data.decimals,
      maximumFractionDigits: data.decimals,
    });
    element(".size").textContent = size;
    input.setAttribute("aria-valuetext", `${size} ${data.unit}`);
  };
  const rest = () => {
    if (!input.hasAttribute("data-moving")) return;
    clearTimeout(input.timer);
    input.removeAttribute("data-moving");
    input.turn = Date.now();
    setStateValue("rested", { size: input.valueAsNumber, turn: input.turn });
  };
  element(".name").textContent = data.label;
  element("label").title = data.about;
  input.setAttribute("aria-description", data.about);
  Object.assign(input, { min: data.low, max: data.high, step: data.step });
  input.oninput = () => {
    show();
    levers().moved.set(data.lever, input.valueAsNumber);
    request(data.preview);
    input.setAttribute("data-moving", "");
    clearTimeout(input.timer);
    input.timer = setTimeout(rest, REST);
  };
  input.onpointerup = input.onblur = rest;
  // The page may still report an earlier rest after the slider has moved on; that value is ignored.
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

// State that the levers and the chart share in the window: the levers moved since the page last followed,
// and the function that shows a preview.
function levers() {
  window.levers ??= {};
  window.levers.moved ??= new Map();
  return window.levers;
}

// Request previews one at a time, always for the present sizes.
async function request(url) {
  const state = levers();
  state.again = true;
  if (state.requesting) return;
  state.requesting = true;
  try {
    while (state.again && state.moved.size) {
      state.again = false;
      const answer = await fetch(`${url}?${new URLSearchParams([...state.moved])}`, {
        signal: AbortSignal.timeout(TIMEOUT),
      });
      if (!answer.ok) break;
      const chart = await answer.json();
      if (state.moved.size) state.show?.(chart);
    }
  } catch (error) {
    console.warn(error); // the page shows the result when the lever rests
  } finally {
    state.requesting = false;
  }
}
