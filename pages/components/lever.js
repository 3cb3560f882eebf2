// A lever: a slider that shows what it does while it moves, and tells the page where it comes to rest.

const REST = 250; // milliseconds

export default function ({ data, parentElement, setTriggerValue }) {
  const input = parentElement.querySelector("input");
  const output = parentElement.querySelector("output");
  const show = () => {
    output.value = Number(input.value).toLocaleString(data.language, {
      minimumFractionDigits: data.decimals,
      maximumFractionDigits: data.decimals,
    });
    input.setAttribute("aria-valuetext", `${output.value} ${data.unit}`);
  };
  const rest = () => {
    input.removeAttribute("data-moving");
    setTriggerValue("rested", input.valueAsNumber);
  };
  parentElement.querySelector(".name").textContent = data.label;
  Object.assign(input, { min: data.low, max: data.high, step: data.step });
  input.oninput = () => {
    show();
    levers().moved.set(data.lever, input.valueAsNumber);
    ask(data.preview);
    input.setAttribute("data-moving", "");
    clearTimeout(input.timer);
    input.timer = setTimeout(rest, REST);
  };
  if (!input.hasAttribute("data-moving")) {
    input.value = data.value;
    levers().moved.delete(data.lever);
    show();
  }
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
      const answer = await fetch(`${address}?${new URLSearchParams([...state.moved])}`);
      if (!answer.ok) break; // the page itself follows as soon as the lever rests
      const shown = await answer.text();
      if (state.moved.size) state.show?.(shown);
    }
  } finally {
    state.asking = false;
  }
}
