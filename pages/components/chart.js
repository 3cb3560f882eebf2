// A chart under its title, with its source, and before it the cards of its key figures.
// It follows the page; one that answers to the levers also follows the previews of a moving lever.

export default function ({ data, parentElement }) {
  const part = (name) => parentElement.querySelector(name);
  const show = (text) => {
    const { cards, title, subtitle, source, alt, figure } = JSON.parse(text);
    part(".cards").replaceChildren(...cards.map(card));
    part(".chart-title").textContent = title;
    part(".chart-subtitle").textContent = subtitle;
    part(".chart-source").textContent = source;
    part(".plot").setAttribute("aria-label", alt);
    draw(part(".plot"), JSON.parse(figure), data);
  };
  if (data.answers) (window.levers ??= {}).show = show;
  show(data.shown);
  return () => release(part(".plot"));
}

function card({ label, value, change, tone, interval }) {
  const box = document.createElement("div");
  box.className = "card";
  for (const [name, text] of Object.entries({ label, value, change, interval })) {
    const line = document.createElement("div");
    line.className = name === "change" ? `change ${tone}` : name;
    line.textContent = text;
    box.append(line);
  }
  return box;
}

async function draw(place, figure, { library, config, failed }) {
  place.style.minHeight = `${figure.layout.height}px`;
  try {
    const { react, Plots } = await load(library);
    if (!place.isConnected) return;
    react(place, figure.data, figure.layout, config);
    if (place.fits) return;
    place.fits = new ResizeObserver(() => place.clientWidth && Plots.resize(place));
    place.fits.observe(place);
  } catch (error) {
    console.error(error);
    place.textContent = failed;
  }
}

function release(place) {
  place.fits?.disconnect();
  window.Plotly?.purge(place);
}

// Once for the window, however many charts ask for it.
function load(address) {
  window.chartLibrary ??= new Promise((done, fail) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = () => done(window.Plotly);
    script.onerror = () => fail(new Error(address));
    document.head.append(script);
  });
  return window.chartLibrary;
}
